import type { CommitRecord } from '../core/ports/snapshotStore';
import type { Plan } from '../core/plan';
import type { WorkstreamState } from '../core/runState';
import { workstreamGraph, type WorkstreamNode } from '../planning/workstreamGraph';
import { ownershipFlags } from '../synthesis/ownershipFlags';
import type { FinishedWorkstream, WorkstreamResult } from './candidate';
import type { Takeover } from './fallbackRun';
import { modelAuthor } from './modelAuthor';
import { remainingModels, untriedModels, workstreamFate } from './resumePoint';
import type { ResumedRun } from './resumedRun';
import type { RunContext } from './runDependencies';
import { worktreeName } from './worktreeName';

/** Work of an unfinished workstream that is gone on with: the commit it is kept in, and on which base it stands. */
export interface BegunWork {
  readonly base: string;
  readonly commit: string;
  readonly commits: ReadonlyMap<string, string>;
  readonly takeover: Takeover;
}

/** How an unfinished workstream goes on: with which models, from what, counting attempts from where. */
export interface Continuation {
  readonly models: readonly string[];
  readonly attemptsBefore: number;
  readonly begun: BegunWork | undefined;
}

/** What an earlier process left of a run: what needs not be done again, and how the rest goes on. */
export interface EarlierWork {
  readonly results: ReadonlyMap<string, WorkstreamResult>;
  readonly continuations: ReadonlyMap<string, Continuation>;
}

/** Nothing was there before: every workstream begins at its beginning. */
export const noEarlierWork: EarlierWork = { results: new Map(), continuations: new Map() };

type PlannedWorkstream = FinishedWorkstream['workstream'];

const isOf = (node: WorkstreamNode) => (record: CommitRecord) =>
  record.message.includes(`MAO-Section: ${node.section}\n`) && record.message.includes(`MAO-Workstream: ${node.id}\n`);

async function ownCommits(store: ResumedRun['store'], snapshot: string, commit: string, node: WorkstreamNode) {
  return (await store.listCommits(snapshot, commit)).filter(isOf(node));
}

const byModel = (records: readonly CommitRecord[]) => new Map(records.map(({ commit, author }) => [commit, author]));

interface Restoring {
  readonly context: RunContext;
  readonly resumed: ResumedRun;
  readonly snapshot: string;
}

async function wholeRef({ resumed: { store }, snapshot }: Restoring, name: string): Promise<string | undefined> {
  const commit = await store.getRef(name);
  return commit !== undefined && (await store.isWhole(commit, snapshot)) ? commit : undefined;
}

/** The result of a workstream that had finished; its end is told of when the log has none. */
async function finishedResult(
  restoring: Restoring,
  node: WorkstreamNode,
  workstream: PlannedWorkstream,
  state: WorkstreamState,
  commit: string,
): Promise<WorkstreamResult> {
  const { context, resumed, snapshot } = restoring;
  const records = await ownCommits(resumed.store, snapshot, commit, node);
  const base = records.at(-1)?.parent ?? commit;
  const isTold = state.state === 'succeeded';
  const files =
    isTold || base === commit ? state.files : (await resumed.store.diff(base, commit)).map(({ path }) => path);
  const model = records[0]?.author ?? state.model;
  const summary = state.summary ?? (resumed.answers.get(node.key) ?? '').trim();
  if (!isTold) {
    const outsideOwnership = workstream.owns.length === 0 ? [] : [...ownershipFlags(files, workstream.owns)];
    context.emit({
      type: 'workstream-end',
      section: node.section,
      workstream: node.id,
      model,
      outcome: 'succeeded',
      files: [...files],
      outsideOwnership,
      summary: summary.slice(0, 2000),
    });
  }
  const { key, section } = node;
  return { outcome: 'succeeded', key, section, workstream, model, commit, commits: byModel(records), files, summary };
}

function stillCancelled({ emit }: RunContext, node: WorkstreamNode, state: WorkstreamState): WorkstreamResult {
  const { model, files, outsideOwnership } = state;
  const place = { section: node.section, workstream: node.id };
  const what = { files: [...files], outsideOwnership: [...outsideOwnership] };
  emit({ type: 'workstream-end', ...place, model, outcome: 'cancelled', ...what });
  return { outcome: 'cancelled', key: node.key };
}

