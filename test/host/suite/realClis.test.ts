import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import * as z from 'zod';
import type { RunEvent, RunEventType } from '../../../src/core/runEvent';
import { newestRun, troublesOf } from './runLog';
import { until } from './until';
import { fileUri, textOf, textsBelow } from './workspace';

const run = (command: string, argument?: unknown) => vscode.commands.executeCommand(command, argument);
const settings = () => vscode.workspace.getConfiguration('mao');
const ofType = <T extends RunEventType>(type: T) =>
  newestRun().filter((event): event is Extract<RunEvent, { type: T }> => event.type === type);
const whoDid = (task: string) =>
  ofType('attempt-start')
    .filter((event) => event.task === task)
    .map(({ model, cli }) => `${model} ${cli}`)
    .toSorted();
const shownFor = () => vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'mao-entry')?.uri.path.slice(1);

/** What the model API was asked for a task: only the real CLIs know where it is. */
async function askedOf(task: string): Promise<readonly string[]> {
  const response = await fetch(`${process.env['MAO_HOST_API'] ?? ''}/asked`);
  const calls = z.array(z.object({ cli: z.string(), task: z.string().optional(), topic: z.string().optional() }));
  const asked = calls.parse(await response.json()).filter((call) => call.task === task);
  return [...new Set(asked.map(({ cli, topic }) => `${topic ?? ''} ${cli}`))].toSorted();
}

function assertDone(): void {
  const end = newestRun().at(-1);
  assert.ok(end?.type === 'run-end', 'the run has ended');
  assert.equal(end.outcome, 'succeeded', troublesOf(newestRun()));
  assert.deepEqual(ofType('fallback'), []);
}

describe('the real Claude Code, Codex CLI and Gemini CLI in the extension host', function () {
  this.timeout(300_000);
  let scripted: unknown;

  before(async () => {
    const real = z.record(z.string(), z.unknown()).parse(JSON.parse(process.env['MAO_HOST_CLIS'] ?? 'null'));
    scripted = settings().get('clis');
    await settings().update('clis', real, vscode.ConfigurationTarget.Global);
    await until('the setting', () => JSON.stringify(settings().get('clis')) === JSON.stringify(real));
  });

  after(async () => {
    await settings().update('clis', scripted, vscode.ConfigurationTarget.Global);
    await vscode.workspace.fs.delete(fileUri('docs/journal'), { recursive: true });
  });

  it('review a section, and their findings stand in the Problems panel', async () => {
    const before = await textsBelow();
    await run('mao.qa', '1');
    assertDone();
    assert.deepEqual(whoDid('qa-review'), [
      'gemini-pro gemini',
      'gpt-codex codex',
      'o3 codex',
      'opus claude',
      'sonnet claude',
    ]);
    const [score] = ofType('score');
    assert.ok(score?.dimensions.every(({ assessed }) => assessed));
    assert.deepEqual(await askedOf('qa-review'), [
      'architecture claude',
      'error_handling claude',
      'prd_compliance gemini',
      'security codex',
      'type_safety codex',
    ]);
    assert.deepEqual(await textsBelow(), before);
    const open = ofType('finding').filter(({ state }) => state !== 'dismissed');
    assert.ok(open.length > 0);
    const shown = () => vscode.languages.getDiagnostics().flatMap(([, found]) => found.filter(isMaos));
    await until('the problems', () => shown().length >= open.length);
    for (const { message } of open) {
      assert.ok(
        shown().some((problem) => problem.message.startsWith(message)),
        message,
      );
    }
  });

  it('write a journal entry, GPT-4o over the Codex CLI', async () => {
    await run('notifications.clearAll');
    const done = run('mao.journal');
    await until('the entry on show', () => shownFor() !== undefined);
    const file = shownFor() ?? '';
    await until('the entry in its file', async () => {
      await run('notification.acceptPrimaryAction');
      return (await textOf(file)) !== undefined;
    });
    await done;
    assertDone();
    assert.deepEqual(whoDid('journal-perspective'), ['gemini-pro gemini', 'gpt-4o codex', 'sonnet claude']);
    assert.deepEqual(await askedOf('journal-perspective'), ['creative codex', 'process claude', 'technical gemini']);
    assert.match((await textOf(file)) ?? '', /A day of work on Shelf/);
  });
});

function isMaos({ source }: vscode.Diagnostic): boolean {
  return source === 'MAO';
}
