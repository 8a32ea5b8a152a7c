import { assertNever } from '../../core/assertNever';
import { isStderr } from '../common/converse';
import { parseJsonLine } from '../common/parseJsonLine';
import { appendToTail, plainLine, type Tail } from '../common/plainText';
import { toolDetail } from '../common/toolDetail';
import type { Step, Translator } from '../common/translator';
import { isFinal, geminiTrouble } from './failures';
import { type GeminiLine, geminiLineSchema, type GeminiResult } from './lines';

/** What is known of an attempt. `text` is all that was said, `answer` what was said since the last tool was used. */
export interface GeminiState {
  readonly workdir: string;
  readonly text: string;
  readonly answer: string;
  readonly toolUses: number;
  readonly result: GeminiResult | undefined;
  /** The CLI's latest failed call, as its stderr tells: number and message. */
  readonly failedCall: { readonly number: number; readonly message: string } | undefined;
  /** Why the attempt was given up while the CLI wanted to go on trying. */
  readonly givenUp: string | undefined;
  readonly understood: boolean;
  readonly garbage: string | undefined;
  readonly stderr: Tail;
}

/** Translates what Gemini CLI prints in a working directory. */
export function geminiTranslator(workdir: string): Translator<GeminiState> {
  return {
    initial: {
      workdir,
      text: '',
      answer: '',
      toolUses: 0,
      result: undefined,
      failedCall: undefined,
      givenUp: undefined,
      understood: false,
      garbage: undefined,
      stderr: [],
    },
    step: (state, line) => {
      if (isStderr(line)) return stderrLine(state, line.text);
      const parsed = parseJsonLine(geminiLineSchema, line.text);
      if (parsed) return translate({ ...state, understood: true }, parsed);
      const json = line.text.startsWith('{"type":') || line.text.trim() === '';
      return { state: json ? state : { ...state, garbage: state.garbage ?? line.text } };
    },
  };
}

function translate(state: GeminiState, line: GeminiLine): Step<GeminiState> {
  switch (line.type) {
    case 'init':
    case 'tool_result':
      return { state };
    case 'message': {
      if (line.role !== 'assistant' || line.content === '') return { state };
      const said = { ...state, text: state.text + line.content, answer: state.answer + line.content };
      return { state: said, events: [{ type: 'text-delta', text: line.content }] };
    }
    case 'tool_use': {
      const detail = toolDetail(line.parameters, state.workdir);
      return {
        state: { ...state, answer: '', toolUses: state.toolUses + 1 },
        events: [{ type: 'tool-use', name: line.tool_name, detail }],
      };
    }
    case 'error':
      return { state, events: [{ type: 'log', level: 'warning', message: `Gemini CLI: ${plainLine(line.message)}` }] };
    case 'result': {
      const { stats } = line;
      const usage = stats
        ? [{ type: 'usage-update', inputTokens: stats.input_tokens, outputTokens: stats.output_tokens } as const]
        : [];
      return { state: { ...state, result: line }, events: usage, over: 'said-all' };
    }
    default:
      return assertNever(line);
  }
}

/**
 * The CLI tries a failed call up to ten times (three minutes) and has no flag for fewer, but says so on stderr. One more
 * try is let be, for what may pass; the second failure ends the attempt, and so does the first where trying is no use.
 */
function stderrLine(state: GeminiState, text: string): Step<GeminiState> {
  const told = { ...state, stderr: appendToTail(state.stderr, text) };
  const attempt = /\bAttempt (\d+) failed\b/.exec(text);
  const failedCall = attempt ? { number: Number(attempt[1]), message: text } : joined(told.failedCall, text);
  const next = { ...told, failedCall };
  if (!failedCall || !/\bRetrying (after|with)\b/i.test(text)) return { state: next };
  if (failedCall.number >= 2 || isFinal(geminiTrouble(failedCall.message))) {
    return { state: { ...next, givenUp: failedCall.message }, over: 'given-up' };
  }
  const message = `Gemini CLI tries again: ${plainLine(failedCall.message, 160)}`;
  return { state: next, events: [{ type: 'log', level: 'info', message }] };
}

function joined(failedCall: GeminiState['failedCall'], text: string): GeminiState['failedCall'] {
  return failedCall && { ...failedCall, message: plainLine(`${failedCall.message} ${text}`, 1000) };
}
