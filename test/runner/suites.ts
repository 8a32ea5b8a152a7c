import type { Preparation } from './preparations';

/** A part of `npm test` that can be run alone: a process of its own that writes its results to a file. */
export interface Suite {
  readonly name: string;
  /** The script, with its arguments, that the pinned Node runs. */
  readonly script: readonly string[];
  readonly needs: readonly Preparation[];
  readonly minutes: number;
  /** Runs only when it is named: it takes too long for every run. */
  readonly onRequest?: true;
  /**
   * The script that runs again, once, the files in which a test failed (their names follow it), where a window's own hiccup can fail a test.
   * A test passes at the second time only together with its whole file, and is named in the output.
   */
  readonly again?: readonly string[];
  /** Waits for windows to react, so that it runs when what works without is done. */
  readonly windows?: true;
}

const mocha = (name: string, globs: readonly string[]): readonly string[] => [
  'test/runner/mochaSuite.ts',
  name,
  ...globs,
];

/** Every suite, in the order in which they start; two run at a time, those with windows at the end. */
export const suites: readonly Suite[] = [
  { name: 'typecheck', script: ['test/runner/commandSuite.ts', 'typecheck'], needs: [], minutes: 5 },
  { name: 'lint', script: ['test/runner/commandSuite.ts', 'lint'], needs: [], minutes: 15 },
  { name: 'unit', script: mocha('unit', ['test/unit/**/*.test.ts']), needs: [], minutes: 10 },
  {
    name: 'integration',
    script: mocha('integration', ['test/integration/**/*.test.ts']),
    needs: ['build'],
    minutes: 45,
  },
  { name: 'panel', script: mocha('panel', ['test/panel/*.test.ts']), needs: ['build', 'browser'], minutes: 20 },
  {
    name: 'safety',
    script: mocha('safety', ['test/safety/*.test.ts']),
    needs: ['build', 'browser', 'server'],
    minutes: 30,
  },
  {
    name: 'soak',
    script: mocha('soak', ['test/safety/*.test.ts']),
    needs: ['build', 'browser', 'server'],
    minutes: 120,
    onRequest: true,
  },
  { name: 'package', script: mocha('package', ['test/package/*.test.ts']), needs: ['package', 'server'], minutes: 5 },
  { name: 'clis', script: mocha('clis', ['test/clis/*.test.ts']), needs: ['build', 'clis'], minutes: 45 },
  {
    name: 'host',
    script: ['test/host/hostSuite.ts'],
    again: ['test/host/hostSuite.ts'],
    needs: ['build', 'server', 'browser', 'clis'],
    minutes: 20,
    windows: true,
  },
  {
    name: 'ui',
    script: mocha('ui', ['test/host/ui/*.test.ts']),
    again: mocha('ui', []),
    needs: ['package', 'server', 'browser'],
    minutes: 60,
    windows: true,
  },
];

/** A check that is one command: it passes when the command ends with 0. */
export interface CommandTest {
  readonly title: string;
  readonly command: readonly [string, ...(readonly string[])];
}

/** The commands of a suite that consists of commands. */
export function commandsOf(suite: string): readonly CommandTest[] {
  return commandTests[suite] ?? [];
}

const commandTests: Readonly<Record<string, readonly CommandTest[]>> = {
  typecheck: [
    { title: 'tsc: sources and tests', command: ['tsc', '-p', '.'] },
    { title: 'tsc: the webview', command: ['tsc', '-p', 'media'] },
  ],
  lint: [
    { title: 'eslint', command: ['eslint', '--max-warnings', '0', '.'] },
    { title: 'prettier', command: ['prettier', '--check', '--log-level', 'warn', '.'] },
  ],
};
