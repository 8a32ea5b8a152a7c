import { resolve } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { createProfile } from './profile';

/** What the extension host's tests need to know. */
export interface HostRun {
  readonly workspace: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly tests: string;
  readonly env: Readonly<Record<string, string>>;
}

/**
 * Whether the host suite runs in a downloaded VS Code. `MAO_TEST_HOST=electron` or `=server` decides; otherwise the
 * server is used where it is set up (Linux x64), since it needs no display and comes from the npm registry.
 */
export function usesElectron(): boolean {
  const choice = process.env['MAO_TEST_HOST'];
  if (choice !== undefined) return choice === 'electron';
  return !(process.platform === 'linux' && process.arch === 'x64');
}

/** Runs the tests in a VS Code that test-electron downloads once; gives back its exit code. */
export async function runInElectron({ workspace, settings, tests, env }: HostRun): Promise<number> {
  const profile = createProfile(settings);
  try {
    return await runTests({
      cachePath: resolve('test/host/.vscode-test/electron'),
      extensionDevelopmentPath: resolve('.'),
      extensionTestsPath: tests,
      extensionTestsEnv: env,
      launchArgs: [
        workspace,
        ...['--user-data-dir', profile.data, '--extensions-dir', profile.extensions],
        ...['--disable-workspace-trust', '--disable-telemetry', '--skip-welcome', '--skip-release-notes'],
      ],
    });
  } finally {
    profile.remove();
  }
}
