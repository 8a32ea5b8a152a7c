import assert from 'node:assert/strict';
import { FailureError } from '../../../src/core/failure';
import { diskFailure } from '../../../src/orchestration/diskFailure';

const noSpace = Object.assign(new Error('write failed'), { code: 'ENOSPC' });
const full = new FailureError({ code: 'crashed', message: 'The disk is full.' });

describe('diskFailure', () => {
  it('knows a full disk by its code, also deep in the cause, and by a probe where the error does not tell', async () => {
    const calm = { probeDisk: () => Promise.resolve(undefined) };
    assert.match((await diskFailure(calm, noSpace))?.message ?? '', /could not write/);
    assert.match((await diskFailure(calm, new Error('git', { cause: noSpace })))?.message ?? '', /could not write/);
    const typed = new FailureError({ code: 'crashed', message: 'as it is' }, { cause: noSpace });
    assert.equal(await diskFailure(calm, typed), typed);
    assert.equal(await diskFailure(calm, new Error('git could not check out: no space left')), undefined);
    assert.equal(await diskFailure({ probeDisk: () => Promise.resolve(full) }, new Error('git said something')), full);
  });
});
