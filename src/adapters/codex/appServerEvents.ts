import type { AttemptRequest } from '../../core/ports/modelAdapter';
import type * as z from 'zod';
import { isStderr } from '../common/converse';
import type { McpHandout } from '../common/mcpHandout';
import { parseJsonLine } from '../common/parseJsonLine';
import { appendToTail, plainLine } from '../common/plainText';
import { toolDetail } from '../common/toolDetail';
import type { Step, Translator } from '../common/translator';
import { type AppServerError, type AppServerItem, contents, messageSchema, type RpcMessage } from './appServerMessages';
import {
  answerTo,
  configRead,
  initialize,
  initialized,
  requestIds,
  threadStart,
  turnInterrupt,
  turnStart,
} from './appServerRequests';
import { type CodexState, emptyState, streamText, tryAgain, useTool, wholeText } from './codexState';
import type { CodexError } from './failures';

/** What is known of an attempt over the app-server. `refusal`: why the handshake came to nothing. */
export interface AppServerState extends CodexState {
  readonly thread: string | undefined;
  /** The turn that MAO has started. */
  readonly turn: string | undefined;
  readonly ready: boolean;
  readonly refusal: string | undefined;
}

/**
 * Leads the conversation with `codex app-server` and translates what it says: handshake, one thread, one turn. Whatever the
 * server asks for is declined, so that nothing waits for an answer.
 */
export function appServerTranslator(request: AttemptRequest, handout?: McpHandout): Translator<AppServerState> {
  return {
    initial: { ...emptyState(request.workdir), thread: undefined, turn: undefined, ready: false, refusal: undefined },
    greeting: [initialize],
    isReady: (state) => state.ready,
    interrupt: ({ thread, turn }) =>
      thread === undefined || turn === undefined ? undefined : [turnInterrupt(thread, turn)],
    step: (state, line) => {
      if (isStderr(line)) return { state: { ...state, stderr: appendToTail(state.stderr, line.text) } };
      const message = parseJsonLine(messageSchema, line.text);
      if (!message) {
        return { state: line.text.trim() === '' ? state : { ...state, garbage: state.garbage ?? line.text } };
      }
      const read = { ...state, understood: true };
      if (message.method === undefined) return answered(read, message, request, handout);
      if (message.id !== undefined) return { state: read, send: [answerTo(message.id, message.method)] };
      return notified(read, message.method, message.params);
    },
  };
}

/** The server answered a request of MAO's: what comes next. */
function answered(
  state: AppServerState,
  message: RpcMessage,
  request: AttemptRequest,
  handout: McpHandout | undefined,
): Step<AppServerState> {
  const { id, result, error } = message;
  switch (id) {
    case requestIds.initialize:
      return error ? refused(state, error.message) : { state, send: [initialized, configRead] };
    case requestIds.configRead:
      return { state, send: [threadStart(request, contents.config.safeParse(result).data?.config, handout)] };
    case requestIds.threadStart: {
      const thread = contents.threadStarted.safeParse(result).data?.thread.id;
      if (thread === undefined) return refused(state, error?.message ?? 'no thread was started');
      return { state: { ...state, thread, ready: true }, send: [turnStart(request, thread)] };
    }
    case requestIds.turnStart:
      return error
        ? { state: { ...state, finished: 'failed', error }, over: 'given-up' }
        : { state: { ...state, turn: contents.turnStarted.safeParse(result).data?.turn.id } };
    default:
      return { state };
  }
}

function refused(state: AppServerState, refusal: string): Step<AppServerState> {
  return { state: { ...state, refusal }, over: 'given-up' };
}

function notified(state: AppServerState, method: string, params: unknown): Step<AppServerState> {
  /** The notification's contents, when they fit and are about this attempt's thread and not a subagent's. */
  const read = <T extends { readonly threadId: string }>(schema: z.ZodType<T>): T | undefined => {
    const { data } = schema.safeParse(params);
    return data?.threadId === state.thread ? data : undefined;
  };
  switch (method) {
    case 'item/agentMessage/delta': {
      const found = read(contents.delta);
      return found ? streamText(state, found.itemId, found.delta) : { state };
    }
    case 'item/reasoning/textDelta':
    case 'item/reasoning/summaryTextDelta': {
      const found = read(contents.delta);
      return found ? { state, events: [{ type: 'thinking-delta', text: found.delta }] } : { state };
    }
    case 'item/started': {
      const found = read(contents.item);
      return found ? startedItem(state, found.item) : { state };
    }
    case 'item/completed': {
      const found = read(contents.item);
      return found?.item.type === 'agentMessage' ? wholeText(state, found.item.id, found.item.text ?? '') : { state };
    }
    case 'thread/tokenUsage/updated': {
      const total = read(contents.usage)?.tokenUsage.total;
      return total ? { state, events: [{ type: 'usage-update', ...total }] } : { state };
    }
    case 'error': {
      const found = read(contents.error);
      return found?.willRetry ? tryAgain(state, errorOf(found.error)) : { state };
    }
    case 'turn/completed': {
      const turn = read(contents.turn)?.turn;
      if (!turn) return { state };
      if (turn.status === 'completed') return { state: { ...state, finished: 'completed' }, over: 'said-all' };
      const error = turn.error ? errorOf(turn.error) : { message: `the turn was ${turn.status}` };
      return { state: { ...state, finished: 'failed', error }, over: 'said-all' };
    }
    case 'account/rateLimits/updated':
      return { state: { ...state, retryAt: resetTime(params) ?? state.retryAt } };
    case 'warning':
    case 'configWarning': {
      const { message, summary } = contents.warning.safeParse(params).data ?? {};
      return {
        state,
        events: [{ type: 'log', level: 'debug', message: `Codex CLI: ${plainLine(message ?? summary ?? '')}` }],
      };
    }
    default:
      return { state };
  }
}

function startedItem(state: AppServerState, item: AppServerItem): Step<AppServerState> {
  switch (item.type) {
    case 'commandExecution':
      return useTool(state, 'shell', toolDetail(item.command, state.workdir));
    case 'fileChange': {
      const paths = (item.changes ?? []).map((change) => toolDetail(change.path, state.workdir));
      return useTool(state, 'apply_patch', paths.join(', '));
    }
    case 'mcpToolCall':
      return useTool(state, `${item.server ?? 'mcp'}.${item.tool ?? 'tool'}`, '');
    case 'webSearch':
      return useTool(state, 'web_search', toolDetail(item.query, state.workdir));
    default:
      return { state };
  }
}

/** The code is a name, or an object with the name as its only key and the HTTP status in it. */
function errorOf({ message, additionalDetails, codexErrorInfo: info }: AppServerError): CodexError {
  const details = additionalDetails ?? undefined;
  if (typeof info === 'string') return { message, details, code: info };
  const [code, value] = Object.entries(info ?? {})[0] ?? [];
  return { message, details, code, status: value?.httpStatusCode ?? undefined };
}

/** When the account's limits reset that are used up; the later of the two. */
function resetTime(params: unknown): Date | undefined {
  const limits = contents.limits.safeParse(params).data?.rateLimits;
  const reset = [limits?.primary, limits?.secondary].map((window) =>
    window && window.usedPercent >= 100 ? (window.resetsAt ?? 0) : 0,
  );
  const latest = Math.max(...reset);
  return latest > 0 ? new Date(latest * 1000) : undefined;
}
