import type { Failure } from '../../core/failure';
import type { CliSettings } from '../../core/machineSettings';
import type { Clock } from '../../core/ports/clock';
import { cutLineText } from '../common/cutLineText';
import type { AttemptWatch } from '../common/attemptWatch';
import { retryTime } from '../common/retryDelay';
import type { StreamEvent } from '../common/translator';
import { createLineSplitter, type SplitLine } from '../process/lineSplitter';
import { ollamaTranslator, type OllamaState } from './events';
import { saidIn, statusFailure } from './failures';
import { bodyStart, byteChunks, sendHttp } from './sendHttp';
import { routeOf, shownServer } from './server';

/** One request: its body as JSON, and what a failure names. */
export interface OllamaCall {
  readonly settings: CliSettings;
  readonly body: string;
  readonly model: string;
  readonly numCtx: number;
}

/** What was heard before the call broke: whether the server had begun to answer, and the text so far. */
export interface Heard {
  begun: boolean;
  text: string;
}

export type OllamaOutcome =
  { readonly kind: 'ended'; readonly state: OllamaState } | { readonly kind: 'refused'; readonly failure: Failure };

/** Asks the server and tells its lines, raw and translated, as they come. Throws Node's error when the connection breaks. */
export async function* askServer(
  call: OllamaCall,
  watch: AttemptWatch,
  clock: Clock,
  heard: Heard,
): AsyncGenerator<StreamEvent, OllamaOutcome> {
  const url = routeOf(call.settings, 'api/chat');
  const response = await sendHttp({ url, body: call.body, signal: watch.signal });
  watch.touch();
  const status = response.statusCode ?? 0;
  if (status !== 200) {
    const said = saidIn(await bodyStart(response, 64 * 1024));
    const after = response.headers['retry-after'];
    const retryAt = after === undefined ? undefined : retryTime(`retry after ${after}s`, clock.now());
    const place = { server: shownServer(call.settings), model: call.model, numCtx: call.numCtx };
    return { kind: 'refused', failure: statusFailure(status, said, place, retryAt) };
  }
  heard.begun = true;
  const splitter = createLineSplitter();
  let state = ollamaTranslator.initial;
  function* translate(lines: readonly SplitLine[]): Generator<StreamEvent, boolean> {
    for (const { text, truncated } of lines) {
      yield { type: 'raw', stream: 'stdout', line: text };
      if (truncated) yield { type: 'log', level: 'warning', message: cutLineText };
      const step = ollamaTranslator.step(state, { stream: 'stdout', text });
      state = step.state;
      heard.text = state.text;
      yield* step.events ?? [];
      if (step.over !== undefined) return true;
    }
    return false;
  }
  for await (const chunk of byteChunks(response)) {
    if (yield* translate(splitter.push(chunk))) return { kind: 'ended', state };
    // Held up by a slow reader is not silence.
    watch.touch();
  }
  yield* translate(splitter.end());
  return { kind: 'ended', state };
}
