import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { claudeEnd } from '../../src/adapters/claude/adapter';
import { claudeTranslator } from '../../src/adapters/claude/events';
import { codexEnd, unusable } from '../../src/adapters/codex/adapter';
import { appServerTranslator } from '../../src/adapters/codex/appServerEvents';
import { execTranslator } from '../../src/adapters/codex/execEvents';
import { redactedEvents } from '../../src/adapters/common/redactedAdapter';
import type { Translator } from '../../src/adapters/common/translator';
import { geminiEnd } from '../../src/adapters/gemini/adapter';
import { geminiTranslator } from '../../src/adapters/gemini/events';
import { createLineSplitter } from '../../src/adapters/process/lineSplitter';
import type { AdapterEvent, AttemptEnd } from '../../src/core/adapterEvent';
import type { ProcessEnd } from '../../src/core/ports/processRunner';
import { createRedactor } from '../../src/core/redaction/redactor';
import { request } from '../unit/adapters/transcripts';
import { times } from './soak';

/** A stream format: what real CLIs printed in it, and all that MAO does with a stream up to the attempt's end. */
interface Format {
  readonly name: string;
  readonly lines: readonly string[];
  /** A whole conversation that ends well. */
  readonly good: readonly string[];
  readonly read: (bytes: readonly Uint8Array[], end: ProcessEnd) => readonly AdapterEvent[];
}

const folder = resolve('test/fixtures/transcripts');
const linesOf = (names: RegExp) =>
  readdirSync(folder)
    .filter((name) => names.test(name))
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'))
    .filter((line) => line !== '');

const now = new Date('2026-11-22T10:15:30Z');
const order = request();

function reader<S>(translator: Translator<S>, endOf: (state: S, end: ProcessEnd) => AttemptEnd): Format['read'] {
  return (chunks, end) => {
    const splitter = createLineSplitter();
    const events: AdapterEvent[] = [];
    let state = translator.initial;
    for (const { text, truncated } of [...chunks.flatMap((chunk) => splitter.push(chunk)), ...splitter.end()]) {
      events.push({ type: 'raw', stream: 'stdout', line: text });
      const step = translator.step(state, { stream: 'stdout', text, truncated });
      translator.isReady?.(step.state);
      state = step.state;
      events.push(...(step.events ?? []));
      for (const line of step.send ?? []) assert.doesNotMatch(line, /\n/);
    }
    return [...events, endOf(state, end)];
  };
}

const formats: readonly Format[] = [
  {
    name: 'claude',
    lines: linesOf(/^claude-.*\.jsonl$/),
    good: linesOf(/^claude-ok\.jsonl$/),
    read: reader(claudeTranslator(order.workdir), (state, end) => claudeEnd(order, state, end, now)),
  },
  {
    name: 'codex exec',
    lines: linesOf(/^codex-(?!app).*\.jsonl$/),
    good: linesOf(/^codex-ok\.jsonl$/),
    read: reader(execTranslator(order.workdir), (state, end) => codexEnd(order, state, end, now)),
  },
  {
    name: 'codex app-server',
    lines: linesOf(/^codex-app.*\.jsonl$/),
    good: linesOf(/^codex-app-ok\.jsonl$/),
    read: reader(appServerTranslator(order), (state, end) => {
      unusable({ kind: 'ended', state, end, late: false }, new AbortController().signal);
      return codexEnd(order, state, end, now);
    }),
  },
  {
    name: 'gemini',
    lines: linesOf(/^gemini-.*\.jsonl$/),
    good: linesOf(/^gemini-ok\.jsonl$/),
    read: reader(geminiTranslator(order.workdir), (state, end) => geminiEnd(order, state, end, now)),
  },
];

/** Values that stand where a format has another: of another type, far too big, or named like what every object has. */
const oddValue = fc.oneof(
  fc.constantFrom('null', 'true', '-1', '1e400', '"x"', '[]', '{}', '[[[[[[]]]]]]', '"\\ud800"', '"\\u0000"'),
  fc.constantFrom('{"__proto__":{"polluted":1}}', '{"constructor":{"prototype":{"polluted":1}}}', '"__proto__"'),
  fc.constantFrom('"toString"', '"hasOwnProperty"', '9007199254740993', '{"type":null}', '{"length":-1}'),
);

