import assert from 'node:assert/strict';
import fc from 'fast-check';
import { contextPacket } from '../../../src/planning/contextPacket';

const contract = { notes: 'Cents.', files: [{ path: 'src/a.ts', owner: 'a', purpose: 'p', exports: ['x: number'] }] };
const work = (number: number, summary: string) => ({
  section: '2',
  workstream: `w${number}`,
  model: 'o3',
  summary,
  files: ['src/a.ts'],
});

describe('contextPacket', () => {
  it('has contract, finished work and decisions', () => {
    const { text } = contextPacket({
      contract,
      finished: [work(1, 'Done.')],
      decisions: ['ISO dates.'],
      maxChars: 2000,
    });
    assert.match(text, /^Contract:\nCents\.\n\n- src\/a\.ts \(owner: a\): p\n {2}- `x: number`\n/);
    assert.match(text, /Data \(finished workstreams\):\n```\n- 2\/w1 by o3 \(src\/a\.ts\):\n {2}Done\.\n```\n/);
    assert.match(text, /Decisions:\n- ISO dates\.\n$/);
  });

  it('is empty when there is nothing to say', () => {
    assert.equal(
      contextPacket({ contract: { notes: '', files: [] }, finished: [], decisions: [], maxChars: 1000 }).text,
      '',
    );
  });

  it('shortens summaries, then leaves out the oldest work', () => {
    const many = Array.from({ length: 40 }, (_, at) => work(at, `Summary ${at} `.repeat(200)));
    const some = contextPacket({ contract, finished: many.slice(0, 4), decisions: [], maxChars: 3000 }).finished;
    for (const number of [0, 1, 2, 3]) assert.match(some, new RegExp(`2/w${number} by o3[^]*Summary ${number} `));
    const few = contextPacket({ contract, finished: many, decisions: [], maxChars: 1200 }).finished;
    assert.match(few, /\(\d+ earlier workstreams left out\)[^]*2\/w39 by o3/);
    assert.doesNotMatch(few, /2\/w0 by/);
  });

  it('never gets longer than it may', () => {
    const text = fc.string({ maxLength: 400 });
    const finished = fc.array(
      fc.tuple(fc.nat({ max: 9 }), text).map(([number, summary]) => work(number, summary)),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(
        text,
        finished,
        fc.array(text, { maxLength: 5 }),
        fc.nat({ max: 3000 }),
        (notes, works, decisions, maxChars) => {
          const packet = contextPacket({ contract: { ...contract, notes }, finished: works, decisions, maxChars });
          assert.ok(packet.text.length <= maxChars);
        },
      ),
    );
  });
});
