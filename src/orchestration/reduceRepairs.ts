import type { RunEvent } from '../core/runEvent';
import type { RepairState, RunState } from '../core/runState';

function changeLast(state: RunState, change: (repair: RepairState) => RepairState): RunState {
  const last = state.repairs.at(-1);
  return last?.outcome === 'running' ? { ...state, repairs: state.repairs.with(-1, change(last)) } : state;
}

function endRepair(state: RunState, event: Extract<RunEvent, { type: 'repair-end' }>): RunState {
  const { outcome, rolledBack, failure, summary, files = [], outsideOwnership = [] } = event;
  const before = state.repairs.at(-1)?.checksBefore;
  const ended = changeLast(state, (repair) => ({
    ...repair,
    model: event.model ?? repair.model,
    ...{ outcome, rolledBack, failure, summary, files, outsideOwnership },
  }));
  return rolledBack === undefined ? ended : { ...ended, checks: ended.checks.slice(0, before) };
}

/** The part of the state that culprits and repairs make. Checks of a repair that was taken back are forgotten with it. */
export function reduceRepairs(state: RunState, event: RunEvent): RunState {
  switch (event.type) {
    case 'log':
      return event.redBefore ? { ...state, redBefore: event.redBefore } : state;
    case 'culprit-found': {
      const { section, workstream, checks = [], proof } = event;
      const others = state.culprits.filter((known) => known.section !== section || known.workstream !== workstream);
      return { ...state, culprits: [...others, { section, workstream, checks, proof }] };
    }
    case 'repair-start': {
      const { round, rounds, section, workstream, model } = event;
      const repair: RepairState = {
        ...{ round, rounds, section, workstream, model, outcome: 'running' },
        ...{ fallbacks: [], rolledBack: undefined, files: [], outsideOwnership: [] },
        ...{ failure: undefined, summary: undefined, checksBefore: state.checks.length },
      };
      return { ...state, repairs: [...state.repairs, repair] };
    }
    case 'attempt-start':
      return event.task === 'repair' ? changeLast(state, (repair) => ({ ...repair, model: event.model })) : state;
    case 'fallback': {
      const { from, to, reason, message } = event;
      if (event.task !== 'repair') return state;
      const fallback = { from, to, reason, message };
      return changeLast(state, (repair) => ({ ...repair, fallbacks: [...repair.fallbacks, fallback] }));
    }
    case 'repair-end':
      return endRepair(state, event);
    default:
      return state;
  }
}
