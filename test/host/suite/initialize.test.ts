import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { extension } from './extension';
import { until } from './until';
import { fileUri, textOf, textsBelow, writeText } from './workspace';

const files = {
  '.claude/models/registry.md': 'registry.md',
  '.claude/models/task-routing.md': 'task-routing.md',
  '.mcp.json': 'mcp.json',
  '.claude/skills/orchestrator/SKILL.md': 'SKILL.md',
  '.claude/commands/develop.md': 'develop.md',
  '.claude/commands/qa.md': 'qa.md',
  '.claude/commands/journal.md': 'journal.md',
} as const;

/** Runs the command and answers its list with a command of the quick input, until it is over. */
async function initialize(answer: string): Promise<void> {
  let ended = false;
  const running = vscode.commands.executeCommand('mao.initialize').then(() => {
    ended = true;
  });
  await until('the end of Initialize Workspace', async () => {
    await vscode.commands.executeCommand(answer);
    return ended;
  });
  await running;
  await vscode.commands.executeCommand('notifications.clearAll');
}

const accept = 'workbench.action.acceptSelectedQuickOpenItem';
const leave = 'workbench.action.closeQuickOpen';

async function template(name: string): Promise<string> {
  const folder = vscode.Uri.joinPath(extension().extensionUri, 'resources', 'init');
  return Buffer.from(await vscode.workspace.fs.readFile(vscode.Uri.joinPath(folder, name))).toString('utf8');
}

describe('Initialize Workspace', () => {
  let original: ReadonlyMap<string, string> = new Map();

  before(async () => {
    original = await textsBelow();
    for (const path of Object.keys(files)) assert.equal(original.has(path), false, path);
  });

  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(fileUri('.claude'), { recursive: true });
    await vscode.workspace.fs.delete(fileUri('.mcp.json'));
  });

  it('writes nothing when one leaves the list', async () => {
    await initialize(leave);
    assert.deepEqual(await textsBelow(), original);
  });

  it('writes what is picked beforehand: configuration, skill and commands, no prompts', async () => {
    await initialize(accept);
    const expected = new Map(original);
    for (const [path, name] of Object.entries(files)) expected.set(path, await template(name));
    assert.deepEqual(new Map([...(await textsBelow())].sort()), new Map([...expected].sort()));
  });

  it('overwrites nothing the second time, and writes only what is missing', async () => {
    const mine = '{ "mcpServers": {} }\n';
    await writeText('.mcp.json', mine);
    const before = await textsBelow();
    await initialize(accept);
    assert.deepEqual(await textsBelow(), before);

    await vscode.workspace.fs.delete(fileUri('.claude/models/registry.md'));
    await initialize(accept);
    assert.equal(await textOf('.mcp.json'), mine);
    assert.deepEqual(await textsBelow(), before);
  });
});
