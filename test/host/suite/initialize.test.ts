import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { extension } from './extension';
import { until } from './until';
import { fileUri, textOf, textsBelow, writeText } from './workspace';

const files = {
  '.claude/models/registry.md': 'registry.md',
  '.claude/models/task-routing.md': 'task-routing.md',
  '.mcp.json': 'mcp.json',
} as const;

/** Runs the command to its end, which comes when its message is gone. */
async function initialize(): Promise<void> {
  let ended = false;
  const running = vscode.commands.executeCommand('mao.initialize').then(() => {
    ended = true;
  });
  await until('the end of Initialize Workspace', async () => {
    await vscode.commands.executeCommand('notifications.clearAll');
    return ended;
  });
  await running;
}

describe('Initialize Workspace', () => {
  let original: ReadonlyMap<string, string> = new Map();

  before(async () => {
    original = await textsBelow();
    for (const path of Object.keys(files)) assert.equal(original.has(path), false, path);
  });

  after(async () => {
    await vscode.workspace.fs.delete(fileUri('.claude'), { recursive: true });
    await vscode.workspace.fs.delete(fileUri('.mcp.json'));
  });

  it('writes the three files, and no other', async () => {
    await initialize();
    const templates = vscode.Uri.joinPath(extension().extensionUri, 'resources', 'init');
    const expected = new Map(original);
    for (const [path, name] of Object.entries(files)) {
      const template = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(templates, name));
      expected.set(path, Buffer.from(template).toString('utf8'));
    }
    assert.deepEqual(new Map([...(await textsBelow())].sort()), new Map([...expected].sort()));
  });

  it('overwrites nothing the second time, and writes only what is missing', async () => {
    const mine = '{ "mcpServers": {} }\n';
    await writeText('.mcp.json', mine);
    const before = await textsBelow();
    await initialize();
    assert.deepEqual(await textsBelow(), before);

    await vscode.workspace.fs.delete(fileUri('.claude/models/registry.md'));
    await initialize();
    assert.equal(await textOf('.mcp.json'), mine);
    assert.deepEqual(await textsBelow(), before);
  });
});
