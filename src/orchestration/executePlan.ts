import type { Failure } from '../core/failure';
import { failureOf } from '../core/failureOf';
import type { Plan, SectionPlan, WorkstreamPlan } from '../core/plan';
import type { SectionText } from '../core/section';
import { topologicalOrder, workstreamGraph, type WorkstreamNode } from '../planning/workstreamGraph';
import type { FinishedWorkstream, WorkstreamResult } from './candidate';
import { diskFailure } from './diskFailure';
import { executeWorkstream } from './executeWorkstream';
import type { MergeBase } from './mergeBase';
import { noEarlierWork, type EarlierWork } from './restoreWork';
import type { RunContext } from './runDependencies';

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

/** Why a workstream is not started: what it builds on has failed. */
function blocked(blocker: string): { readonly outcome: 'skipped'; readonly failure: Failure } {
  return {
    outcome: 'skipped',
    failure: { code: 'refused', message: `Not started: it builds on ${blocker}, which failed.` },
  };
}

/**
 * Phases 1–4: every workstream starts as soon as all it builds on is finished; the run's limiter holds the number at once.
 * `mergeBase` joins what a workstream builds on into its starting commit, `earlier` is not done again. Resolves with one
 * result per workstream of the graph, in topological order, which may be unfinished when the disk took no more.
 */
export async function executePlan(
  context: RunContext,
  plan: Plan,
  mergeBase: MergeBase,
  earlier: EarlierWork = noEarlierWork,
): Promise<readonly WorkstreamResult[]> {
  const order = topologicalOrder(workstreamGraph(plan));
  const nodes = new Map(order.map((node) => [node.key, node]));
  const results = new Map<string, WorkstreamResult>();

  const isCancelled = () => context.signal.aborted;
  const execute = async (node: WorkstreamNode): Promise<WorkstreamResult> => {
    const done = earlier.results.get(node.key);
    if (done) return done;
    const place = placeOf(context, plan, node);
    if (isCancelled()) return endUnstarted(context, node, place, cancelled);
    const blocker = node.dependsOn.find((key) => results.get(key)?.outcome !== 'succeeded');
    if (blocker !== undefined) return endUnstarted(context, node, place, blocked(blocker));
    const finished = finishedBefore(node, nodes, results);
    try {
      const base = await mergeBase(finished);
      if (isCancelled()) return endUnstarted(context, node, place, cancelled);
      const continuation = earlier.continuations.get(node.key);
      const order = { key: node.key, ...place, base, finished, ...(continuation ? { continuation } : {}) };
      return await executeWorkstream(context, order);
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

  const running = new Map<string, Promise<WorkstreamResult>>();
  for (const node of order) {
    const before = node.dependsOn.flatMap((key) => running.get(key) ?? []);
    running.set(
      node.key,
      Promise.all(before).then(async () => {
        const result = await execute(node);
        results.set(node.key, result);
        return result;
      }),
    );
  }
  return Promise.all(
    order.map((node) => running.get(node.key) ?? Promise.reject(new Error(`${node.key} was not started.`))),
  );
}
