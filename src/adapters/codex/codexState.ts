import type { Tail } from '../common/plainText';
import type { StreamEvent } from '../common/translator';
import { patience, type CodexError } from './failures';

/** What both ways of running Codex know of an attempt. `answer` is its latest whole message. */
export interface CodexState {
  readonly workdir: string;
  readonly text: string;
  readonly answer: string;
  /** The message under way: its item, and what was streamed of it. */
  readonly streamed: { readonly item: string; readonly text: string };
  readonly toolUses: number;
  readonly finished: 'completed' | 'failed' | undefined;
  readonly error: CodexError | undefined;
  /** How often in a row it waited for the network. */
  readonly networkWaits: number;
  /** When the account's limit resets, if it is reached. */
  readonly retryAt: Date | undefined;
  readonly understood: boolean;
  readonly garbage: string | undefined;
  readonly stderr: Tail;
}

export const nothingStreamed = { item: '', text: '' } as const;

/** An attempt of which nothing is known yet. */
export function emptyState(workdir: string): CodexState {
  return {
    workdir,
    text: '',
    answer: '',
    streamed: nothingStreamed,
    toolUses: 0,
    finished: undefined,
    error: undefined,
    networkWaits: 0,
    retryAt: undefined,
    understood: false,
    garbage: undefined,
    stderr: [],
  };
}

interface Changed<S> {
  readonly state: S;
  readonly events: readonly StreamEvent[];
  readonly over?: 'given-up';
}

/** A piece of a message; messages stand apart by an empty line. */
export function streamText<S extends CodexState>(state: S, item: string, text: string): Changed<S> {
  const goesOn = state.streamed.item === item;
  const gap = goesOn || state.text === '' ? '' : '\n\n';
  const streamed = { item, text: (goesOn ? state.streamed.text : '') + text };
  const changed = { ...state, streamed, text: state.text + gap + text, networkWaits: 0 };
  return { state: changed, events: [{ type: 'text-delta', text: gap + text }] };
}

/** A whole message; what was streamed of it is not told again. */
export function wholeText<S extends CodexState>(state: S, item: string, text: string): Changed<S> {
  const known = state.streamed.item === item && state.streamed.text !== '';
  const { state: said, events } = known ? { state, events: [] } : streamText(state, item, text);
  return { state: { ...said, answer: text, streamed: nothingStreamed }, events: text === '' ? [] : events };
}

/** A tool in use. */
export function useTool<S extends CodexState>(state: S, name: string, detail: string): Changed<S> {
  const changed = { ...state, toolUses: state.toolUses + 1, networkWaits: 0 };
  return { state: changed, events: [{ type: 'tool-use', name, detail }] };
}

/** Codex says that it tries again: what it streamed is void, and past its patience the attempt is given up. */
export function tryAgain<S extends CodexState>(state: S, error: CodexError): Changed<S> {
  const networkWaits = /waiting for network/i.test(error.message) ? state.networkWaits + 1 : 0;
  const answering = state.streamed.text !== '';
  const told: StreamEvent[] = [{ type: 'log', level: 'info', message: `Codex CLI: ${error.message}` }];
  const events: StreamEvent[] = answering ? [{ type: 'retry', reason: 'its answer was cut off' }, ...told] : told;
  const text = answering ? state.text.slice(0, -state.streamed.text.length) : state.text;
  const changed = { ...state, networkWaits, text, streamed: nothingStreamed };
  if (patience(error, networkWaits, answering)) return { state: changed, events };
  return { state: { ...changed, finished: 'failed', error }, events, over: 'given-up' };
}
