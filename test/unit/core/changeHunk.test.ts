import assert from 'node:assert/strict';
import { withHunks, type ChangeHunk } from '../../../src/core/changeHunk';

const span = (start: number, count: number) => ({ start, count });
const base = 'one\ntwo\nthree\nfour';
const result = 'ONE\ntwo\nnew\nfour\n';
const hunks: readonly ChangeHunk[] = [
  { base: span(0, 1), result: span(0, 1) },
  { base: span(2, 1), result: span(2, 1) },
  { base: span(3, 1), result: span(3, 1) },
];
const taken = (...accepted: number[]) => withHunks(base, result, hunks, new Set(accepted));

describe('withHunks', () => {
  it('takes what is accepted and leaves the rest as it was', () => {
    assert.equal(taken(), base);
    assert.equal(taken(0, 1, 2), result);
    assert.equal(taken(0), 'ONE\ntwo\nthree\nfour');
    assert.equal(taken(1, 2), 'one\ntwo\nnew\nfour\n');
  });

  it('adds and removes lines without a counterpart', () => {
    const only = (hunk: ChangeHunk, old: string, next: string) => withHunks(old, next, [hunk], new Set([0]));
    assert.equal(only({ base: span(1, 0), result: span(1, 2) }, 'a\nb\n', 'a\nx\ny\nb\n'), 'a\nx\ny\nb\n');
    assert.equal(only({ base: span(0, 2), result: span(0, 0) }, 'a\nb\nc\n', 'c\n'), 'c\n');
    assert.equal(only({ base: span(0, 0), result: span(0, 1) }, '', 'a\n'), 'a\n');
  });
});
