import type { Plan } from '../core/plan';
import type { RunEvent } from '../core/runEvent';
import type { RunState, WorkstreamState } from '../core/runState';
import { dependenciesOf } from './dependenciesOf';

/** The workstreams of an approved plan, all waiting; skipped ones are left out. */
export function workstreamsOfPlan(plan: Plan): readonly WorkstreamState[] {
  return plan.sections.flatMap((section) =>
    section.workstreams
      .filter((workstream) => workstream.skip !== true)
      .map((workstream) => ({
        key: `${section.id}/${workstream.id}`,
        section: section.id,
        id: workstream.id,
        title: workstream.title,
        model: workstream.model,
        dependsOn: workstream.dependsOn.map((id) => `${section.id}/${id}`),
        state: 'waiting' as const,
        startedAt: undefined,
        endedAt: undefined,
        attempts: [],
        fallbacks: [],
        files: [],
        outsideOwnership: [],
        failure: undefined,
        summary: undefined,
      })),
  );
}

function change(state: RunState, event: RunEvent, next: (workstream: WorkstreamState) => WorkstreamState): RunState {
  const workstreams = state.workstreams.map((workstream) =>
    workstream.id === event.workstream && workstream.section === event.section ? next(workstream) : workstream,
  );
  return { ...state, workstreams };
}

/** A workstream begins; one that had ended begins anew, and what was skipped because of it waits again. */
function started(state: RunState, event: RunEvent): RunState {
  const anew = { endedAt: undefined, failure: undefined, files: [], outsideOwnership: [], summary: undefined };
  const begun = change(state, event, (workstream) => ({
    ...workstream,
    ...(workstream.endedAt === undefined ? {} : anew),
    state: 'running',
    startedAt: event.time,
  }));
  const graph = dependenciesOf(begun);
  const open = new Set(begun.workstreams.filter((one) => one.endedAt === undefined).map(({ key }) => key));
  const workstreams = begun.workstreams.map((workstream): WorkstreamState => {
    const waits = graph.get(workstream.key)?.some((key) => open.has(key)) === true;
    if (workstream.state !== 'skipped' || !waits) return workstream;
    open.add(workstream.key);
    return { ...workstream, ...anew, state: 'waiting', startedAt: undefined };
  });
  // What was proposed holds no longer, nor what had been found out about it.
  const unproposed = {
    changes: undefined,
    reportFile: undefined,
    checks: [],
    redBefore: [],
    culprits: [],
    repairs: [],
  };
  return { ...begun, workstreams, ...(state.changes ? unproposed : {}) };
}

/** The part of the state that workstreams make: start, fallback, end. */
export function reduceWorkstreams(state: RunState, event: RunEvent): RunState {
  // A repair names the workstream it concerns, and changes neither who did it nor how it ended.
  if (event.task !== undefined) return state;
  switch (event.type) {
    case 'workstream-start':
      return started(state, event);
    case 'attempt-start':
      return change(state, event, (workstream) => ({ ...workstream, model: event.model }));
    case 'fallback': {
      const { from, to, reason, message } = event;
      return change(state, event, (workstream) => ({
        ...workstream,
        fallbacks: [...workstream.fallbacks, { from, to, reason, message }],
      }));
    }
    case 'workstream-end':
      return change(state, event, (workstream) => ({
        ...workstream,
        state: event.outcome,
        model: event.model,
        endedAt: event.time,
        files: event.files,
        outsideOwnership: event.outsideOwnership,
        failure: event.failure,
        summary: event.summary,
      }));
    default:
      return state;
  }
}