/** Keeps what the worktree holds as a commit by the model that was at work; what an earlier cancel kept is found by its ref. */
async function begunWork(
  restoring: Restoring,
  node: WorkstreamNode,
  state: WorkstreamState,
): Promise<BegunWork | undefined> {
  const { resumed, snapshot } = restoring;
  const { store } = resumed;
  const name = worktreeName(node.key);
  const last = state.attempts.at(-1);
  if (!last) return undefined;
  const kept = await wholeRef(restoring, name);
  const worktree = await store.openWorktree(name);
  const trailers = `MAO-Section: ${node.section}\nMAO-Workstream: ${node.id}\nMAO-Model: ${last.model}\n`;
  const commit = worktree
    ? await store.commitWorktree(
        { ...worktree, base: kept ?? worktree.base },
        modelAuthor(last.model),
        `${state.title}, interrupted\n\n${trailers}`,
      )
    : kept;
  if (commit === undefined || last.failure?.code === 'output-invalid') return undefined;
  const records = await ownCommits(store, snapshot, commit, node);
  const base = records.at(-1)?.parent;
  if (base === undefined) return undefined; // nothing was written yet
  const takeover = { from: last.model, reason: last.failure?.code ?? ('cancelled' as const) };
  return { base, commit, commits: byModel(records), takeover };
}

/** Who does an unfinished workstream: of one that failed all its models have their turn again, the reasons may be gone. */
function modelsFor(
  { retry, reopened }: ResumedRun,
  workstream: PlannedWorkstream,
  state: WorkstreamState,
): readonly string[] {
  if (retry?.key === state.key) return untriedModels(workstream, state);
  if (reopened?.has(state.key)) return [workstream.model, ...workstream.fallbacks];
  return remainingModels(workstream, state);
}

/**
 * Finds again what an earlier process of the run left, by its log and by the refs of the snapshot repository. Nothing that
 * was finished is lost: a commit that is whole counts, also when the crash came before its event. Worktrees are emptied into
 * commits, so they may be removed afterwards.
 */
export async function restoreWork(
  context: RunContext,
  resumed: ResumedRun,
  plan: Plan,
  snapshot: string,
): Promise<EarlierWork> {
  const restoring: Restoring = { context, resumed, snapshot };
  const results = new Map<string, WorkstreamResult>();
  const continuations = new Map<string, Continuation>();
  const before = new Map(resumed.state.workstreams.map((state) => [state.key, state]));
  for (const node of workstreamGraph(plan)) {
    const state = before.get(node.key);
    const section = plan.sections.find(({ id }) => id === node.section);
    const workstream = section?.workstreams.find(({ id }) => id === node.id);
    if (!state || !workstream) continue;
    const name = worktreeName(node.key);
    const fate = workstreamFate(state);
    if (fate.kind === 'ended') {
      results.set(node.key, { outcome: fate.outcome, key: node.key, failure: fate.failure });
      continue;
    }
    const finished =
      (await wholeRef(restoring, `ws/${name}`)) ??
      (fate.kind === 'succeeded' ? await wholeRef(restoring, name) : undefined);
    if (finished !== undefined) {
      results.set(node.key, await finishedResult(restoring, node, workstream, state, finished));
      continue;
    }
    if (fate.kind === 'succeeded') {
      const message = `The work of ${node.key} did not reach the disk, so it is done again.`;
      context.emit({ type: 'log', level: 'warning', message });
    }
    const isRetried = resumed.retry?.key === node.key;
    const isOver = resumed.state.end !== undefined && resumed.state.end.outcome !== 'cancelled';
    // One that the user had cancelled stays so when the run goes on for another one's sake.
    if ((resumed.retry ? !isRetried && resumed.state.end : isOver) && state.state === 'cancelled') {
      results.set(node.key, stillCancelled(context, node, state));
      continue;
    }
    continuations.set(node.key, {
      models: modelsFor(resumed, workstream, state),
      attemptsBefore: Math.max(0, ...state.attempts.map(({ number }) => number)),
      begun: await begunWork(restoring, node, state),
    });
  }
  return { results, continuations };
}
