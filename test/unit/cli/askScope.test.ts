import assert from 'node:assert/strict';
import { askScope } from '../../../src/cli/askScope';

const all = ['docs/a.md', 'src/a.ts', 'src/b c.ts', 'src/deep/d.ts'];
const never = new AbortController().signal;

/** Asks somebody who gives these answers; what is said and asked comes back too. */
async function ask(files: readonly string[], ...answers: readonly (string | undefined)[]) {
  const said: string[] = [];
  const left = [...answers];
  const terminal = {
    ask: (question: string) => {
      said.push(question);
      return Promise.resolve(left.shift());
    },
  };
  const output = { json: false, result: () => undefined, say: (line: string) => said.push(line) };
  const source = files.length === 0 ? undefined : 'checker';
  const picked = await askScope({ sections: ['2'], files, source, all }, terminal, output, never);
  return { picked, said: said.join('\n') };
}

describe('cli/askScope', () => {
  it('shows what was found and why, and takes a yes or a no', async () => {
    const { picked, said } = await ask(['src/a.ts'], 'y');
    assert.deepEqual(picked, ['src/a.ts']);
    assert.match(said, /To be reviewed: 1 file, found by the checker\n {2}src\/a\.ts\nReview these\?/);
    assert.equal((await ask(['src/a.ts'], 'No')).picked, undefined);
    assert.equal((await ask(['src/a.ts'], undefined)).picked, undefined);
  });

  it('takes other paths, folders and patterns, and asks again for one that is not there', async () => {
    const { picked, said } = await ask(['src/a.ts'], 'nowhere', '', 'docs, src/b c.ts');
    assert.deepEqual(picked, ['docs/a.md', 'src/b c.ts']);
    assert.match(said, /No file of the workspace fits nowhere\./);
    assert.deepEqual((await ask(['src/a.ts'], 'src/**/*.ts')).picked, ['src/a.ts', 'src/b c.ts', 'src/deep/d.ts']);
  });

  it('asks for paths where nobody could say', async () => {
    const { picked, said } = await ask([], 'y', '.');
    assert.deepEqual(picked, all);
    assert.match(said, /Nobody could say which files are the code of section 2\.\nPaths to review, \[n\]o:/);
  });
});