/** One line of a stream, as a real one or with something wrong with it. */
function lineOf(lines: readonly string[]): fc.Arbitrary<string> {
  const real = fc.constantFrom(...lines);
  const changed = fc.tuple(real, fc.nat(), oddValue).map(([line, at, value]) => {
    const spots = [...line.matchAll(/(?<=[:,[])(?:"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?|true|false|null|\{\}|\[\])/g)];
    const spot = spots[at % Math.max(1, spots.length)];
    return spot ? line.slice(0, spot.index) + value + line.slice(spot.index + spot[0].length) : line;
  });
  const cut = fc.tuple(real, fc.nat(), fc.boolean()).map(([line, at, head]) => {
    const place = at % (line.length + 1);
    return head ? line.slice(0, place) : line.slice(place);
  });
  const renamed = fc
    .tuple(real, fc.nat(), fc.constantFrom('__proto__', 'type', 'constructor', ''))
    .map(([line, at, name]) => {
      const keys = [...line.matchAll(/"[\w-]+"(?=:)/g)];
      const key = keys[at % Math.max(1, keys.length)];
      return key ? `${line.slice(0, key.index)}"${name}"${line.slice(key.index + key[0].length)}` : line;
    });
  const noise = fc.constantFrom(
    '\u001b[31mred\u001b[0m',
    '\u001b]0;title\u0007',
    '{"type":"never_heard_of"}',
    '{"__proto__":{"polluted":1},"type":"result"}',
    '{"jsonrpc":"2.0","id":1,"result":null}',
    '{"jsonrpc":"2.0","id":"__proto__","method":"x"}',
    '{',
    '}',
    '[]',
    'null',
    '"',
    '',
    '\r',
    '{"type":'.repeat(2000),
    '['.repeat(20_000),
  );
  const ansi = real.map((line) => `\u001b[1m${line}\u001b[0m`);
  return fc.oneof(
    { weight: 8, arbitrary: real },
    changed,
    changed,
    cut,
    renamed,
    noise,
    ansi,
    fc.string({ maxLength: 40 }),
  );
}

const broken = [
  Uint8Array.of(0xff),
  Uint8Array.of(0xc3),
  Uint8Array.of(0xed, 0xa0, 0x80),
  Uint8Array.of(0),
  Uint8Array.of(0xf0, 0x9f),
];

/** The bytes of a stream, in pieces whose borders lie anywhere: odd lines only, or among those of a good conversation. */
function chunksOf({ lines, good }: Format): fc.Arbitrary<readonly Uint8Array[]> {
  const end = fc.constantFrom('\n', '\n', '\n', '\r\n', '');
  const line = fc.tuple(lineOf(lines), end, fc.option(fc.constantFrom(...broken)));
  const whole = fc
    .array(fc.tuple(fc.nat({ max: good.length }), line), { maxLength: 4 })
    .map((odd) =>
      [...good, ''].flatMap((text, at) => [
        ...odd.flatMap(([place, one]) => (place === at ? [one] : [])),
        [text, '\n', null] as const,
      ]),
    );
  const sizes = fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 4 });
  return fc.tuple(fc.oneof(fc.array(line, { maxLength: 14 }), whole), sizes).map(([parts, lengths]) => {
    const bytes = Buffer.concat(
      parts.flatMap(([text, close, bad]) => [Buffer.from(text), bad ?? Buffer.of(), Buffer.from(close)]),
    );
    const chunks: Uint8Array[] = [];
    for (let at = 0, piece = 0; at < bytes.length; piece++) {
      const size = lengths[piece % lengths.length] ?? 1;
      chunks.push(bytes.subarray(at, at + size));
      at += size;
    }
    return chunks;
  });
}

const processEnd = fc.constantFrom<ProcessEnd>(
  { kind: 'exited', exitCode: 0 },
  { kind: 'exited', exitCode: 0 },
  { kind: 'exited', exitCode: 1 },
  { kind: 'exited', exitCode: 173 },
  { kind: 'signalled', signal: 'SIGKILL' },
  { kind: 'stopped', why: 'idle' },
  { kind: 'stopped', why: 'timeout' },
  { kind: 'stopped', why: 'cancelled' },
);

const redactor = createRedactor([]);

async function redacted(events: readonly AdapterEvent[]): Promise<readonly AdapterEvent[]> {
  const clean: AdapterEvent[] = [];
  for await (const event of redactedEvents(stream(events), redactor)) clean.push(event);
  return clean;
}

async function* stream(events: readonly AdapterEvent[]): AsyncGenerator<AdapterEvent> {
  await Promise.resolve();
  yield* events;
}

describe('safety: fuzzed streams', function () {
  this.timeout(times(180_000, 1_800_000));

  // 10,000 in every run.
  const runs = times(2500, 25_000);
  for (const format of formats) {
    const { name, lines, read } = format;
    it(`throws for none of ${runs} broken streams of ${name}, and tells one end of each`, async () => {
      assert.ok(lines.length > 20);
      let succeeded = 0;
      await fc.assert(
        fc.asyncProperty(chunksOf(format), processEnd, async (chunks, end) => {
          const events = await redacted(read(chunks, end));
          const last = events.at(-1);
          assert.ok(last?.type === 'end');
          assert.equal(events.filter((event) => event.type === 'end').length, 1);
          if (last.outcome === 'succeeded') succeeded++;
          if (last.outcome === 'failed') assert.match(last.failure.message, /\S/);
          for (const event of events) {
            if (event.type !== 'usage-update') continue;
            assert.ok(typeof event.inputTokens === 'number' && typeof event.outputTokens === 'number');
          }
          assert.equal(Reflect.get({}, 'polluted'), undefined);
        }),
        { numRuns: runs },
      );
      assert.ok(succeeded > 0, 'some of them were good enough');
    });
  }
});
