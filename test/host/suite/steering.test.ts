import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { RunEvent } from '../../../src/core/runEvent';
import { newestRun, troublesOf } from './runLog';
import { until } from './until';
import { textsBelow } from './workspace';

const run = (command: string, argument?: unknown) => vscode.commands.executeCommand(command, argument);
const cancelledOf = (events: readonly RunEvent[]) =>
  events.find((event) => event.type === 'workstream-end' && event.outcome === 'cancelled');
const outcomeOf = (events: readonly RunEvent[]) => {
  const end = events.at(-1);
  return end?.type === 'run-end' ? end.outcome : undefined;
};

describe('steering one workstream of a run', () => {
  let stopped = { runId: '', key: '' };
  let original: ReadonlyMap<string, string> = new Map();

  before(async () => {
    original = await textsBelow();
  });

  it('stops it, lets the others finish, and ends not clean', async function () {
    this.timeout(300_000);
    const before = newestRun()[0]?.runId;
    const developed = run('mao.develop', '2');
    const told = new Set<string>();
    await until('a workstream that is stopped', async () => {
      const events = newestRun();
      if (events[0]?.runId === before) return false;
      for (const { type, runId, section, workstream, task } of events) {
        if (type !== 'attempt-start' || task !== undefined || workstream === undefined || told.size > 0) continue;
        const key = `${section}/${workstream}`;
        told.add(key);
        stopped = { runId, key };
        await run('mao.stopWorkstream', stopped);
      }
      return cancelledOf(events) !== undefined;
    });
    await developed;
    const events = newestRun();
    assert.equal(`${cancelledOf(events)?.section}/${cancelledOf(events)?.workstream}`, stopped.key);
    assert.notEqual(outcomeOf(events), 'succeeded');
    assert.deepEqual(await textsBelow(), original);
  });

  it('shows what its program said in an editor that can not be written to', async () => {
    await run('mao.openTranscript', stopped);
    const document = vscode.window.activeTextEditor?.document;
    assert.equal(document?.uri.scheme, 'mao-transcript');
    assert.match(document.getText(), new RegExp(`^Transcript ${stopped.key.replace('/', '-')}-1-.* of 2 `));
  });

  it('gives it to another model afterwards, and ends green in the same log', async function () {
    this.timeout(300_000);
    const before = newestRun().length;
    const retried = run('mao.retryWorkstream', stopped);
    await until('the model that is chosen', async () => {
      if (newestRun().length > before) return true;
      await run('workbench.action.acceptSelectedQuickOpenItem');
      return false;
    });
    await retried;
    const events = newestRun();
    assert.equal(outcomeOf(events), 'succeeded', troublesOf(events));
    assert.deepEqual(
      events.map(({ seq }) => seq),
      events.map((_, at) => at + 1),
    );
    assert.ok(events.every(({ runId }) => runId === stopped.runId));
  });
});
