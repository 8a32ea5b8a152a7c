import type { PanelView } from '../../src/presentation/panelView';
import {
  createChangesPart,
  createChecksPart,
  createConflictsPart,
  createRemarksPart,
  createReportPart,
} from './outcomeParts';

/** What came of the run, below its columns: conflicts, checks and repairs, changes, report, remarks. */
export class OutcomeView {
  private readonly conflicts = createConflictsPart();
  private readonly checks = createChecksPart();
  private readonly changes;
  private readonly report = createReportPart();
  private readonly remarks = createRemarksPart();

  constructor(openFile: (path: string) => void) {
    this.changes = createChangesPart(openFile);
  }

  get roots(): readonly HTMLElement[] {
    return [this.conflicts, this.checks, this.changes, this.report, this.remarks].map((part) => part.root);
  }

  show(view: PanelView): void {
    this.conflicts.show(view.conflicts);
    this.checks.show({ checks: view.checks, culprit: view.culprit, repairs: view.repairs });
    this.changes.show(view.changes);
    this.report.show(view.report);
    this.remarks.show(view.remarks);
  }

  /** Brings the part that tells more of a row of the timeline into view, and the keyboard with it. */
  reveal(key: string): void {
    const { root } = key === 'merge' && !this.conflicts.root.hidden ? this.conflicts : this.checks;
    if (root.hidden) return;
    root.tabIndex = -1;
    root.focus({ preventScroll: true });
    root.scrollIntoView({ block: 'nearest' });
  }
}
