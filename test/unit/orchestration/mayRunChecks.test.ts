import assert from 'node:assert/strict';
import type { Approvals } from '../../../src/core/ports/approvals';
import type { CheckCommand } from '../../../src/core/ports/approver';
import { nullLogger } from '../../../src/core/ports/logger';
import { mayRunChecks } from '../../../src/orchestration/mayRunChecks';

const tests: CheckCommand = { name: 'tests', command: ['npm', 'run', 'test'], source: 'package.json' };

function lab(answer: boolean, approve?: Approvals['approve']) {
  const known = new Set<string>();
  const asked: string[] = [];
  const approvals: Approvals = {
    isApproved: (kind, subject) => Promise.resolve(known.has(`${kind} ${subject}`)),
    approve: approve ?? ((kind, subject) => Promise.resolve(void known.add(`${kind} ${subject}`))),
  };
  const approver = {
    approvePlan: () => Promise.resolve(undefined),
    approveServers: () => Promise.resolve('no' as const),
    approveChecks: (commands: readonly CheckCommand[]) => {
      asked.push(commands.map(({ command }) => command.join(' ')).join(', '));
      return Promise.resolve(answer);
    },
  };
  const context = { approvals, approver, logger: nullLogger, signal: new AbortController().signal };
  return { asked, may: (...commands: readonly CheckCommand[]) => mayRunChecks(context, commands) };
}

describe('mayRunChecks', () => {
  it('asks once for exactly these commands, and again for one byte of difference', async () => {
    const { asked, may } = lab(true);
    for (let run = 0; run < 3; run++) assert.equal(await may(tests), true);
    assert.equal(asked.length, 1);
    for (const changed of [
      { ...tests, command: ['npm', 'run', 'tests'] },
      { ...tests, basis: 'another script' },
      { ...tests, source: 'tsconfig.json' },
    ]) {
      await may(changed);
      await may(changed);
    }
    await may(tests, tests);
    assert.equal(asked.length, 5);
  });

  it('asks again after a no', async () => {
    const { asked, may } = lab(false);
    assert.deepEqual([await may(tests), await may(tests)], [false, false]);
    assert.equal(asked.length, 2);
  });

  it('goes on when the yes can not be kept', async () => {
    const { may } = lab(true, () => Promise.reject(new Error('full')));
    assert.equal(await may(tests), true);
  });
});
