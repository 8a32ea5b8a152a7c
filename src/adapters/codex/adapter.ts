import type { AttemptEnd } from '../../core/adapterEvent';
import type { AttemptRequest, ModelAdapter } from '../../core/ports/modelAdapter';
import type { ProcessEnd } from '../../core/ports/processRunner';
import { endByProcess, endWithoutResult, failed, failure } from '../common/attemptEnds';
import { cliAdapter } from '../common/cliAdapter';
import type { CliAdapterOptions } from '../common/cliAdapterOptions';
import { converse, type Outcome } from '../common/converse';
import { plainLine } from '../common/plainText';
import { type AppServerState, appServerTranslator } from './appServerEvents';
import type { CodexState } from './codexState';
import { execTranslator } from './execEvents';
import { codex, codexFailure } from './failures';
import { appServerInvocation, execInvocation } from './invocation';

/** How long the app-server may take to its handshake before `codex exec` is used instead. */
const handshakeMs = 20_000;

/** The adapter for Codex CLI: `codex app-server` for live text, `codex exec --json` where that can not be used. */
export function createCodexAdapter(options: CliAdapterOptions): ModelAdapter {
  return cliAdapter(codex, options, appServerInvocation, async function* ({ request, start, limits, tools, signal }) {
    const invocation = appServerInvocation(request, start);
    const translator = appServerTranslator(request, start.handout);
    const live = yield* converse(tools, { invocation, limits, translator, readyWithinMs: handshakeMs }, signal);
    const why = request.ending?.aborted === true ? undefined : unusable(live, signal);
    if (why === undefined) {
      yield [endOf(request, live, tools.clock.now())];
      return;
    }
    const message = `Codex CLI answers without live text: its app-server can not be used (${plainLine(why, 160)}).`;
    yield [{ type: 'log', level: 'info', message }];
    const whole = yield* converse(
      tools,
      { invocation: execInvocation(request, start), limits, translator: execTranslator(request.workdir) },
      signal,
    );
    yield [endOf(request, whole, tools.clock.now())];
  });
}

/** Why the app-server came to nothing before its work began, so that `exec` may try; undefined: the attempt is decided. */
export function unusable(outcome: Outcome<AppServerState>, signal: AbortSignal): string | undefined {
  if (outcome.kind === 'refused' || signal.aborted) return undefined;
  const { state, end, late } = outcome;
  if (state.ready || end.kind === 'not-started') return undefined;
  if (late) return 'it did not answer in time';
  if (end.kind === 'stopped') return undefined;
  return state.refusal ?? state.stderr.at(-1) ?? state.garbage ?? 'it ended at once';
}

function endOf(request: AttemptRequest, outcome: Outcome<CodexState>, now: Date): AttemptEnd {
  return outcome.kind === 'refused' ? failed(outcome.failure) : codexEnd(request, outcome.state, outcome.end, now);
}

/** How an attempt ended, from all that Codex said and how its process ended. */
export function codexEnd(request: AttemptRequest, state: CodexState, end: ProcessEnd, now: Date): AttemptEnd {
  const { text, error, finished, toolUses } = state;
  const model = request.model.model;
  if (end.kind === 'stopped' && end.why === 'idle' && state.networkWaits > 0) {
    return failed(codexFailure({ message: 'waiting for network' }, model, now), text);
  }
  const byProcess = endByProcess(codex, end, request.limits, text);
  if (byProcess) return byProcess;
  const exitCode = end.kind === 'exited' ? end.exitCode : 1;
  if (finished === 'completed') {
    if (exitCode !== 0) {
      return failed(failure('crashed', `Codex CLI exited with code ${exitCode} after its result.`), text);
    }
    // An attempt that edits may end without a word; an answer that is all there is may not.
    if (state.answer.trim() === '' && (request.access !== 'edit' || toolUses === 0)) {
      return failed(failure('output-empty', 'Codex CLI ended without an answer.'));
    }
    return { type: 'end', outcome: 'succeeded', text: state.answer };
  }
  if (error) return failed(codexFailure(error, model, now, state.retryAt), text);
  return failed(endWithoutResult(codex, exitCode, state), text);
}
