import type { Usage } from '../../core/adapterEvent';
import { assertNever } from '../../core/assertNever';
import type { OutputLine } from '../../core/ports/processRunner';
import { isStderr } from '../common/converse';
import { jsonOfLine } from '../common/parseJsonLine';
import { appendToTail, type Tail } from '../common/plainText';
import { toolDetail } from '../common/toolDetail';
import type { Step, StreamEvent, Translator } from '../common/translator';
import { readTextDelta } from './readTextDelta';
import { type ClaudeLine, claudeLineSchema, type ClaudeResult, type ClaudeUsage } from './lines';

/** What is known of an attempt. `streamed`: deltas of a message that no whole message has confirmed yet. */
export interface ClaudeState {
  readonly workdir: string;
  readonly text: string;
  readonly streamed: { readonly id: string; readonly text: string };
  readonly usage: Usage;
  readonly toolUses: number;
  readonly result: ClaudeResult | undefined;
  readonly retryAt: Date | undefined;
  readonly understood: boolean;
  readonly garbage: string | undefined;
  readonly stderr: Tail;
}

type Line<T extends ClaudeLine['type']> = Extract<ClaudeLine, { readonly type: T }>;

const nothingStreamed = { id: '', text: '' };

/** Translates what Claude Code prints in a working directory. */
export function claudeTranslator(workdir: string): Translator<ClaudeState> {
  return {
    initial: {
      workdir,
      text: '',
      streamed: nothingStreamed,
      usage: { inputTokens: 0, outputTokens: 0 },
      toolUses: 0,
      result: undefined,
      retryAt: undefined,
      understood: false,
      garbage: undefined,
      stderr: [],
    },
    step: (state, line) => {
      if (isStderr(line)) return { state: { ...state, stderr: appendToTail(state.stderr, line.text) } };
      const value = jsonOfLine(line.text);
      const text = readTextDelta(value);
      if (text !== undefined) return textDelta(state.understood ? state : { ...state, understood: true }, text);
      const parsed = value === undefined ? undefined : claudeLineSchema.safeParse(value).data;
      if (!parsed) return { state: unread(state, line) };
      return translate(state.understood ? state : { ...state, understood: true }, parsed);
    },
  };
}

function unread(state: ClaudeState, { text }: OutputLine): ClaudeState {
  return text.startsWith('{"type":') || text.trim() === '' ? state : { ...state, garbage: state.garbage ?? text };
}

function translate(state: ClaudeState, line: ClaudeLine): Step<ClaudeState> {
  switch (line.type) {
    case 'stream_event':
      return line.parent_tool_use_id ? { state } : streamEvent(state, line);
    case 'assistant':
      return wholeMessage(state, line);
    case 'system':
      return systemLine(state, line);
    case 'rate_limit_event': {
      const { status, resetsAt } = line.rate_limit_info;
      return { state: status === 'rejected' && resetsAt ? { ...state, retryAt: new Date(resetsAt * 1000) } : state };
    }
    case 'result': {
      const usage = finalUsage(line) ?? state.usage;
      return {
        state: { ...state, result: line, usage },
        events: [{ type: 'usage-update', ...usage }],
        over: 'said-all',
      };
    }
    default:
      return assertNever(line);
  }
}

function streamEvent(state: ClaudeState, { event }: Line<'stream_event'>): Step<ClaudeState> {
  if (event.type === 'message_start') {
    const begun = startAgain(state, 'its answer was cut off');
    const usage = event.message?.usage ? add(begun.state.usage, event.message.usage, 0) : begun.state.usage;
    return {
      state: { ...begun.state, usage, streamed: { id: event.message?.id ?? '', text: '' } },
      events: begun.events,
    };
  }
  if (event.type === 'message_delta') {
    if (event.usage?.output_tokens === undefined) return { state };
    const usage = { ...state.usage, outputTokens: state.usage.outputTokens + event.usage.output_tokens };
    return { state: { ...state, usage }, events: [{ type: 'usage-update', ...usage }] };
  }
  const { text, thinking } = event.delta ?? {};
  if (thinking !== undefined) return { state, events: [{ type: 'thinking-delta', text: thinking }] };
  return text === undefined ? { state } : textDelta(state, text);
}

