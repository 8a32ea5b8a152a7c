import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readPanelMessage } from '../../../src/presentation/panelMessages';
import { RingBuffer, itemSize, type StreamItem } from '../../../src/presentation/ringBuffer';
import { RunStreams } from '../../../src/presentation/runStreams';
import { StreamFlusher, type Flush } from '../../../src/presentation/streamFlusher';
import { events, runStart, schemas } from './fixtures';

const text = (value: string): StreamItem => ({ kind: 'text', text: value });
const textOf = (items: readonly StreamItem[]) => items.map((item) => (item.kind === 'text' ? item.text : '')).join('');

describe('presentation/ringBuffer', () => {
  it('keeps the newest end of any stream within its capacity, in order', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 300 }), { maxLength: 80 }), (pieces) => {
        const buffer = new RingBuffer(1000);
        for (const piece of pieces) buffer.push(text(piece));
        const tail = buffer.tail(100_000);
        const kept = textOf(tail.items);
        const all = pieces.join('');
        assert.ok(all.endsWith(kept));
        assert.ok(tail.items.reduce((sum, item) => sum + itemSize(item), 0) <= 9300);
        assert.equal(tail.cut, kept.length < all.length);
      }),
    );
  });

  it('cuts the oldest text at a line to fit a snapshot', () => {
    const buffer = new RingBuffer(10_000);
    buffer.push(text('first line\nsecond line\n'));
    buffer.push({ kind: 'tool', name: 'Edit', detail: 'a.ts' });
    assert.deepEqual(buffer.tail(58), {
      items: [text('second line\n'), { kind: 'tool', name: 'Edit', detail: 'a.ts' }],
      cut: true,
    });
  });
});

describe('presentation/runStreams', () => {
  it('shares the snapshot between the columns', () => {
    const streams = new RunStreams();
    const long = 'x'.repeat(999) + '\n';
    const made = events(
      runStart,
      ...Array.from({ length: 20 }, () => ({ type: 'text-delta' as const, ...schemas, text: long })),
      ...Array.from({ length: 20 }, () => ({ type: 'text-delta' as const, task: 'plan', text: long })),
    );
    for (const event of made) streams.append(event);
    const tails = streams.tails(8000);
    assert.deepEqual(tails.map(({ key }) => key).sort(), ['2/schemas', 'task:plan']);
    assert.ok(JSON.stringify(tails).length < 9000);
    assert.ok(tails.every(({ cut, items }) => cut && items.length > 0));
  });
});

/** A clock that only moves by hand. */
function handClock() {
  const waiting: { at: number; run: () => void }[] = [];
  let now = 0;
  return {
    schedule: (run: () => void, ms: number) => {
      const entry = { at: now + ms, run };
      waiting.push(entry);
      return () => void waiting.splice(waiting.indexOf(entry), waiting.includes(entry) ? 1 : 0);
    },
    advance(ms: number) {
      now += ms;
      for (const entry of waiting.filter(({ at }) => at <= now)) {
        waiting.splice(waiting.indexOf(entry), 1);
        entry.run();
      }
    },
    now: () => now,
    get pending() {
      return waiting.length;
    },
  };
}

function flusher(options: { maxSize?: number; window?: number } = {}) {
  const clock = handClock();
  const posted: Flush[] = [];
  const made = new StreamFlusher({ ...clock, post: (flush) => posted.push(flush), ...options });
  return { clock, posted, made };
}

