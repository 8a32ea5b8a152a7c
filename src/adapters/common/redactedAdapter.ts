import type { AdapterEvent, AttemptEnd } from '../../core/adapterEvent';
import type { ModelAdapter } from '../../core/ports/modelAdapter';
import type { Redactor } from '../../core/redaction/redactor';
import { createRawRedaction } from './rawRedaction';
import type { StreamEvent } from './translator';

/**
 * An adapter that is asked nothing secret, and whose every event is free of secrets, also of those that its CLI's output splits. The one exception is the text
 * of a finished answer, which MAO may have to write into files as it is: whoever shows or keeps that redacts it.
 */
export function redactedAdapter(adapter: ModelAdapter, redactor: Redactor): ModelAdapter {
  return {
    ...adapter,
    run: (request, signal) => {
      const asked = { ...request, prompt: redactor.prompt(request.prompt) };
      return redactedEvents(adapter.run(asked, signal), redactor);
    },
  };
}

/** The events of one attempt without secrets. What may become one is held back until the next event that shows it is none. */
export async function* redactedEvents(
  events: AsyncIterable<AdapterEvent>,
  redactor: Redactor,
): AsyncGenerator<AdapterEvent> {
  const answer = redactor.stream();
  const thinking = redactor.stream();
  const raw = { stdout: createRawRedaction(redactor), stderr: createRawRedaction(redactor) };

  for await (const event of events) {
    switch (event.type) {
      case 'raw':
        yield* rawLines(event.stream, raw[event.stream].push(event.line));
        break;
      case 'text-delta':
        yield* delta(event.type, answer.push(event.text));
        break;
      case 'thinking-delta':
        yield* delta(event.type, thinking.push(event.text));
        break;
      case 'usage-update':
        yield event;
        break;
      case 'end':
        yield* delta('thinking-delta', thinking.end());
        yield* delta('text-delta', answer.end());
        yield* rawLines('stdout', raw.stdout.end());
        yield* rawLines('stderr', raw.stderr.end());
        yield withoutSecrets(event, redactor);
        break;
      default:
        yield* delta('thinking-delta', thinking.end());
        yield* delta('text-delta', answer.end());
        yield redactor.value(event);
    }
  }
}

function* delta(type: 'text-delta' | 'thinking-delta', text: string): Generator<StreamEvent> {
  if (text !== '') yield { type, text };
}

function* rawLines(stream: 'stdout' | 'stderr', lines: readonly string[]): Generator<StreamEvent> {
  for (const line of lines) yield { type: 'raw', stream, line };
}

function withoutSecrets(end: AttemptEnd, redactor: Redactor): AttemptEnd {
  return end.outcome === 'failed' ? { ...end, failure: redactor.value(end.failure) } : end;
}
