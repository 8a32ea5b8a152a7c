import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import * as z from 'zod';

const manifest = z.object({
  main: z.string(),
  contributes: z.object({
    commands: z.array(z.object({ command: z.string(), title: z.string(), category: z.string().optional() })),
    views: z.record(z.string(), z.array(z.object({ id: z.string(), name: z.string() }))),
  }),
});

/** The part of MAO's manifest that the tests read, as VS Code has it (texts resolved). */
export type Manifest = z.infer<typeof manifest>;

/** The extension under test. */
export function extension(): vscode.Extension<unknown> {
  const found = vscode.extensions.getExtension('mao-orchestration.mao');
  assert.ok(found, 'the extension under development is known to VS Code');
  return found;
}

/** The manifest of the extension under test. */
export function manifestOf({ packageJSON }: vscode.Extension<unknown>): Manifest {
  return manifest.parse(packageJSON);
}
