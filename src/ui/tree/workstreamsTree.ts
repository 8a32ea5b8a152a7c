import { EventEmitter, type Disposable, type TreeItem } from 'vscode';
import type { Logger } from '../../core/ports/logger';
import type { Section } from '../../core/section';
import type { Engine, RunSummary } from '../../orchestration/engine';
import { runSummaryNode } from '../../presentation/runSummaryNode';
import { runNode, type TreeNodeView } from '../../presentation/runTree';
import { nestSections, type SectionNode } from '../../presentation/sectionTree';
import { disposeAll } from '../disposeAll';
import { mainFolder } from '../folder';
import type { Overview } from '../overview';
import type { FindingProblems } from '../problems/findingProblems';
import type { KnownRun, RunStore } from '../runStore';
import { PrdWatcher } from '../prdWatcher';
import { differs, toTreeItem, type WorkstreamsNode } from './nodes';
import { sectionText } from './sectionText';

const coalesceMs = 100;
/** How often times are drawn anew and it is looked for models that say nothing, while a run is under way. */
const clockMs = 5000;
const runsShown = 5;

type RunNode = Extract<WorkstreamsNode, { kind: 'run' }>;

function nodeOf({ state, live, elsewhere, streams }: KnownRun, section: string): TreeNodeView {
  return runNode(state, section, live, new Date(), elsewhere, (key) => streams.lastAt(key));
}

/** The Workstreams view: the sections of the PRD, below each its runs, workstreams, attempts and checks. */
export class WorkstreamsTree implements Disposable {
  private readonly nodes = new Map<string, WorkstreamsNode>();
  private readonly changed = new EventEmitter<WorkstreamsNode[] | undefined>();
  readonly onDidChange = this.changed.event;
  private readonly dirty = new Set<string>();
  private timer: NodeJS.Timeout | undefined;
  private look: NodeJS.Timeout | undefined;
  private summaries: readonly RunSummary[] = [];
  private sections: ReadonlyMap<string, readonly Section[]> = new Map();
  private readonly prd = new PrdWatcher(() => this.changed.fire(undefined));
  private readonly listeners: readonly Disposable[];

  constructor(
    private readonly engine: () => Promise<Engine>,
    private readonly runs: RunStore,
    private readonly overview: Overview,
    private readonly findings: FindingProblems,
    private readonly logger: Logger,
    private readonly follow: (summaries: readonly RunSummary[]) => void,
  ) {
    this.listeners = [
      runs.onDidChange(({ runId, delta, event }) => {
        if (delta && event?.type === 'tool-use') return;
        if (event || !delta) this.soon(runId);
      }),
      findings.onDidChange(() => this.soon()),
    ];
  }

  /** Reads everything anew and redraws the tree. */
  refresh(): void {
    this.runs.forgetIdle();
    this.changed.fire(undefined);
  }

  item(node: WorkstreamsNode): TreeItem {
    return toTreeItem(node, node.kind === 'section' && this.runsOf(node.node.section.number).length > 0);
  }

  async children(node: WorkstreamsNode | undefined): Promise<WorkstreamsNode[]> {
    if (!node) return this.roots();
    switch (node.kind) {
      case 'section': {
        const runs = this.runsOf(node.node.section.number).map((summary) =>
          this.runChild(summary, node.node.section.number),
        );
        if (runs[0]) this.readSoon(runs[0]);
        return [...runs, ...node.node.children.map((child) => this.sectionChild(child))];
      }
      case 'run':
        return this.runParts(node);
      case 'part':
        return node.view.children.map((view) => this.partChild(node.runId, view));
    }
  }

  dispose(): void {
    clearTimeout(this.timer);
    clearTimeout(this.look);
    disposeAll([this.prd, ...this.listeners]);
    this.changed.dispose();
  }

  private async roots(): Promise<WorkstreamsNode[]> {
    const folder = mainFolder();
    if (!folder) return [];
    const engine = await this.engine();
    const [{ prd, searched }, summaries, clis] = await Promise.all([
      engine.findPrd(),
      engine.listRuns(),
      engine.listClis(),
    ]);
    this.prd.watch(folder.uri, searched);
    this.summaries = summaries;
    this.follow(summaries);
    const missing =
      clis.length > 0 && clis.every((cli) => !cli.availability.available) ? clis.map(({ cli }) => cli) : [];
    this.overview.show({ prd: prd !== undefined, missingClis: missing, hasRuns: summaries.length > 0 });
    if (missing.length > 0 && summaries.length === 0) return [];
    this.sections = Map.groupBy(prd?.sections ?? [], ({ number }) => number);
    return nestSections(prd?.sections ?? []).map((child) => this.sectionChild(child));
  }

  /** The runs of a section, newest first: those on disk and those that just began. */
  private runsOf(section: string): readonly RunSummary[] {
    return this.summaries.filter(({ sections }) => sections.includes(section)).slice(0, runsShown);
  }

