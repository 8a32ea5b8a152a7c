import assert from 'node:assert/strict';
import { pathsIn } from '../../../src/presentation/pathsInText';
import { toolLine } from '../../../src/presentation/toolLine';

describe('presentation/toolLine', () => {
  it('says in one line what a tool of any CLI did', () => {
    assert.deepEqual(
      [
        toolLine('Write', 'src/loan.ts'),
        toolLine('apply_patch', 'src/a.ts, src/b.ts'),
        toolLine('run_shell_command', 'npm test'),
        toolLine('context7.query-docs', 'zod'),
        toolLine('Bash', ''),
      ],
      ['Wrote src/loan.ts', 'Changed src/a.ts, src/b.ts', 'Ran npm test', 'context7.query-docs zod', 'Bash'],
    );
  });
});

describe('presentation/pathsInText', () => {
  it('finds the words that may be files, and where they stand', () => {
    assert.deepEqual(pathsIn('Changed src/a.ts, src/größe-2.d.ts.'), [
      { start: 8, path: 'src/a.ts' },
      { start: 18, path: 'src/größe-2.d.ts' },
    ]);
    assert.deepEqual(pathsIn('and so on ... - /'), []);
  });
});
