import type { AttemptEnd } from '../../core/adapterEvent';
import { assertNever } from '../../core/assertNever';

/** The names under which PAL knows CLIs. */
export const palClis = ['claude', 'codex', 'gemini'] as const;
export type PalCli = (typeof palClis)[number];

/** PAL replaces what is longer than 20,000 characters by its own words, and pastes what it keeps into later prompts. */
const answerChars = 4000;

/** What a worker prints for PAL, in the form that PAL reads of that CLI, and how it exits: the answer, or why there is none. */
export function manifestOf(cli: PalCli, end: AttemptEnd): { readonly stdout: string; readonly exitCode: number } {
  const { text, isError } = wordsOf(end);
  return { stdout: `${JSON.stringify(formOf(cli, text, isError))}\n`, exitCode: isError ? 1 : 0 };
}

function wordsOf(end: AttemptEnd): { readonly text: string; readonly isError: boolean } {
  switch (end.outcome) {
    case 'succeeded': {
      const text = end.text.trim() === '' ? 'Done.' : end.text.trim();
      return { text: text.length > answerChars ? `${text.slice(0, answerChars)}…` : text, isError: false };
    }
    case 'failed':
      return { text: `No answer (${end.failure.code}): ${end.failure.message}`.slice(0, answerChars), isError: true };
    case 'cancelled':
      return { text: 'No answer (cancelled).', isError: true };
    default:
      return assertNever(end);
  }
}

function formOf(cli: PalCli, text: string, isError: boolean): Readonly<Record<string, unknown>> {
  switch (cli) {
    case 'claude':
      return { type: 'result', subtype: isError ? 'error' : 'success', is_error: isError, result: text };
    case 'codex':
      return isError
        ? { type: 'error', message: text }
        : { type: 'item.completed', item: { type: 'agent_message', text } };
    case 'gemini':
      return isError ? { error: { type: 'Error', message: text, code: 1 } } : { response: text };
    default:
      return assertNever(cli);
  }
}
