import assert from 'node:assert/strict';
import type { FileChange } from '../../../src/core/changeSet';
import { hunkAt, hunkRows } from '../../../src/presentation/hunkRows';

const file: FileChange = {
  path: 'src/index.ts',
  kind: 'modify',
  hunks: [
    { model: 'sonnet', workstream: 'a', lines: { start: 2, end: 4 } },
    { model: 'opus', workstream: 'b', lines: { start: 10, end: 10 } },
  ],
};
const span = (start: number, count: number) => ({ start, count });
const hunks = [
  { base: span(1, 1), result: span(1, 3) },
  { base: span(7, 0), result: span(9, 1) },
  { base: span(11, 2), result: span(13, 0) },
];
const rows = hunkRows(file, hunks, new Set([1]));

describe('presentation/hunkRows', () => {
  it('says where each change is, how large, and who wrote it', () => {
    assert.deepEqual(
      rows.map(({ label, description, accepted }) => [label, description, accepted]),
      [
        ['Lines 2–4', 'sonnet · +3 −1', true],
        ['Line 10', 'opus · +1', false],
        ['Lines 12–13 removed', 'sonnet, opus · −2', true],
      ],
    );
    assert.match(rows[1]?.tooltip ?? '', /refused$/);
  });

  it('finds the change at a line, else the nearest above', () => {
    const at = (line: number) => hunkAt(rows, line)?.number;
    assert.deepEqual([0, 1, 3, 6, 9, 12, 40].map(at), [0, 0, 0, 0, 1, 2, 2]);
    assert.equal(hunkAt([], 3), undefined);
  });
});
