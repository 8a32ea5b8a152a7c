import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { execa } from 'execa';
import { doctorReportSchema, type Diagnosis, type DoctorReport } from '../../../src/core/diagnosis';

export type CliName = 'claude' | 'codex' | 'gemini';

/** How a scripted CLI answers: shell commands by what its arguments contain, tried in this order. */
export type Script = Readonly<Record<string, string>>;

const say = (text: string, exitCode = 0) => `printf '%s\\n' '${text}'; exit ${exitCode}`;
const claudeStatus = (status: object, exitCode = 0) =>
  say(JSON.stringify({ apiProvider: 'firstParty', ...status }), exitCode);

/** CLIs that are installed and signed in to a subscription, and what they say otherwise. */
export const clis = {
  claude: {
    '--version': say('2.1.330 (Claude Code)'),
    'auth status': claudeStatus({ loggedIn: true, authMethod: 'claude.ai', subscriptionType: 'max' }),
  },
  claudeSignedOut: {
    '--version': say('2.1.330 (Claude Code)'),
    'auth status': claudeStatus({ loggedIn: false, authMethod: 'none' }, 1),
  },
  /** Signed in by a key only when one reaches it. */
  claudeByKey: {
    '--version': say('2.1.330 (Claude Code)'),
    'auth status': `if [ -n "$ANTHROPIC_API_KEY" ]; then ${claudeStatus({ loggedIn: true, authMethod: 'api_key', apiKeySource: 'ANTHROPIC_API_KEY' })}; else ${claudeStatus({ loggedIn: false }, 1)}; fi`,
  },
  codex: { '--version': say('codex-cli 0.169.0'), 'login status': 'echo Logged in using ChatGPT >&2; exit 0' },
  codexSignedOut: { '--version': say('codex-cli 0.169.0'), 'login status': 'echo Not logged in >&2; exit 1' },
  gemini: { '--version': say('0.61.0') },
  geminiOld: { '--version': say('0.39.0') },
  hangs: { '': 'trap "" TERM; while :; do sleep 1; done' },
  crashes: { '': 'echo "cannot find module" >&2; exit 7' },
} as const;

/** A throwaway workspace and home, in which the real `mao` command finds git and the given CLIs, and nothing else. */
export class DoctorLab {
  readonly root = realpathSync(mkdtempSync(join(tmpdir(), 'mao-doctor-')));
  readonly workspace = join(this.root, 'workspace');
  readonly home = join(this.root, 'home');
  readonly bin = join(this.root, 'bin');
  private readonly calls = join(this.root, 'calls');

  constructor(installed: Partial<Readonly<Record<CliName, Script>>>) {
    for (const folder of [this.workspace, this.home, this.bin]) mkdirSync(folder);
    for (const program of ['git', 'sleep']) this.writeProgram(program, `exec ${find(program)} "$@"`);
    for (const [cli, script] of Object.entries(installed)) this.install(cli, script);
    this.write('PRD.md', '# Loans\n\n## 1. Register\n\nText.\n\n## 2. Loans\n\nText.\n');
  }

  install(cli: string, script: Script): void {
    const cases = Object.entries(script).map(([key, command]) => `case "$*" in *"${key}"*) ${command};; esac\n`);
    this.writeProgram(cli, `echo "${cli} $*" >> ${this.calls}\n${cases.join('')}echo "no script for $*" >&2; exit 9`);
  }

  write(path: string, text: string): void {
    const file = join(this.workspace, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  /** What the CLIs were started with, a line each, sorted. */
  calledWith(): readonly string[] {
    return existsSync(this.calls) ? readFileSync(this.calls, 'utf8').trim().split('\n').sort() : [];
  }

  async mao(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
    const program = resolve(process.env['MAO_COMMAND'] ?? 'dist/mao.js');
    const { exitCode, stdout, stderr } = await execa(process.execPath, [program, ...args], {
      cwd: this.workspace,
      env: { PATH: this.bin, HOME: this.home, ...env },
      extendEnv: false,
      reject: false,
      stdin: 'ignore',
    });
    return { exitCode, stdout, stderr };
  }

  async doctor(options: { readonly env?: Readonly<Record<string, string>>; readonly args?: readonly string[] } = {}) {
    const ended = await this.mao(['doctor', '--json', ...(options.args ?? [])], options.env);
    const report = doctorReportSchema.parse(JSON.parse(ended.stdout));
    return { ...ended, report, check: (id: string) => checkOf(report, id) };
  }

  /** A new file of its own: never a link, through which a program of the system could be written over. */
  private writeProgram(name: string, body: string): void {
    const file = join(this.bin, name);
    rmSync(file, { force: true });
    writeFileSync(file, `#!/bin/sh\n${body}\n`, { flag: 'wx', mode: 0o755 });
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

function checkOf(report: DoctorReport, id: string): Diagnosis {
  const found = report.checks.find((check) => check.id === id);
  if (!found) throw new Error(`no check ${id} among ${report.checks.map((check) => check.id).join(', ')}`);
  return found;
}

function find(program: string): string {
  const found = (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, program));
  const file = found.find((candidate) => existsSync(candidate));
  if (file === undefined) throw new Error(`${program} is not on the PATH`);
  return realpathSync(file);
}
