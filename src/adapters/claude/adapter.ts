import type { AttemptEnd } from '../../core/adapterEvent';
import type { AttemptRequest, ModelAdapter } from '../../core/ports/modelAdapter';
import type { ProcessEnd } from '../../core/ports/processRunner';
import { endByProcess, endWithoutResult, failed, failure } from '../common/attemptEnds';
import { cliAdapter } from '../common/cliAdapter';
import type { CliAdapterOptions } from '../common/cliAdapterOptions';
import { converse } from '../common/converse';
import { type ClaudeState, claudeTranslator } from './events';
import { claude, claudeFailure } from './failures';
import { claudeInvocation } from './invocation';

/** The adapter for Claude Code (`claude -p`, a stream of JSON lines). */
export function createClaudeAdapter(options: CliAdapterOptions): ModelAdapter {
  return cliAdapter(claude, options, claudeInvocation, async function* ({ request, start, limits, tools, signal }) {
    const conversation = {
      invocation: claudeInvocation(request, start),
      limits,
      translator: claudeTranslator(request.workdir),
    };
    const outcome = yield* converse(tools, conversation, signal);
    yield [
      outcome.kind === 'refused'
        ? failed(outcome.failure)
        : claudeEnd(request, outcome.state, outcome.end, tools.clock.now()),
    ];
  });
}

/** How an attempt ended, from all that Claude Code printed and how its process ended. */
export function claudeEnd(request: AttemptRequest, state: ClaudeState, end: ProcessEnd, now: Date): AttemptEnd {
  const { result } = state;
  const soFar = state.text + state.streamed.text;
  const byProcess = endByProcess(claude, end, request.limits, soFar);
  if (byProcess) return byProcess;
  const exitCode = end.kind === 'exited' ? end.exitCode : 1;
  if (!result) return failed(endWithoutResult(claude, exitCode, state), soFar);
  if (result.is_error) return failed(claudeFailure(result, request.model.model, now, state.retryAt), soFar);
  if (result.stop_reason === 'refusal') return failed(failure('refused', 'The model declined the task.'), soFar);
  if (exitCode !== 0) {
    return failed(failure('crashed', `Claude Code exited with code ${exitCode} after its result.`), soFar);
  }
  const text = result.result ?? soFar;
  // An attempt that edits may end without a word; an answer that is all there is may not.
  if (text.trim() === '' && (request.access !== 'edit' || state.toolUses === 0)) {
    return failed(failure('output-empty', 'Claude Code ended without an answer.'));
  }
  return { type: 'end', outcome: 'succeeded', text };
}
