import type { SectionPlan, WorkstreamPlan } from '../core/plan';
import type { Worktree } from '../core/ports/snapshotStore';
import type { BegunWork, Continuation } from './restoreWork';
import type { Takeover } from './fallbackRun';
import { modelAuthor } from './modelAuthor';
import type { RunContext } from './runDependencies';
import { worktreeName } from './worktreeName';

/** Where one workstream is done: what it starts from, and which. */
export interface BenchPlace {
  readonly key: string;
  readonly plan: SectionPlan;
  readonly workstream: WorkstreamPlan;
  readonly base: string;
  readonly continuation?: Continuation;
}

/**
 * The worktree of one workstream with what models have committed in it; one for all its attempts, also those that the user
 * asks for after it had ended.
 */
export class WorkstreamBench {
  readonly commits: Map<string, string>;
  /** How many attempts were made so far. */
  attempts: number;
  /** What the next attempt takes over. */
  takeover: Takeover | undefined;
  private worktree: Worktree | undefined;
  private head: string;
  private changed: readonly string[] = [];

  constructor(
    private readonly context: RunContext,
    private readonly place: BenchPlace,
  ) {
    const begun = begunOn(place);
    this.commits = new Map(begun?.commits);
    this.head = begun?.commit ?? place.base;
    this.attempts = place.continuation?.attemptsBefore ?? 0;
    this.takeover = begun?.takeover;
  }

  /** The last commit: the base itself while nothing was changed. */
  get commit(): string {
    return this.head;
  }

  /** The files that differ from the base, as of the last commit. */
  get files(): readonly string[] {
    return this.changed;
  }

  /** The working directory for the next attempt, with what an earlier one left in it, unless that was garbage. */
  async open(takeover: Takeover | undefined): Promise<string> {
    const { store } = this.context;
    this.worktree ??= await store.addWorktree(worktreeName(this.place.key), this.head);
    if (takeover?.reason === 'output-invalid') {
      await store.resetWorktree(this.worktree, this.place.base);
      this.head = this.place.base;
      this.changed = [];
    } else if (takeover) await this.keep(takeover.from);
    return this.worktree.path;
  }

  /** Commits what stands in the worktree as this model's work; nothing when there is none. */
  async keep(model: string): Promise<void> {
    if (!this.worktree) return;
    const { store } = this.context;
    const { plan, workstream, base } = this.place;
    const title = `${workstream.title} of section ${plan.id}`;
    const trailers = `MAO-Section: ${plan.id}\nMAO-Workstream: ${workstream.id}\nMAO-Model: ${model}\n`;
    const before = this.head;
    const from = { ...this.worktree, base: before };
    this.head = await store.commitWorktree(from, modelAuthor(model), `${title}\n\n${trailers}`);
    const files = this.head === base ? [] : await store.diff(base, this.head);
    this.changed = files.map((file) => file.path);
    if (this.head !== before) this.commits.set(this.head, model);
  }
}

/** On another base, since what it builds on was done anew, the old work is of no use; it stays under its ref. */
function begunOn({ continuation, base }: BenchPlace): BegunWork | undefined {
  return continuation?.begun?.base === base ? continuation.begun : undefined;
}
