import assert from 'node:assert/strict';
import { markRehearsal } from '../../../src/core/rehearsal';

describe('the report of a rehearsal', () => {
  it('begins by saying that no model was asked', () => {
    assert.equal(
      markRehearsal({ rehearsal: true }, '# Section 2\n'),
      '> **Rehearsal.** The models were scripted: no model was asked, nothing was billed.\n\n# Section 2\n',
    );
  });

  it('is left alone otherwise', () => {
    assert.equal(markRehearsal({}, '# Section 2\n'), '# Section 2\n');
  });
});
