import type { FailureCode } from '../core/failure';
import type { RunState, WorkstreamState } from '../core/runState';
import { waitsFor } from './columns';
import { elapsed, formatDuration } from './format';
import { clockTime } from './modelRows';

/** What a failure did to a model, after its name: `o3 was idle`. */
const failureWords: Readonly<Record<FailureCode, string>> = {
  timeout: 'timed out',
  idle: 'was idle',
  'not-installed': 'is not installed',
  'not-signed-in': 'is not signed in',
  'rate-limited': 'was rate limited',
  'quota-exhausted': 'had used up its quota',
  overloaded: 'was overloaded',
  'model-unknown': 'is not known',
  network: 'could not be reached',
  crashed: 'crashed',
  'output-invalid': 'answered garbage',
  'output-empty': 'answered nothing',
  refused: 'refused',
  budget: 'was over budget',
  untrusted: 'may not run here',
  cancelled: 'was stopped',
};

/** `o3 was idle`. */
export const whatHappened = (model: string, code: FailureCode): string => `${model} ${failureWords[code]}`;

function failedText({ model, failure }: WorkstreamState, now: Date): string {
  if (!failure) return model;
  const limit = failure.code === 'rate-limited' || failure.code === 'quota-exhausted';
  if (limit && failure.retryAt !== undefined) {
    const what = failure.code === 'rate-limited' ? 'rate limited' : 'quota used up';
    return `${model}: ${what} until ${clockTime(failure.retryAt, now)}`;
  }
  return `${model}: ${failureWords[failure.code]}`;
}

/** A workstream's line in the tree, after its title: `opus, after o3 was idle · 31 s`, `waits for Schemas`, `gemini-pro · 14 s`. */
export function workstreamText(workstream: WorkstreamState, all: RunState['workstreams'], now: Date): string {
  const { state, model, startedAt, endedAt, fallbacks, outsideOwnership } = workstream;
  const waiting = waitsFor(workstream, all);
  if (waiting.length > 0) return `waits for ${waiting.join(', ')}`;
  if (state === 'waiting') return `${model} · waits for its turn`;
  if (state === 'failed') return failedText(workstream, now);
  const fallback = fallbacks.at(-1);
  const who = fallback ? `${model}, after ${whatHappened(fallback.from, fallback.reason)}` : model;
  const took = elapsed(startedAt, endedAt, now);
  const others = outsideOwnership.length > 0 ? `changed files of others: ${outsideOwnership.join(', ')}` : '';
  return [who, took === undefined ? '' : formatDuration(took), others].filter((part) => part !== '').join(' · ');
}