  private sectionChild(node: SectionNode): WorkstreamsNode {
    const newest = this.runsOf(node.section.number)[0];
    // A section opens with its first run: to VS Code, which remembers by id what is folded, it is another node then.
    // Of several with one number it is the how manieth: a line would be another after each edit above it.
    const nth = this.sections.get(node.section.number)?.indexOf(node.section) ?? 0;
    const id = `section/${node.section.number}/${nth}${newest ? '/runs' : ''}`;
    const status = this.statusOf(node.section.number);
    const known = this.nodes.get(id);
    if (known?.kind === 'section') {
      known.node = node;
      known.status = status;
      return known;
    }
    return this.keep({ kind: 'section', id, node, status, expanded: newest !== undefined });
  }

  private statusOf(section: string): string {
    return sectionText(section, this.summaries, this.runs, this.findings);
  }

  private runChild(summary: RunSummary, section: string): RunNode {
    const { runId } = summary;
    const id = `run/${runId}@${section}`;
    const known = this.nodes.get(id);
    const run = this.runs.get(runId);
    const view = run ? nodeOf(run, section) : runSummaryNode(summary, section, new Date());
    if (known?.kind === 'run') {
      if (run || !known.whole) known.view = view;
      known.whole ||= run !== undefined;
      return known;
    }
    const node: RunNode = { kind: 'run', id, runId, section, view, whole: run !== undefined };
    this.nodes.set(id, node);
    return node;
  }

  private async runParts(node: RunNode): Promise<WorkstreamsNode[]> {
    await this.read(node);
    return node.whole ? node.view.children.map((view) => this.partChild(node.runId, view)) : [];
  }

  /** Reads the newest run of a section, so that its row offers what can be done with it, also after a reload of the window. */
  private readSoon(node: RunNode): void {
    if (node.whole) return;
    this.read(node).catch((error: unknown) =>
      this.logger.warn(`Run ${node.runId} could not be read: ${String(error)}`),
    );
  }

  private async read(node: RunNode): Promise<void> {
    const engine = await this.engine();
    const run = await this.runs.load(node.runId, (runId) => engine.readEvents(runId));
    if (!run) return;
    const first = !node.whole;
    node.view = nodeOf(run, node.section);
    node.whole = true;
    if (first) this.changed.fire([node]);
  }

  private partChild(runId: string, view: TreeNodeView): WorkstreamsNode {
    const id = `part/${view.id}`;
    const known = this.nodes.get(id);
    if (known?.kind === 'part') {
      known.view = view;
      return known;
    }
    return this.keep({ kind: 'part', id, runId, view });
  }

  private keep(node: WorkstreamsNode): WorkstreamsNode {
    this.nodes.set(node.id, node);
    return node;
  }

  private soon(runId?: string): void {
    if (runId !== undefined) this.dirty.add(runId);
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      const runs = [...this.dirty];
      this.dirty.clear();
      this.redraw(runs).catch((error: unknown) =>
        this.logger.error('The Workstreams view could not be redrawn', error),
      );
    }, coalesceMs);
  }

  /** Redraws what changed of these runs, at once; after a run that is new or over, also the tree around it. */
  private async redraw(runIds: readonly string[]): Promise<void> {
    clearTimeout(this.look);
    const live = this.runs.live();
    if (live.length > 0) this.look = setTimeout(() => live.forEach(({ runId }) => this.soon(runId)), clockMs);
    this.redrawNodes(runIds);
    const known = new Set(this.summaries.map(({ runId }) => runId));
    if (runIds.some((runId) => !known.has(runId) || this.runs.get(runId)?.live === false)) {
      this.summaries = await (await this.engine()).listRuns();
      this.changed.fire(undefined);
    }
  }

  private redrawNodes(runIds: readonly string[]): void {
    const changed: WorkstreamsNode[] = [];
    for (const node of this.nodes.values()) {
      if (node.kind === 'run' && runIds.includes(node.runId)) this.update(node, changed);
      if (node.kind === 'section' && node.status !== this.statusOf(node.node.section.number)) {
        node.status = this.statusOf(node.node.section.number);
        changed.push(node);
      }
    }
    if (changed.length > 0) this.changed.fire(changed);
  }

  private update(node: RunNode, changed: WorkstreamsNode[]): void {
    const run = this.runs.get(node.runId);
    if (!run) return;
    const next = nodeOf(run, node.section);
    if (!node.whole || differs(node.view, next)) changed.push(node);
    else for (const child of next.children) this.updatePart(child, changed);
    node.view = next;
    node.whole = true;
  }

  private updatePart(view: TreeNodeView, changed: WorkstreamsNode[]): void {
    const node = this.nodes.get(`part/${view.id}`);
    if (node?.kind !== 'part') return;
    if (differs(node.view, view)) changed.push(node);
    else for (const child of view.children) this.updatePart(child, changed);
    node.view = view;
  }
}
