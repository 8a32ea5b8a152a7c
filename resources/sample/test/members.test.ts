import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MemberRegister, loanLimit } from '../src/index.ts';

describe('members', () => {
  it('joins with a trimmed name and address (FR-101)', () => {
    const register = new MemberRegister();
    const member = register.join('  Ada Byron ', ' ada@example.org ', 'adult');
    assert.deepEqual(member, { id: 'm1', name: 'Ada Byron', email: 'ada@example.org', kind: 'adult' });
    assert.equal(register.find('m1'), member);
  });

  it('refuses what is no name or no address (FR-101)', () => {
    const register = new MemberRegister();
    assert.throws(() => register.join(' ', 'a@example.org', 'adult'), /needs a name/);
    for (const address of ['', 'nobody', 'a@b@c', 'a @b']) {
      assert.throws(() => register.join('A', address, 'adult'), /not an e-mail address/);
    }
  });

  it('limits loans by kind (FR-102)', () => {
    assert.equal(loanLimit('adult'), 5);
    assert.equal(loanLimit('child'), 2);
  });

  it('knows an address again, whatever its case (FR-103)', () => {
    const register = new MemberRegister();
    register.join('Ada', 'ada@example.org', 'adult');
    assert.throws(() => register.join('Eve', 'ADA@example.org', 'child'), /member already/);
  });
});
