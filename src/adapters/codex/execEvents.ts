import { assertNever } from '../../core/assertNever';
import { isStderr } from '../common/converse';
import { parseJsonLine } from '../common/parseJsonLine';
import { appendToTail, plainLine } from '../common/plainText';
import { toolDetail } from '../common/toolDetail';
import type { Step, Translator } from '../common/translator';
import { type CodexState, emptyState, tryAgain, useTool, wholeText } from './codexState';
import { type ExecItem, type ExecLine, execLineSchema } from './execLines';

/** Translates what `codex exec --json` prints in a working directory. */
export function execTranslator(workdir: string): Translator<CodexState> {
  return {
    initial: emptyState(workdir),
    step: (state, line) => {
      if (isStderr(line)) return { state: { ...state, stderr: appendToTail(state.stderr, line.text) } };
      const parsed = parseJsonLine(execLineSchema, line.text);
      if (parsed) return translate({ ...state, understood: true }, parsed);
      const json = line.text.startsWith('{"type":') || line.text.trim() === '';
      return { state: json ? state : { ...state, garbage: state.garbage ?? line.text } };
    },
  };
}

function translate(state: CodexState, line: ExecLine): Step<CodexState> {
  switch (line.type) {
    case 'thread.started':
    case 'turn.started':
      return { state };
    case 'item.started':
      return startedItem(state, line.item);
    case 'item.completed':
      return completedItem(state, line.item);
    case 'turn.completed': {
      const { usage } = line;
      const events = usage
        ? [{ type: 'usage-update', inputTokens: usage.input_tokens, outputTokens: usage.output_tokens } as const]
        : [];
      return { state: { ...state, finished: 'completed' }, events, over: 'said-all' };
    }
    case 'turn.failed':
      return { state: { ...state, finished: 'failed', error: line.error }, over: 'said-all' };
    case 'error': {
      const { message } = line;
      if (!message.startsWith('Reconnecting')) return { state: { ...state, error: { message } } };
      return tryAgain(state, { message, details: /\((.*)\)$/s.exec(message)?.[1] });
    }
    default:
      return assertNever(line);
  }
}

function startedItem(state: CodexState, item: ExecItem): Step<CodexState> {
  switch (item.type) {
    case 'command_execution':
      return useTool(state, 'shell', toolDetail(item.command, state.workdir));
    case 'mcp_tool_call':
      return useTool(state, `${item.server ?? 'mcp'}.${item.tool ?? 'tool'}`, '');
    case 'web_search':
      return useTool(state, 'web_search', toolDetail(item.query, state.workdir));
    default:
      return { state };
  }
}

/** Only whole messages come. An item of type `error` is a warning, not the end. */
function completedItem(state: CodexState, item: ExecItem): Step<CodexState> {
  switch (item.type) {
    case 'agent_message':
      return wholeText(state, item.id, item.text ?? '');
    case 'reasoning':
      return item.text ? { state, events: [{ type: 'thinking-delta', text: item.text }] } : { state };
    case 'file_change': {
      const paths = (item.changes ?? []).map((change) => toolDetail(change.path, state.workdir));
      return useTool(state, 'apply_patch', paths.join(', '));
    }
    case 'error':
      return {
        state,
        events: [{ type: 'log', level: 'debug', message: `Codex CLI: ${plainLine(item.message ?? '')}` }],
      };
    default:
      return { state };
  }
}
