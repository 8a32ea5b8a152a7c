import type { AdapterEvent, AttemptEnd } from '../../core/adapterEvent';
import { systemClock } from '../../core/ports/clock';
import type { AttemptRequest, ModelAdapter } from '../../core/ports/modelAdapter';
import { endByProcess, failed, failure } from '../common/attemptEnds';
import { watchAttempt } from '../common/attemptWatch';
import type { CliAdapterOptions } from '../common/cliAdapterOptions';
import { plainLine } from '../common/plainText';
import { withEnding } from '../common/withEnding';
import { askServer } from './askServer';
import { ollamaAvailability } from './availability';
import { chatBody } from './chatBody';
import { contextSize } from './contextSize';
import { maxAnswerChars, type OllamaState } from './events';
import { cutOff, networkCode, ollama, unreachable } from './failures';
import { shownServer } from './server';

/** The adapter for Ollama's HTTP API. It has no tools: what it is to write comes in its answer's file blocks. */
export function createOllamaAdapter(options: CliAdapterOptions): ModelAdapter {
  const { settings, clock = systemClock } = options;
  const logger = options.logger.topic(ollama.cli);
  const server = shownServer(settings);

  async function* run(request: AttemptRequest, signal: AbortSignal): AsyncGenerator<AdapterEvent> {
    const size = contextSize(request.prompt, settings.numCtx);
    if (size.tight) yield { type: 'log', level: 'warning', message: tightContext(size.promptTokens, size.numCtx) };
    const watch = watchAttempt(request.limits, clock, withEnding(request, signal));
    const call = { settings, body: chatBody(request, size.numCtx), model: request.model.model, numCtx: size.numCtx };
    const heard = { begun: false, text: '' };
    const stopped = (): AttemptEnd | undefined => {
      const why = watch.why();
      if (why === 'idle') return failed(failure('idle', tooQuiet(server, request.limits.idleSeconds)), heard.text);
      return why && endByProcess(ollama, { kind: 'stopped', why }, request.limits, heard.text);
    };
    try {
      const outcome = yield* askServer(call, watch, clock, heard);
      yield outcome.kind === 'refused'
        ? failed(outcome.failure)
        : outcome.state.doneReason === undefined
          ? (stopped() ?? ollamaEnd(outcome.state, server, size.numCtx))
          : ollamaEnd(outcome.state, server, size.numCtx);
    } catch (error) {
      yield stopped() ?? failed(broken(error, heard.begun), heard.text);
    } finally {
      watch.dispose();
    }
  }

  function broken(error: unknown, begun: boolean) {
    if (networkCode(error) !== undefined) return begun ? cutOff(server) : unreachable(server, error);
    logger.error('The attempt broke.', error);
    return failure('crashed', `MAO could not read Ollama's answer: ${plainLine(String(error))}`);
  }

  return { cli: ollama.cli, answers: 'blocks', availability: () => ollamaAvailability(settings, clock), run };
}

/** How an answer ended that was neither refused nor stopped. */
export function ollamaEnd(state: OllamaState, server: string, numCtx: number): AttemptEnd {
  const { text, error, doneReason, garbage, tooLong } = state;
  if (error !== undefined) return failed(failure('crashed', `Ollama gave up: ${plainLine(error)}`), text);
  if (tooLong) {
    return failed(failure('output-invalid', `Ollama's answer is longer than ${maxAnswerChars} characters.`), text);
  }
  if (doneReason === undefined) {
    if (text === '' && garbage !== undefined) {
      const message = `What answers at ${server} is no Ollama: ${plainLine(garbage, 120)} Check clis.ollama.url.`;
      return failed(failure('output-invalid', message));
    }
    return failed(cutOff(server), text);
  }
  if (doneReason === 'length') {
    const message = `Ollama's answer was cut off: prompt and answer do not fit into ${numCtx} tokens. Raise clis.ollama.numCtx.`;
    return failed(failure('output-invalid', message), text);
  }
  if (text.trim() === '') return failed(failure('output-empty', 'Ollama ended without an answer.'));
  return { type: 'end', outcome: 'succeeded', text };
}

function tooQuiet(server: string, idleSeconds: number): string {
  return `Ollama at ${server} was silent for ${idleSeconds} s: it may still load the model or read the prompt. Raise limits.idleSeconds, or take a smaller model.`;
}

function tightContext(promptTokens: number, numCtx: number): string {
  return `The prompt has about ${promptTokens} tokens and Ollama's context ${numCtx}: there may be no room for the answer. Raise clis.ollama.numCtx.`;
}
