import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import * as z from 'zod';
import { extension } from './extension';

/** What a tool of MAO's answers. */
async function ask(tool: string, input: object): Promise<string> {
  const { content } = await vscode.lm.invokeTool(tool, { input, toolInvocationToken: undefined });
  return content.map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : '')).join('');
}

describe('MAO for the editor’s own agents', () => {
  it('offers tools that only read, and answers them', async () => {
    await extension().activate();
    const names = vscode.lm.tools.map(({ name }) => name).filter((name) => name.startsWith('mao_'));
    assert.deepEqual(names.sort(), ['mao_findings', 'mao_run_status']);
    assert.match(await ask('mao_run_status', {}), /^(No run yet\.|\d{8}-\d{6}-\w+ )/);
    assert.match(await ask('mao_findings', { file: 'src/nothing.ts' }), /^No finding is in force\.$/);
  });

  it('is in the manifest as @mao, and offers no server unasked', () => {
    const { contributes } = z
      .object({
        contributes: z.object({
          chatParticipants: z.array(z.object({ name: z.string(), commands: z.array(z.object({ name: z.string() })) })),
          mcpServerDefinitionProviders: z.array(z.object({ id: z.string() })),
        }),
      })
      .parse(extension().packageJSON);
    assert.deepEqual(
      contributes.chatParticipants.map(({ name, commands }) => [name, ...commands.map((command) => command.name)]),
      [['mao', 'develop', 'plan', 'qa', 'journal', 'status']],
    );
    assert.equal(vscode.workspace.getConfiguration('mao').get('offerPal'), false);
  });
});
