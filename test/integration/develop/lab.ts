import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { runEventSchema, type RunEvent, type RunEventType } from '../../../src/core/runEvent';

const command = resolve(process.env['MAO_COMMAND'] ?? 'dist/mao.js');
/** The program that stands in for the CLIs. */
export const rehearsal = resolve('resources/rehearsal/rehearsal.mjs');
const clis = ['claude', 'codex', 'gemini'] as const;

/** How one `mao` command ended. `events` are the lines of its stdout when it ran with `--json`. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly events: readonly RunEvent[];
}

/** A part of the rehearsal: see resources/rehearsal/rehearsal.mjs. */
export type Part = Readonly<Record<string, unknown>>;

export interface MaoOptions {
  readonly parts?: readonly Part[];
  /** CLIs that are not on this machine. */
  readonly without?: readonly (typeof clis)[number][];
  /** More CLIs: their settings by name. */
  readonly moreClis?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** More lines of the configuration file. */
  readonly config?: string;
  readonly onStart?: (child: ChildProcess) => void;
  /** What stands in for the CLIs; default: the rehearsal. */
  readonly program?: string;
  /** More environment of what stands in for the CLIs. */
  readonly cliEnvironment?: Readonly<Record<string, string>>;
  /** A program, with its arguments, that starts the command: one that sets limits. */
  readonly through?: readonly string[];
  /** More environment of the command itself. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** A throwaway workspace in which the real `mao` command works with scripted CLIs; nothing of the user's is seen. */
export class DevelopLab {
  readonly root = realpathSync(mkdtempSync(join(tmpdir(), 'mao-develop-')));
  readonly workspace = join(this.root, 'workspace');
  readonly home = join(this.root, 'home');
  private readonly rehearsalState = join(this.root, 'rehearsal');
  private written = 0;
  private last: readonly string[] = [];

  constructor(files: Readonly<Record<string, string>>) {
    for (const folder of [this.workspace, this.home, this.rehearsalState]) mkdirSync(folder);
    for (const [path, text] of Object.entries(files)) this.write(path, text);
  }

  write(path: string, content: string | Uint8Array): void {
    const file = join(this.workspace, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }

  read(path: string): string {
    return readFileSync(join(this.workspace, path), 'utf8');
  }

  /** All files of the workspace but MAO's own state, with their content. */
  tree(): Readonly<Record<string, string>> {
    const paths = readdirSync(this.workspace, { recursive: true, encoding: 'utf8' }).sort();
    const files = paths.filter(
      (path) => !/^\.(mao|git)(\/|$)/.test(path) && statSync(join(this.workspace, path)).isFile(),
    );
    return Object.fromEntries(files.map((path) => [path, readFileSync(join(this.workspace, path), 'latin1')]));
  }

  git(...args: readonly string[]): string {
    const identity = ['-c', 'user.name=User', '-c', 'user.email=user@example.com'];
    return execFileSync('git', [...identity, ...args], {
      cwd: this.workspace,
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], HOME: this.home },
    });
  }

  mao(args: readonly string[], options: MaoOptions = {}): Promise<Ended> {
    return this.start([...args, '--config', this.writeConfig(options)], options);
  }

  /** The last command once more, with the very same configuration. */
  again(): Promise<Ended> {
    return this.start(this.last, {});
  }

  private async start(args: readonly string[], options: MaoOptions): Promise<Ended> {
    this.last = args;
    const [file, ...before] = [...(options.through ?? []), process.execPath];
    const child = spawn(file, [...before, command, ...args], {
      cwd: this.workspace,
      env: { PATH: process.env['PATH'], HOME: this.home, ...options.environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    options.onStart?.(child);
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    const code = await new Promise<number | null>((done) => child.on('close', done));
    const lines = args.includes('--json') ? stdout.split('\n').filter((line) => line.startsWith('{"')) : [];
    return { code, stdout, stderr, events: lines.map((line) => runEventSchema.parse(JSON.parse(line))) };
  }

  /** `mao develop … --yes --json` with more arguments. */
  develop(sections: string, options: MaoOptions = {}, ...more: readonly string[]): Promise<Ended> {
    return this.mao(['develop', sections, '--yes', '--json', ...more], options);
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }

  /** In a file, since an environment has room for little. */
  private writeParts(parts: readonly Part[]): string {
    const file = join(this.root, `parts-${++this.written}.mjs`);
    writeFileSync(file, `export default ${JSON.stringify(parts)};\n`);
    return file;
  }

  /** The configuration file for one command, newly written. */
  writeConfig({
    parts = [],
    without = [],
    moreClis = {},
    config = '',
    program = rehearsal,
    cliEnvironment,
  }: MaoOptions): string {
    const env = {
      MAO_REHEARSAL_PACE: '1',
      MAO_REHEARSAL_STATE: this.rehearsalState,
      MAO_REHEARSAL_PARTS: this.writeParts(parts),
      ...cliEnvironment,
    };
    const entries = clis.map((cli) => {
      const found = { path: process.execPath, args: [program, cli], env };
      return [cli, without.includes(cli) ? { path: join(this.root, 'no-such-cli') } : found];
    });
    const file = join(this.root, `config-${this.written}.yaml`);
    writeFileSync(file, `clis: ${JSON.stringify({ ...Object.fromEntries(entries), ...moreClis })}\n${config}\n`);
    return file;
  }
}

/** The events of one type. */
export function eventsOf<T extends RunEventType>(
  events: readonly RunEvent[],
  type: T,
): readonly Extract<RunEvent, { type: T }>[] {
  return events.filter((event): event is Extract<RunEvent, { type: T }> => event.type === type);
}

export interface PlannedWorkstream {
  readonly id: string;
  readonly owns: readonly string[];
  readonly model?: string;
  readonly dependsOn?: readonly string[];
}

/** The part with which the orchestrator plans section 1 so. */
export function planPart(workstreams: readonly PlannedWorkstream[]): Part {
  const files = workstreams.flatMap(({ id, owns }) =>
    owns.map((path) => ({ path, owner: id, purpose: 'test', exports: [] })),
  );
  const json = {
    sections: [
      {
        section: '1',
        complexity: 'low',
        strategy: 'parallel',
        summary: 'A test.',
        contract: { notes: '', files },
        workstreams: workstreams.map(({ id, model = 'sonnet', dependsOn = [] }) => ({
          id,
          brief: id,
          acceptance: [],
          dependsOn,
          model,
        })),
      },
    ],
  };
  return { when: { task: 'plan' }, json };
}

/** The parts that every run needs beside its plan and its workstreams. */
export const calmParts: readonly Part[] = [
  { when: { task: 'dependency-check' }, json: { ready: true, missing: [], dependsOn: {} } },
  { when: { task: 'consistency-review' }, json: { consistent: true, issues: [] } },
];

/** The part of one workstream: what it writes. */
export function workPart(workstream: string, write: Readonly<Record<string, unknown>>): Part {
  return { when: { task: 'workstream', workstream }, write, say: `${workstream} is done.` };
}
