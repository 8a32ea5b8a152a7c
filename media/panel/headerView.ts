import { formatClock } from '../../src/presentation/format';
import type { PanelAction } from '../../src/presentation/panelMessages';
import type { PanelView } from '../../src/presentation/panelView';
import { element, Part, setText } from './dom';
import { icon } from './icons';

const labels: Readonly<Record<PanelAction, string>> = {
  approve: 'Approve',
  'edit-plan': 'Edit plan',
  cancel: 'Cancel',
  stop: 'Stop now',
  resume: 'Resume',
  review: 'Review',
  apply: 'Apply',
  revert: 'Revert',
  'show-report': 'Report',
  'show-log': 'Log',
};

const primary: ReadonlySet<PanelAction> = new Set(['approve', 'review', 'resume']);

/** A row of buttons that tell the host what the user wants. */
export function buttons(actions: readonly PanelAction[], act: (action: PanelAction) => void): HTMLElement {
  const row = element('div', { class: 'buttons' });
  for (const action of actions) {
    const button = element('button', { type: 'button', 'data-focus': action }, labels[action]);
    if (primary.has(action)) button.className = 'primary';
    button.addEventListener('click', () => act(action));
    row.append(button);
  }
  return row;
}

type Shown = Pick<PanelView, 'title' | 'state' | 'status' | 'tokens' | 'cost' | 'diversity' | 'actions' | 'problem'>;

/** The top line: which sections, what state, how long, what it cost so far, and what one can do. */
export class HeaderView {
  readonly root = element('header', { class: 'run-head' });
  private readonly part: Part<Shown>;
  private readonly clock = element('span', { class: 'clock' });
  private readonly announcer = element('div', { class: 'hidden-text', role: 'status', 'aria-live': 'polite' });
  private readonly holder = element('div', { class: 'run-head-rows' });

  constructor(private readonly act: (action: PanelAction) => void) {
    this.part = new Part(this.holder, (view) => this.draw(view));
    this.root.append(this.holder, this.announcer);
  }

  show(view: PanelView): void {
    const { title, state, status, tokens, cost, diversity, actions, problem } = view;
    this.part.show({ title, state, status, tokens, cost, diversity, actions, problem });
    setText(this.announcer, `${title}: ${status}`);
  }

  tick(view: PanelView, now: Date): void {
    const interrupted = view.durationMs === 0;
    setText(this.clock, interrupted ? '' : formatClock(view.durationMs ?? now.getTime() - Date.parse(view.startedAt)));
  }

  private draw(view: Shown): readonly Node[] {
    const facts = element(
      'p',
      { class: 'facts' },
      element('span', { class: `status ${view.state}` }, view.status),
      this.clock,
    );
    for (const fact of [view.tokens, view.cost, view.diversity]) {
      if (fact !== undefined) facts.append(element('span', {}, fact));
    }
    const names = element(
      'div',
      { class: 'names' },
      element('h1', {}, icon(view.state), element('span', {}, view.title)),
      facts,
    );
    const top = element('div', { class: 'run-head-top' }, names, buttons(view.actions, this.act));
    if (view.problem === undefined) return [top];
    return [top, element('p', { class: 'problem', role: 'alert' }, icon('error'), element('span', {}, view.problem))];
  }
}
