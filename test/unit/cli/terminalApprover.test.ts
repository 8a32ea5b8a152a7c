import assert from 'node:assert/strict';
import type { Plan } from '../../../src/core/plan';
import { FailureError } from '../../../src/core/failure';
import { terminalApprover, type ApproverOptions } from '../../../src/cli/terminalApprover';

const plan: Plan = { sections: [], diversity: 0 };
const edited: Plan = { sections: [], diversity: 7 };
const never = new AbortController().signal;

function approver(options: Partial<ApproverOptions>, answers: readonly string[] = []) {
  const said: string[] = [];
  const left = [...answers];
  const made = terminalApprover({
    yes: false,
    approved: { plan: false, checks: false },
    terminal: answers.length > 0 ? { ask: () => Promise.resolve(left.shift()) } : undefined,
    output: { json: false, result: () => undefined, say: (line) => said.push(line) },
    edit: () => Promise.resolve('edited text'),
    renderDocument: () => 'text',
    readDocument: () => ({ plan: edited, problems: [] }),
    ...options,
  });
  return { made, said };
}

describe('terminalApprover', () => {
  it('approves without asking under --yes and under approve: always', async () => {
    assert.equal(await approver({ yes: true }).made.approvePlan(plan, 'routing', never, []), plan);
    assert.equal(
      await approver({ approved: { plan: true, checks: false } }).made.approvePlan(plan, 'routing', never, []),
      plan,
    );
    assert.equal(await approver({ yes: true }).made.approveChecks([], never), true);
  });

  it('refuses a plan and declines checks when nobody can be asked', async () => {
    await assert.rejects(
      approver({}).made.approvePlan(plan, 'routing', never, []),
      (error) => error instanceof FailureError && /--yes/.test(error.message),
    );
    assert.equal(await approver({}).made.approveChecks([], never), false);
  });

  it('asks until the answer is one it knows', async () => {
    assert.equal(await approver({}, ['what', 'yes']).made.approvePlan(plan, 'routing', never, []), plan);
    assert.equal(await approver({}, ['n']).made.approvePlan(plan, 'routing', never, []), undefined);
  });

  it('takes the wish for another plan as it was typed', async () => {
    assert.deepEqual(await approver({}, ['e', 'P', 'Use O3']).made.approvePlan(plan, 'routing', never, []), {
      again: 'Use O3',
      plan: edited,
    });
    assert.equal(await approver({}, ['p', '', 'Y']).made.approvePlan(plan, 'routing', never, []), plan);
  });

  it('takes over an edited plan, and keeps the old one when the edit has problems', async () => {
    assert.equal(await approver({}, ['e', 'y']).made.approvePlan(plan, 'routing', never, []), edited);
    const broken = approver(
      { readDocument: () => ({ plan: edited, problems: ['plan.md:3:1: error: unknown model'] }) },
      ['e', 'y'],
    );
    assert.equal(await broken.made.approvePlan(plan, 'routing', never, []), plan);
    assert.ok(broken.said.some((line) => line.includes('unknown model')));
  });

  it('goes on with what was written, when it had mistakes', async () => {
    const opened: string[] = [];
    const { made } = approver(
      {
        edit: (_, text) => {
          opened.push(text);
          return Promise.resolve(opened.length === 1 ? 'with a mistake' : 'mended');
        },
        readDocument: (text) => ({
          plan: edited,
          problems: text === 'mended' ? [] : ['plan.md:3:1: error: a mistake'],
        }),
      },
      ['e', 'e', 'e', 'y'],
    );
    assert.equal(await made.approvePlan(plan, 'routing', never, []), edited);
    assert.deepEqual(opened, ['text', 'with a mistake', 'text']);
  });

  it('shows the servers of .mcp.json without their secrets, and tells for good from once', async () => {
    const pal = { name: 'pal', command: ['uvx', 'pal-mcp-server'], variables: ['OPENAI_API_KEY'], cwd: '/data/pal' };
    const { made, said } = approver({}, ['y', 'o', 'n', 'what']);
    assert.equal(await made.approveServers([pal], never), 'always');
    assert.equal(await made.approveServers([pal], never), 'once');
    assert.equal(await made.approveServers([pal], never), 'no');
    assert.equal(await made.approveServers([pal], never), 'no');
    assert.ok(said.includes('  pal: uvx pal-mcp-server   (in /data/pal, with OPENAI_API_KEY)'));
  });

  it('allows servers once under --yes, yet shows them, and none when nobody can be asked', async () => {
    const docs = { name: 'docs', command: ['npx', 'docs'], variables: [], cwd: 'worktree' };
    const { made, said } = approver({ yes: true });
    assert.equal(await made.approveServers([docs], never), 'once');
    assert.ok(said.includes('  docs: npx docs   (in the worktrees)'));
    assert.equal(await approver({}).made.approveServers([], never), 'no');
  });

  it('shows the exact commands before it asks for the checks', async () => {
    const { made, said } = approver({}, ['y']);
    assert.equal(
      await made.approveChecks([{ name: 'tests', command: ['npm', 'test'], source: 'package.json' }], never),
      true,
    );
    assert.ok(said.some((line) => line.includes('npm test')));
  });
});
