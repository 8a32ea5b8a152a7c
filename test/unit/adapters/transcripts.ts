import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { StreamEvent, Translator } from '../../../src/adapters/common/translator';
import type { AttemptRequest } from '../../../src/core/ports/modelAdapter';
import type { OutputLine, ProcessEnd } from '../../../src/core/ports/processRunner';
import * as z from 'zod';

const folder = resolve('test/fixtures/transcripts');

const endSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('exited'), exitCode: z.number() }),
  z.object({ kind: z.literal('signalled'), signal: z.string() }),
  z.object({ kind: z.literal('stopped'), why: z.enum(['cancelled', 'timeout', 'idle']) }),
]);

const ends = z.record(z.string(), endSchema).parse(JSON.parse(readFileSync(join(folder, 'ends.json'), 'utf8')));

/** What a real CLI printed and how it ended; stderr comes first, as its order to stdout was not recorded. */
export interface Transcript {
  readonly lines: readonly OutputLine[];
  readonly end: ProcessEnd;
}

/** Loads a recorded transcript by name. */
export function loadTranscript(name: string): Transcript {
  const end = ends[name];
  if (!end) throw new Error(`no transcript ${name}`);
  const read = (file: string, stream: OutputLine['stream']): OutputLine[] => {
    if (!existsSync(join(folder, file))) return [];
    const lines = readFileSync(join(folder, file), 'utf8').split('\n');
    return lines.filter((text) => text !== '').map((text) => ({ stream, text }));
  };
  return { lines: [...read(`${name}.stderr.txt`, 'stderr'), ...read(`${name}.jsonl`, 'stdout')], end };
}

/** Lines of stdout, from values or text. */
export function stdout(...lines: readonly unknown[]): OutputLine[] {
  return lines.map((line) => ({ stream: 'stdout', text: typeof line === 'string' ? line : JSON.stringify(line) }));
}

/** Runs a translator over lines; `over` is the first line that ended it. */
export function translateAll<S>(translator: Translator<S>, lines: readonly OutputLine[]) {
  let state = translator.initial;
  const events: StreamEvent[] = [];
  const sent: string[] = [...(translator.greeting ?? [])];
  let over: { readonly at: number; readonly how: 'said-all' | 'given-up' } | undefined;
  lines.forEach((line, index) => {
    const step = translator.step(state, line);
    state = step.state;
    events.push(...(step.events ?? []));
    sent.push(...(step.send ?? []));
    if (step.over) over ??= { at: index, how: step.over };
  });
  return { state, events, sent, over };
}

/** The text that a reader of the events has at the end: a `retry` makes what came before void. */
export function shownText(events: readonly StreamEvent[]): string {
  let text = '';
  for (const event of events) {
    if (event.type === 'retry') text = '';
    if (event.type === 'text-delta') text += event.text;
  }
  return text;
}

/** A request for tests. */
export function request(more: Partial<AttemptRequest> = {}): AttemptRequest {
  return {
    model: { id: 'm', provider: 'p', capabilities: [], model: 'model-1' },
    prompt: 'MAO-Task: workstream\nMAO-Run: r1\n\nDo it.\n',
    workdir: '/home/user/project',
    access: 'edit',
    limits: { idleSeconds: 60, attemptSeconds: 600 },
    ...more,
  };
}
