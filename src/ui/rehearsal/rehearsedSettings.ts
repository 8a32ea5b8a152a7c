import { join } from 'node:path';

const pace = '25';

/**
 * Machine settings that put the scripted models (`program`, a module for Node) in every CLI's place, started by `node`.
 * `electron`: `node` is VS Code's own program, which is Node only when it is told so.
 */
export function rehearsedSettings(program: string, node: string, electron: boolean): Readonly<Record<string, unknown>> {
  const env = { MAO_REHEARSAL_PACE: pace, ...(electron ? { ELECTRON_RUN_AS_NODE: '1' } : {}) };
  const rehearsed = (cli: string) => ({ path: node, args: [program, cli], env });
  // The sample's own scripts want packages that nobody has installed in the copy; its tests run with Node alone.
  const flags = ['--experimental-strip-types', '--disable-warning=ExperimentalWarning'];
  return {
    clis: {
      claude: rehearsed('claude'),
      codex: rehearsed('codex'),
      openai: rehearsed('codex'),
      gemini: rehearsed('gemini'),
    },
    transport: 'direct',
    approve: { plan: 'ask', checks: 'always', apply: 'ask' },
    checks: [{ name: 'tests', command: [electron ? 'node' : node, ...flags, '--test', 'test/*.test.ts'] }],
    repairRounds: 2,
  };
}

/** The scripted models in the extension's folder. */
export function rehearsalProgram(extensionPath: string): string {
  return join(extensionPath, 'dist', 'rehearsal.mjs');
}
