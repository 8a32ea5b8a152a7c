import type { Plan } from '../core/plan';
import type { Snapshot } from '../core/ports/snapshotStore';
import { UsageError } from '../core/usageError';
import { approvePlan, needsApproval } from './approvePlan';
import { availableModels, noModelFailure } from './availableModels';
import { executePlan } from './executePlan';
import { isCancelled } from './isCancelled';
import { outcomeOf, type RunOutcome } from './outcomeOf';
import { planAgain } from './planAgain';
import { proposePlan } from './proposePlan';
import { noEarlierWork, restoreWork, type EarlierWork } from './restoreWork';
import { resumePoint, type ResumePoint } from './resumePoint';
import type { RunContext } from './runDependencies';
import { runMerges } from './runMerges';
import { keepNotes, keptNotes } from './runReport';
import { snapshotOf } from './snapshotOf';
import { synthesizeRun } from './synthesizeRun';

async function takeSnapshot(context: RunContext): Promise<Snapshot | undefined> {
  const { store, emit, log } = context;
  const snapshot = await snapshotOf(context);
  if (!snapshot) return undefined;
  await store.setRef('snapshot', snapshot.commit);
  for (const message of snapshot.notes) emit({ type: 'log', level: 'info', message });
  await keepNotes(log, snapshot.notes);
  return snapshot;
}

/** The snapshot that the run's plan was made for. */
async function earlierSnapshot({ store, log, subject }: RunContext): Promise<Snapshot> {
  const commit = await store.getRef('snapshot');
  if (commit === undefined) {
    throw new UsageError(
      `The commits of run ${subject.runId} are gone from MAO's snapshot repository, so it can not go on. Run it again.`,
    );
  }
  return { commit, notes: await keptNotes(log) };
}

/** The approved plan: proposed and asked about, or as far as an earlier process of the run came. */
async function approvedPlan(
  context: RunContext,
  point: Exclude<ResumePoint, { kind: 'end' }>,
  snapshot: Snapshot,
  workdir: string,
): Promise<Plan | RunOutcome> {
  const { subject, store, emit } = context;
  if (point.kind === 'proposal') return point.plan;
  // The user may have changed since how a CLI is started: that is asked about, the plan itself is not.
  if (point.kind === 'workstreams' && !(await needsApproval(context, point.plan))) return point.plan;
  const files = () => store.listFiles(snapshot.commit);
  const proposed =
    point.kind === 'approval'
      ? point
      : point.kind === 'workstreams'
        ? { plan: point.plan, source: point.source }
        : (context.fixing?.propose(context) ?? (await proposePlan(context, workdir, await files())));
  if (!proposed) return { outcome: 'cancelled' };
  if (subject.command === 'plan') {
    emit({ type: 'plan-proposed', plan: proposed.plan, source: proposed.source });
    return { outcome: 'succeeded' };
  }
  // Asked again, the plan is told of again: whoever looks on now has not seen it.
  const { plan: first, source } = proposed;
  const plan = await approvePlan(context, { plan: first, source }, async (wish) =>
    // A fix has its plan from its findings: there is no other.
    context.fixing ? { plan: wish.plan, source } : planAgain(context, workdir, await files(), source, wish),
  );
  if (!plan || isCancelled(context)) return { outcome: 'cancelled' };
  emit({ type: 'plan-approved', plan });
  return plan;
}

/** What an earlier process of the run finished and began; its worktrees are gone then, since their work is in commits. */
async function earlierWork(context: RunContext, plan: Plan, snapshot: Snapshot): Promise<EarlierWork> {
  const { resumed, store } = context;
  if (!resumed?.state.planApproved) return noEarlierWork;
  const work = await restoreWork(context, resumed, plan, snapshot.commit);
  await store.prune();
  if (resumed.retry) context.controls.take({ kind: 'retry', ...resumed.retry });
  return work;
}

/**
 * Conducts one run from plan to report and tells of it by `context.emit`; resolves with how it ended. A run that goes on
 * (`context.resumed`) skips what its log and its commits say is done.
 */
export async function conductRun(context: RunContext): Promise<RunOutcome> {
  const { subject, store, resumed } = context;
  const notes = [...subject.notes, ...context.earlyNotes];
  for (const message of notes) context.emit({ type: 'log', level: 'warning', message });
  if (context.state().findings.length === 0) {
    for (const { finding } of context.fixing?.findings ?? []) context.emit({ type: 'finding', ...finding });
  }
  const point = resumePoint(resumed?.state);
  if (point.kind === 'end') return subject.command === 'plan' ? { outcome: 'succeeded' } : outcomeOf(context);
  if (point.kind !== 'proposal' && (await availableModels(context)).length === 0) {
    return { outcome: 'failed', failure: await noModelFailure(context) };
  }
  if (resumed) await resumed.store.unlock();
  const snapshot = point.kind === 'plan' ? await takeSnapshot(context) : await earlierSnapshot(context);
  if (!snapshot) return { outcome: 'cancelled' };
  const earlier =
    point.kind === 'workstreams' || point.kind === 'proposal'
      ? await earlierWork(context, point.plan, snapshot)
      : noEarlierWork;
  if (resumed && earlier === noEarlierWork) await store.prune();

  const desk = await store.addWorktree('desk', snapshot.commit);
  const plan = await approvedPlan(context, point, snapshot, desk.path);
  if ('outcome' in plan) return plan;

  const merges = runMerges(context, plan, snapshot.commit, desk.path);
  const results = await executePlan(context, plan, merges.merge, earlier);
  const conflictsLeft = !isCancelled(context) && (await synthesizeRun(context, { plan, snapshot, results, merges }));
  return outcomeOf(context, conflictsLeft);
}
