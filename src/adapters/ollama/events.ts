import { parseJsonLine } from '../common/parseJsonLine';
import type { Step, StreamEvent, Translator } from '../common/translator';
import { type ChatLine, chatLineSchema } from './lines';

/** The longest answer that is taken, in characters: a model that runs away must not fill the memory. */
export const maxAnswerChars = 8 * 1024 * 1024;

/** What is known of an answer. `doneReason` is set by the last line; `error` by a line that says why there is no more. */
export interface OllamaState {
  readonly text: string;
  readonly doneReason: string | undefined;
  readonly error: string | undefined;
  readonly garbage: string | undefined;
  readonly tooLong: boolean;
}

/** Translates the lines that `POST /api/chat` streams. */
export const ollamaTranslator: Translator<OllamaState> = {
  initial: { text: '', doneReason: undefined, error: undefined, garbage: undefined, tooLong: false },
  step: (state, { text }) => {
    if (text.trim() === '') return { state };
    const line = parseJsonLine(chatLineSchema, text);
    if (!line) return { state: { ...state, garbage: state.garbage ?? text } };
    if (line.error !== undefined) return { state: { ...state, error: line.error }, over: 'given-up' };
    return say(state, line);
  },
};

function say(state: OllamaState, line: ChatLine): Step<OllamaState> {
  const { content = '', thinking = '' } = line.message ?? {};
  const said = { ...state, text: state.text + content };
  if (said.text.length > maxAnswerChars) return { state: { ...state, tooLong: true }, over: 'given-up' };
  const events: StreamEvent[] = [];
  if (thinking !== '') events.push({ type: 'thinking-delta', text: thinking });
  if (content !== '') events.push({ type: 'text-delta', text: content });
  if (line.done !== true) return { state: said, events };
  const ended = { ...said, doneReason: line.done_reason ?? 'stop' };
  return { state: ended, events: [...events, ...usageOf(line)], over: 'said-all' };
}

/** What a local model costs is not known, so no cost is told. */
function usageOf({ prompt_eval_count, eval_count }: ChatLine): readonly StreamEvent[] {
  if (prompt_eval_count === undefined && eval_count === undefined) return [];
  return [{ type: 'usage-update', inputTokens: prompt_eval_count ?? 0, outputTokens: eval_count ?? 0 }];
}
