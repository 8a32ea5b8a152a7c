import type { AdapterEvent, AttemptEnd } from '../../core/adapterEvent';
import { failureOf } from '../../core/failureOf';
import type { AttemptRequest, ModelAdapter } from '../../core/ports/modelAdapter';
import type { ProcessEnd } from '../../core/ports/processRunner';
import { endByProcess, endWithoutResult, failed, failure } from '../common/attemptEnds';
import { cliAdapter, type CliStart } from '../common/cliAdapter';
import type { CliAdapterOptions } from '../common/cliAdapterOptions';
import { converse } from '../common/converse';
import { plainLine } from '../common/plainText';
import { type GeminiState, geminiTranslator } from './events';
import { gemini, geminiFailure } from './failures';
import { geminiInvocation } from './invocation';
import { createServerHome, type ServerHome } from './serverHome';

/** The adapter for Gemini CLI (`gemini -o stream-json`). */
export function createGeminiAdapter(options: CliAdapterOptions): ModelAdapter {
  return cliAdapter(gemini, options, geminiInvocation, async function* ({ request, start, limits, tools, signal }) {
    const home = yield* serverHome(start);
    try {
      const conversation = {
        invocation: geminiInvocation(request, { ...start, env: { ...start.env, ...home?.env } }),
        limits,
        translator: geminiTranslator(request.workdir),
      };
      const outcome = yield* converse(tools, conversation, signal);
      yield [
        outcome.kind === 'refused'
          ? failed(outcome.failure)
          : geminiEnd(request, outcome.state, outcome.end, tools.clock.now()),
      ];
    } finally {
      await home?.dispose();
    }
  });
}

/** The home with the servers that this attempt is given; what can not be given is said, and the attempt goes on without. */
async function* serverHome({
  handout,
  env,
}: CliStart): AsyncGenerator<readonly AdapterEvent[], ServerHome | undefined> {
  if (!handout) return undefined;
  const without = (names: readonly string[], why: string): readonly AdapterEvent[] => [
    { type: 'log', level: 'warning', message: `Gemini CLI goes on without ${names.join(', ')} (.mcp.json): ${why}` },
  ];
  try {
    const home = await createServerHome(handout, env);
    if (home.left.length > 0) yield without(home.left, 'it would replace the $ in their commands.');
    return home;
  } catch (cause) {
    yield without([...handout.servers.keys()], `its settings could not be added to (${failureOf(cause).message})`);
    return undefined;
  }
}

/** How an attempt ended, from all that Gemini CLI printed and how its process ended. Without a `result` line it failed. */
export function geminiEnd(request: AttemptRequest, state: GeminiState, end: ProcessEnd, now: Date): AttemptEnd {
  const { result, text, stderr } = state;
  const byProcess = endByProcess(gemini, end, request.limits, text);
  if (byProcess) return byProcess;
  const exitCode = end.kind === 'exited' ? end.exitCode : 1;
  if (result?.status === 'success' && exitCode === 0) return success(request, state);
  const message = result?.error?.message ?? state.givenUp;
  // Stderr is noisy even when all is well, so that a quiet exit says nothing about the model's service.
  const seen = { message, exitCode, stderr: exitCode === 0 ? [] : stderr };
  const known = geminiFailure(seen, request.model.model, now);
  if (known) return failed(known, text);
  if (!result) return failed(endWithoutResult(gemini, exitCode, state), text);
  return failed(
    failure('crashed', `Gemini CLI gave up (exit code ${exitCode}): ${plainLine(message ?? result.status)}`),
    text,
  );
}

function success(request: AttemptRequest, { answer, text, toolUses }: GeminiState): AttemptEnd {
  const final = answer.trim() === '' ? text : answer;
  // An attempt that edits may end without a word; an answer that is all there is may not.
  if (final.trim() === '' && (request.access !== 'edit' || toolUses === 0)) {
    return failed(failure('output-empty', 'Gemini CLI ended without an answer.'));
  }
  return { type: 'end', outcome: 'succeeded', text: final };
}