function textDelta(state: ClaudeState, text: string): Step<ClaudeState> {
  const streamed = { ...state.streamed, text: state.streamed.text + text };
  return { state: { ...state, streamed }, events: [{ type: 'text-delta', text }] };
}

/** A whole message confirms what was streamed of it; one that was not streamed (after a cut) brings its text itself. */
function wholeMessage(state: ClaudeState, { message, parent_tool_use_id }: Line<'assistant'>): Step<ClaudeState> {
  const tools = message.content.filter((block) => block.type === 'tool_use');
  const uses: StreamEvent[] = tools.map((block) => ({
    type: 'tool-use',
    name: block.name ?? 'tool',
    detail: toolDetail(block.input, state.workdir),
  }));
  const used = { ...state, toolUses: state.toolUses + uses.length };
  const text = message.content.map((block) => (block.type === 'text' ? (block.text ?? '') : '')).join('');
  // A subagent's text is not the answer; an API error comes as a message of a model called <synthetic>.
  if (parent_tool_use_id || message.model === '<synthetic>') return { state: used, events: uses };
  if (text === '') return { state: used, events: uses };
  if (message.id === state.streamed.id && state.streamed.text !== '') {
    return { state: { ...used, text: used.text + text, streamed: { id: message.id, text: '' } }, events: uses };
  }
  const { state: clean, events } = startAgain(used, 'its answer was cut off');
  return { state: { ...clean, text: clean.text + text }, events: [...events, { type: 'text-delta', text }, ...uses] };
}

/** Declares void what was streamed of a message that never became whole. */
function startAgain(
  state: ClaudeState,
  reason: string,
): { readonly state: ClaudeState; readonly events: readonly StreamEvent[] } {
  const events: readonly StreamEvent[] = state.streamed.text === '' ? [] : [{ type: 'retry', reason }];
  return { state: { ...state, streamed: nothingStreamed }, events };
}

function systemLine(state: ClaudeState, line: Line<'system'>): Step<ClaudeState> {
  if (line.subtype === 'api_retry') {
    const why = line.error_status ? `the API answered ${line.error_status}` : 'the connection broke';
    const again = startAgain(state, why);
    const message = `Claude Code tries again (${line.attempt ?? '?'} of ${line.max_retries ?? '?'}): ${why}.`;
    return { state: again.state, events: [...again.events, { type: 'log', level: 'info', message }] };
  }
  if (line.subtype === 'permission_denied') {
    const message = `Claude Code was denied the tool ${line.tool_name ?? ''}: it is outside what this attempt may do.`;
    return { state, events: [{ type: 'log', level: 'info', message }] };
  }
  return { state };
}

function add(usage: Usage, more: ClaudeUsage, outputTokens: number): Usage {
  const input = more.input_tokens + more.cache_creation_input_tokens + more.cache_read_input_tokens;
  return { ...usage, inputTokens: usage.inputTokens + input, outputTokens: usage.outputTokens + outputTokens };
}

/** The result's own sums, of all models that took part; its `usage` leaves out attempts that were cut off. */
function finalUsage({ modelUsage, usage, total_cost_usd }: ClaudeResult): Usage | undefined {
  const cost = total_cost_usd === undefined ? {} : { costUsd: total_cost_usd };
  const models = Object.values(modelUsage ?? {});
  if (models.length > 0) {
    const sum = (of: (model: (typeof models)[number]) => number) =>
      models.reduce((total, model) => total + of(model), 0);
    const inputTokens = sum((model) => model.inputTokens + model.cacheReadInputTokens + model.cacheCreationInputTokens);
    return { inputTokens, outputTokens: sum((model) => model.outputTokens), ...cost };
  }
  return usage && { ...add({ inputTokens: 0, outputTokens: 0 }, usage, usage.output_tokens), ...cost };
}
