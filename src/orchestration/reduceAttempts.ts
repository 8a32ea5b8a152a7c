import type { RunEvent } from '../core/runEvent';
import type { AttemptState, RunState, WorkstreamState } from '../core/runState';

type AttemptsChange = (attempts: readonly AttemptState[]) => readonly AttemptState[];

/** Changes the attempts of the event's workstream, or those of the run's own tasks when it names none. */
function changeAttempts(state: RunState, event: RunEvent, change: AttemptsChange): RunState {
  if (event.workstream === undefined) return { ...state, tasks: change(state.tasks) };
  const index = state.workstreams.findIndex(
    (workstream) => workstream.id === event.workstream && workstream.section === event.section,
  );
  const found: WorkstreamState | undefined = state.workstreams[index];
  if (!found) return { ...state, tasks: change(state.tasks) };
  return { ...state, workstreams: state.workstreams.with(index, { ...found, attempts: change(found.attempts) }) };
}

const topicOf = ({ dimension, perspective }: RunEvent) => dimension ?? perspective;

/** Changes the running attempt that the event belongs to. */
function changeRunning(state: RunState, event: RunEvent, change: (attempt: AttemptState) => AttemptState): RunState {
  return changeAttempts(state, event, (attempts) => {
    const index = attempts.findLastIndex(
      (attempt) =>
        attempt.outcome === 'running' &&
        attempt.task === event.task &&
        attempt.topic === topicOf(event) &&
        (event.attempt === undefined || attempt.number === event.attempt) &&
        (event.model === undefined || attempt.model === event.model),
    );
    const found = attempts[index];
    return found ? attempts.with(index, change(found)) : attempts;
  });
}

/** The part of the state that attempts make: starts, tool uses, usage, ends. */
export function reduceAttempts(state: RunState, event: RunEvent): RunState {
  switch (event.type) {
    case 'attempt-start':
      return changeAttempts(state, event, (attempts) => [
        ...attempts,
        {
          number: event.attempt ?? attempts.length + 1,
          task: event.task,
          ...(topicOf(event) === undefined ? {} : { topic: topicOf(event) }),
          model: event.model,
          cli: event.cli,
          transport: event.transport,
          startedAt: event.time,
          endedAt: undefined,
          outcome: 'running',
          failure: undefined,
          usage: undefined,
          toolUses: 0,
        },
      ]);
    case 'tool-use':
      return changeRunning(state, event, (attempt) => ({ ...attempt, toolUses: attempt.toolUses + 1 }));
    case 'usage-update': {
      const { inputTokens, outputTokens, costUsd } = event;
      return changeRunning(state, event, (attempt) => ({ ...attempt, usage: { inputTokens, outputTokens, costUsd } }));
    }
    case 'attempt-end':
      return changeRunning(state, event, (attempt) => ({
        ...attempt,
        outcome: event.outcome,
        failure: event.failure,
        endedAt: event.time,
      }));
    default:
      return state;
  }
}
