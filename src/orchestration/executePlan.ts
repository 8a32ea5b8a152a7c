import type { Failure } from '../core/failure';
import { failureOf } from '../core/failureOf';
import type { Plan, SectionPlan, WorkstreamPlan } from '../core/plan';
import type { SectionText } from '../core/section';
import { topologicalOrder, workstreamGraph, type WorkstreamNode } from '../planning/workstreamGraph';
import type { FinishedWorkstream, WorkstreamResult } from './candidate';
import { diskFailure } from './diskFailure';
import { executeWorkstream } from './executeWorkstream';
import { isCancelled } from './isCancelled';
import type { MergeBase } from './mergeBase';
import { noEarlierWork, type EarlierWork } from './restoreWork';
import type { RunContext } from './runDependencies';
import { WorkstreamBench } from './workstreamBench';

interface Place {
  readonly plan: SectionPlan;
  readonly workstream: WorkstreamPlan;
  readonly section: SectionText;
}

function placeOf(context: RunContext, plan: Plan, node: WorkstreamNode): Place {
  const section = plan.sections.find((candidate) => candidate.id === node.section);
  const workstream = section?.workstreams.find((candidate) => candidate.id === node.id);
  const text = context.subject.sections.find((candidate) => candidate.number === node.section);
  if (!section || !workstream || !text) throw new Error(`The plan has no workstream ${node.key}.`);
  return { plan: section, workstream, section: text };
}

/** Everything a node rests on, nearest last, each once: its dependencies' own dependencies come first. */
function finishedBefore(
  node: WorkstreamNode,
  nodes: ReadonlyMap<string, WorkstreamNode>,
  results: ReadonlyMap<string, WorkstreamResult>,
): readonly FinishedWorkstream[] {
  const seen = new Set<string>();
  const visit = (key: string): readonly FinishedWorkstream[] => {
    if (seen.has(key)) return [];
    seen.add(key);
    const before = (nodes.get(key)?.dependsOn ?? []).flatMap(visit);
    const result = results.get(key);
    return result?.outcome === 'succeeded' ? [...before, result] : before;
  };
  return node.dependsOn.flatMap(visit);
}

/** Tells of a workstream that ends without an attempt of its own to blame. */
function endUnstarted(
  context: RunContext,
  node: WorkstreamNode,
  place: Place,
  end: { readonly outcome: 'failed' | 'skipped'; readonly failure: Failure } | { readonly outcome: 'cancelled' },
): WorkstreamResult {
  const { section, id: workstream } = node;
  const { model } = place.workstream;
  context.emit({ type: 'workstream-end', section, workstream, model, files: [], outsideOwnership: [], ...end });
  return { key: node.key, ...end };
}

const cancelled = { outcome: 'cancelled' } as const;

/** Why a workstream is not started: what it builds on has not come about. */
function blocked(
  blocker: string,
  outcome: WorkstreamResult['outcome'] | undefined,
): { readonly outcome: 'skipped'; readonly failure: Failure } {
  const why = outcome === 'cancelled' ? 'was cancelled' : 'failed';
  return {
    outcome: 'skipped',
    failure: { code: 'refused', message: `Not started: it builds on ${blocker}, which ${why}.` },
  };
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });

/**
 * Phases 1–4: every workstream starts as soon as all it builds on is finished; the run's limiter holds the number at once.
 * `mergeBase` joins what a workstream builds on into its starting commit, `earlier` is not done again. A workstream that the
 * user gives to another model after it had ended is done anew, with what builds on it, while others are still at work.
 * Resolves with one result per workstream of the graph, in topological order, which may be unfinished when the disk took
 * no more.
 */
export async function executePlan(
  context: RunContext,
  plan: Plan,
  mergeBase: MergeBase,
  earlier: EarlierWork = noEarlierWork,
): Promise<readonly WorkstreamResult[]> {
  const order = topologicalOrder(workstreamGraph(plan));
  const nodes = new Map(order.map((node) => [node.key, node]));
  const results = new Map<string, WorkstreamResult>(earlier.results);
  const benches = new Map<string, WorkstreamBench>();
  const running = new Map<string, Promise<void>>();

  const execute = async (node: WorkstreamNode): Promise<WorkstreamResult> => {
    const place = placeOf(context, plan, node);
    const control = context.controls.of(node.key);
    const isUnwanted = () => isCancelled(context) || control.wish?.kind === 'end';
    const end = () => {
      control.take();
      return endUnstarted(context, node, place, cancelled);
    };
    if (isUnwanted()) return end();
    const blocker = node.dependsOn.find((key) => results.get(key)?.outcome !== 'succeeded');
    if (blocker !== undefined) {
      return endUnstarted(context, node, place, blocked(blocker, results.get(blocker)?.outcome));
    }
    const finished = finishedBefore(node, nodes, results);
    try {
      const base = await mergeBase(finished);
      if (isUnwanted()) return end();
      const continuation = earlier.continuations.get(node.key);
      const work = { key: node.key, ...place, base, finished, ...(continuation ? { continuation } : {}) };
      const bench = benches.get(node.key) ?? new WorkstreamBench(context, work);
      benches.set(node.key, bench);
      return await executeWorkstream(context, work, bench);
    } catch (cause) {
      const disk = await diskFailure(context, cause);
      if (disk) {
        context.interrupt(disk);
        return { key: node.key, ...cancelled };
      }
      context.logger.error(`${node.key} broke`, cause);
      return endUnstarted(context, node, place, { outcome: 'failed', failure: failureOf(cause) });
    }
  };

  /** Resolves when all of these have ended, those too that are begun anew meanwhile. */
  const ended = async (keys: readonly string[]): Promise<void> => {
    for (;;) {
      const now = keys.map((key) => running.get(key));
      await Promise.all(now.filter((one) => one !== undefined));
      if (keys.every((key, index) => running.get(key) === now[index])) return;
    }
  };
  /** Resolves when a workstream can start, or is not to start any more. */
  const ready = async ({ key, dependsOn }: WorkstreamNode): Promise<void> => {
    const control = context.controls.of(key);
    const before = ended(dependsOn);
    await Promise.race([before, aborted(control.turn.ending)]);
    if (control.wish?.kind !== 'end') await before;
  };
  const launch = (node: WorkstreamNode): void => {
    const begun = ready(node)
      .then(() => execute(node))
      .then((result) => void results.set(node.key, result));
    running.set(node.key, begun);
  };
  const redo = (key: string): void => {
    const outcome = results.get(key)?.outcome;
    if (outcome === undefined || isCancelled(context)) return;
    if (outcome === 'succeeded') {
      context.controls.of(key).take();
      return;
    }
    const again = new Set([key]);
    for (const node of order) {
      const result = results.get(node.key)?.outcome;
      if (result === 'skipped' && node.dependsOn.some((before) => again.has(before))) again.add(node.key);
    }
    for (const node of order.filter((candidate) => again.has(candidate.key))) {
      results.delete(node.key);
      launch(node);
    }
  };

  const silence = context.controls.listen(redo);
  try {
    for (const node of order) if (!results.has(node.key)) launch(node);
    await ended(order.map(({ key }) => key));
  } finally {
    silence();
  }
  return order.map(({ key }) => {
    const result = results.get(key);
    if (!result) throw new Error(`${key} was not started.`);
    return result;
  });
}