describe('presentation/streamFlusher', () => {
  it('sends a snapshot first, then one message for everything of 50 ms', () => {
    const { clock, posted, made } = flusher();
    made.start();
    for (let index = 0; index < 500; index++) made.add({ key: index % 2 ? 'a' : 'b', item: text(`${index} `) });
    made.touch();
    assert.equal(posted.length, 1);
    clock.advance(49);
    assert.equal(posted.length, 1);
    clock.advance(1);
    assert.deepEqual(
      posted.map(({ seq, kind, view }) => [seq, kind, view]),
      [
        [1, 'snapshot', false],
        [2, 'update', false],
      ],
    );
    assert.equal(posted[1]?.deltas.length, 2);
    assert.ok(posted[1].deltas.every(({ items }) => items.length === 1));
    clock.advance(69);
    assert.equal(posted.length, 2);
    clock.advance(1);
    assert.deepEqual(posted[2], { seq: 3, kind: 'update', view: true, deltas: [] });
    assert.equal(clock.pending, 0);
  });

  it('sends what comes after a pause at once, with what comes along with it', () => {
    const { clock, posted, made } = flusher();
    made.start();
    clock.advance(500);
    made.touch();
    made.add({ key: 'a', item: text('first ') });
    clock.advance(4);
    made.add({ key: 'a', item: text('bytes') });
    clock.advance(4);
    assert.deepEqual(posted.slice(1), [
      { seq: 2, kind: 'update', view: true, deltas: [{ key: 'a', items: [text('first bytes')] }] },
    ]);
  });

  it('lets text not wait for the state beside it', () => {
    const { clock, posted, made } = flusher();
    made.start();
    clock.advance(51);
    made.touch();
    made.add({ key: 'a', item: text('soon') });
    clock.advance(8);
    assert.deepEqual(
      posted.map(({ view, deltas }) => [view, deltas.length]),
      [
        [false, 0],
        [false, 1],
      ],
    );
    clock.advance(61);
    assert.deepEqual(posted[2], { seq: 3, kind: 'update', view: true, deltas: [] });
  });

  it('does not wait when enough has come together', () => {
    const { posted, made } = flusher({ maxSize: 100 });
    made.start();
    made.add({ key: 'a', item: text('x'.repeat(200)) });
    assert.equal(posted.length, 2);
  });

  it('sends nothing to a hidden panel and leaves no timer', () => {
    const { clock, posted, made } = flusher();
    made.add({ key: 'a', item: text('early') });
    made.start();
    made.add({ key: 'a', item: text('late') });
    made.stop();
    made.add({ key: 'a', item: text('hidden') });
    made.touch();
    clock.advance(1000);
    assert.equal(posted.length, 1);
    assert.equal(clock.pending, 0);
    made.start();
    assert.deepEqual(
      posted.map(({ kind }) => kind),
      ['snapshot', 'snapshot'],
    );
  });

  it('waits for a slow panel, and replaces what it missed by a snapshot', () => {
    const { clock, posted, made } = flusher({ maxSize: 10, window: 2 });
    made.start();
    made.add({ key: 'a', item: text('0123456789') });
    assert.equal(posted.length, 2);
    for (let index = 0; index < 50; index++) made.add({ key: 'a', item: text('0123456789') });
    assert.equal(posted.length, 2);
    made.acknowledge(2);
    clock.advance(50);
    assert.deepEqual(
      posted.map(({ kind }) => kind),
      ['snapshot', 'update', 'snapshot'],
    );
  });

  it('loses and reorders nothing as long as the panel keeps up', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.string({ minLength: 1, maxLength: 40 }))),
        (deltas) => {
          const clock = handClock();
          const got = new Map<string, string>();
          const made: StreamFlusher = new StreamFlusher({
            ...clock,
            maxSize: 64,
            post: ({ seq, deltas: sent }) => {
              for (const { key, items } of sent) got.set(key, (got.get(key) ?? '') + textOf(items));
              queue.push(seq);
            },
          });
          const queue: number[] = [];
          made.start();
          for (const [key, value] of deltas) {
            made.add({ key, item: text(value) });
            for (const seq of queue.splice(0)) made.acknowledge(seq);
          }
          clock.advance(50);
          for (const key of ['a', 'b', 'c']) {
            const expected = deltas
              .filter(([name]) => name === key)
              .map(([, value]) => value)
              .join('');
            assert.equal(got.get(key) ?? '', expected);
          }
        },
      ),
    );
  });
});

describe('presentation/panelMessages', () => {
  it('reads what the page may say', () => {
    for (const message of [
      { type: 'ready' },
      { type: 'ack', seq: 3 },
      { type: 'action', action: 'approve' },
      { type: 'open-file', path: 'src/a.ts' },
    ]) {
      assert.deepEqual(readPanelMessage(message), message);
    }
  });

  it('refuses everything else', () => {
    const bad: unknown[] = [
      undefined,
      null,
      'ready',
      [],
      { type: 'action', action: 'vscode.open' },
      { type: 'ack', seq: -1 },
    ];
    bad.push(
      { type: 'ack', seq: 1.5 },
      { type: 'ready', extra: 1 },
      { type: 'open-file', path: '' },
      { type: 'open-file' },
    );
    for (const message of bad) assert.equal(readPanelMessage(message), undefined, JSON.stringify(message));
    fc.assert(
      fc.property(fc.anything(), (message) => readPanelMessage(message) === undefined),
      { numRuns: 10_000 },
    );
  });
});
