import { isStderr } from '../common/converse';
import { appendToTail, type Tail } from '../common/plainText';
import type { Translator } from '../common/translator';

/** The longest answer that is taken, in characters: a program that runs away must not fill the memory. */
export const maxAnswerChars = 8 * 1024 * 1024;

/** What a CLI of plain text has said so far. */
export interface TextState {
  readonly text: string;
  readonly tooLong: boolean;
  readonly stderr: Tail;
}

/** Takes whatever stands on stdout for the answer, line by line. */
export const textTranslator: Translator<TextState> = {
  initial: { text: '', tooLong: false, stderr: [] },
  step: (state, line) => {
    if (isStderr(line)) return { state: { ...state, stderr: appendToTail(state.stderr, line.text) } };
    const text = `${line.text}\n`;
    if (state.text.length + text.length > maxAnswerChars) {
      return { state: { ...state, tooLong: true }, over: 'given-up' };
    }
    return { state: { ...state, text: state.text + text }, events: [{ type: 'text-delta', text }] };
  },
};
