import assert from 'node:assert/strict';
import { indexFile } from '../../../src/qa/anchor/fileIndex';
import { craftRecheckPrompt } from '../../../src/qa/prompts/craftRecheckPrompt';
import { stillHolds } from '../../../src/qa/stillHolds';
import { finding } from './findings';

const text = 'one();\ntwo();\nthree();\nconst text = read();\nfive();\n';
const answered = (file: string, quote: string, message = 'still so') => ({
  ...{ file, quote, message, line: undefined, severity: 'warning' as const, category: '', why: '', suggestion: '' },
});
const holds = (answers: readonly ReturnType<typeof answered>[], fields = {}) =>
  stillHolds(finding(fields), { findings: [...answers] }, indexFile(text), '/work')?.message;

describe('qa/stillHolds', () => {
  it('is what the reviewer finds at the finding’s place', () => {
    assert.equal(holds([answered('src/a.ts', 'const text = read();')]), 'still so');
    assert.equal(holds([answered('/work/src/a.ts', 'three();\nconst text = read();')]), 'still so');
    assert.equal(holds([answered('src/a.ts', '')]), 'still so');
  });

  it('is nothing of another file or another place', () => {
    assert.equal(holds([]), undefined);
    assert.equal(holds([answered('src/b.ts', 'const text = read();'), answered('src/a.ts', 'one();')]), undefined);
  });

  it('takes any finding of the file where the place can not be told', () => {
    assert.equal(holds([answered('src/a.ts', 'one();')], { quote: '', anchor: 'file' }), 'still so');
    assert.equal(holds([answered('src/a.ts', 'one();')], { quote: 'gone();' }), 'still so');
  });
});

describe('qa/craftRecheckPrompt', () => {
  it('asks about one finding only, shows the file to who can not read it, and keeps the form of a review', () => {
    const prompt = craftRecheckPrompt({
      finding: finding({ why: 'Nobody knows' }),
      dimension: 'error_handling',
      section: undefined,
      file: text,
    });
    for (const part of [
      'Error handling only',
      'The failing read is not handled',
      'Nobody knows',
      'three();',
      '"assessed"',
      'Change nothing',
    ]) {
      assert.ok(prompt.includes(part), part);
    }
  });
});
