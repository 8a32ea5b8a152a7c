import assert from 'node:assert/strict';
import type { RunEventBody } from '../../../src/core/runEvent';
import { fixedText, fixRemarks, fixTitle } from '../../../src/presentation/fixView';
import { runTitle } from '../../../src/presentation/runView';
import { finding } from '../qa/findings';
import { stateOf } from './fixtures';

const start: RunEventBody = {
  type: 'run-start',
  command: 'fix',
  sections: ['2'],
  transport: 'direct',
  workspace: '/w',
};
const found = (id: string, file: string): RunEventBody => ({ type: 'finding', ...finding({ id, file, message: id }) });
const checked = (id: string, outcome: 'fixed' | 'open'): RunEventBody => ({
  ...{ type: 'finding-checked', id, file: 'src/a.ts', line: 4, message: id, outcome },
});

describe('presentation/fixView', () => {
  it('names a fix by its file, or by how many there are', () => {
    assert.equal(runTitle(stateOf(start, found('q1', 'src/a.ts'), found('q2', 'src/a.ts'))), 'Fix of src/a.ts');
    assert.equal(fixTitle(stateOf(start, found('q1', 'src/a.ts'), found('q2', 'src/b.ts'))), 'Fix of 2 files');
  });

  it('says what is to mend, and what is mended', () => {
    const both = [start, found('q1', 'src/a.ts'), found('q2', 'src/a.ts')];
    assert.equal(fixedText(stateOf(...both)), undefined);
    const state = stateOf(...both, checked('q1', 'open'), checked('q2', 'open'), checked('q1', 'fixed'));
    assert.equal(fixedText(state), '1 of 2 findings fixed');
    assert.deepEqual(
      fixRemarks(state).map(({ message }) => message),
      ['Fixed: src/a.ts:4 q1', 'To mend: src/a.ts:4 q2'],
    );
    assert.equal(fixedText(stateOf(start, found('q1', 'src/a.ts'), checked('q1', 'fixed'))), '1 finding fixed');
  });
});
