import assert from 'node:assert/strict';
import { FailureError } from '../../../../src/core/failure';
import type { ProposedScope } from '../../../../src/core/ports/scopeApprover';
import { approveScope } from '../../../../src/orchestration/qa/approveScope';
import { pickOrder, scopeText } from '../../../../src/presentation/scopeRows';

const all = ['docs/a.md', 'src/a.ts', 'src/b.ts'];
const question = { sections: ['2'], all };
const { signal } = new AbortController();

/** Somebody who answers with these files, and what they were shown. */
function person(...answer: readonly (readonly string[] | undefined)[]) {
  const shown: ProposedScope[] = [];
  const approveIt = (scope: ProposedScope) => {
    shown.push(scope);
    return Promise.resolve(answer[shown.length - 1]);
  };
  return { shown, approver: { approveScope: approveIt } };
}

describe('orchestration/qa/approveScope', () => {
  const found = { files: ['src/a.ts'], source: 'runs' } as const;
  const nothing = { problem: 'Name the files with --paths.' };

  it('shows what was found and why, and takes a yes', async () => {
    const { shown, approver } = person(['src/a.ts']);
    assert.deepEqual(await approveScope(found, question, approver, signal), found);
    assert.deepEqual(shown, [{ sections: ['2'], all, files: ['src/a.ts'], source: 'runs' }]);
  });

  it('takes other files, which are the user’s own words then; never one that is not there', async () => {
    const { approver } = person(['src/b.ts', 'src/ghost.ts']);
    assert.deepEqual(await approveScope(found, question, approver, signal), { files: ['src/b.ts'], source: 'paths' });
  });

  it('gives up when the user turns away or ticks nothing', async () => {
    const { approver } = person(undefined, []);
    assert.equal(await approveScope(found, question, approver, signal), undefined);
    assert.equal(await approveScope(found, question, approver, signal), undefined);
  });

  it('does not ask about what the user named', async () => {
    const { shown, approver } = person();
    const named = { files: ['src/a.ts'], source: 'paths' } as const;
    assert.deepEqual(await approveScope(named, question, approver, signal), named);
    assert.deepEqual(shown, []);
  });

  it('asks for files when nobody could say which', async () => {
    const { shown, approver } = person(['src/b.ts']);
    assert.deepEqual(await approveScope(nothing, question, approver, signal), { files: ['src/b.ts'], source: 'paths' });
    assert.deepEqual([shown[0]?.files, shown[0]?.source], [[], undefined]);
  });

  it('goes on with what was found where nobody is there to ask, and fails without it', async () => {
    assert.deepEqual(await approveScope(found, question, undefined, signal), found);
    await assert.rejects(
      approveScope(nothing, question, undefined, signal),
      (error) => error instanceof FailureError && error.failure.message === nothing.problem,
    );
  });
});

describe('presentation/scopeRows', () => {
  it('says how many files and why', () => {
    assert.equal(scopeText(['a', 'b'], 'checker'), '2 files, found by the checker');
    assert.equal(scopeText(['a'], undefined), '1 file');
  });

  it('puts the proposed files first, then code', () => {
    const order = pickOrder(all, new Set(['src/b.ts']), (file) => file.endsWith('.ts'));
    assert.deepEqual(order, ['src/b.ts', 'src/a.ts', 'docs/a.md']);
  });
});
