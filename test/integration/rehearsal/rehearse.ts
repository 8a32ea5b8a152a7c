import { mkdtempSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { execa } from 'execa';
import * as z from 'zod';

/** The scripted CLIs as `clis.<cli>.args` names them. */
export const rehearsalProgram = resolve('resources/rehearsal/rehearsal.mjs');

/** One JSON line of a CLI. */
export const jsonLine = z.record(z.string(), z.unknown());
export type JsonLine = z.infer<typeof jsonLine>;

/** What a rehearsed prompt is about; the header lines that MAO writes. */
export interface Asked {
  readonly task: string;
  readonly section?: string;
  readonly workstream?: string;
  readonly body?: string;
}

/** How the scripted CLI is started: its own arguments, working directory, parts that go first. */
export interface Rehearsal {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly parts?: readonly unknown[];
  readonly env?: Readonly<Record<string, string>>;
}

/** A prompt with MAO's header, after an older header that must not count. */
export function promptFor({ task, section, workstream, body = 'Go.' }: Asked): string {
  const old = 'MAO-Task: journal-synthesis\nMAO-Run: r0\n\nhistory\n\n';
  const lines = [`MAO-Task: ${task}`, 'MAO-Run: r1'];
  if (section !== undefined) lines.push(`MAO-Section: ${section}`);
  if (workstream !== undefined) lines.push(`MAO-Workstream: ${workstream}`);
  return `${old}${lines.join('\n')}\nMAO-Attempt: 1\n\n${body}`;
}

/** An empty folder of its own. */
export function newFolder(): string {
  return realpathSync(mkdtempSync(join(tmpdir(), 'mao-rehearsal-')));
}

/** The environment of a rehearsed CLI without pauses. */
export function rehearsalEnv({ parts, env }: Rehearsal): Record<string, string> {
  const own = parts === undefined ? {} : { MAO_REHEARSAL_PARTS: JSON.stringify(parts) };
  return { PATH: process.env['PATH'] ?? '', MAO_REHEARSAL_PACE: '0', ...own, ...env };
}

/** Plays one prompt with a CLI that reads it from stdin. */
export async function rehearse(cli: 'claude' | 'codex' | 'gemini', prompt: string, rehearsal: Rehearsal) {
  const result = await execa(process.execPath, [rehearsalProgram, cli, ...rehearsal.args], {
    cwd: rehearsal.cwd,
    env: rehearsalEnv(rehearsal),
    extendEnv: false,
    input: prompt,
    reject: false,
    timeout: 60_000,
    stripFinalNewline: false,
  });
  const rows = result.stdout.split('\n').filter((row) => row !== '');
  return { exitCode: result.exitCode, rows, stderr: result.stderr };
}

/** The lines as objects; throws where one is none. */
export function parseLines(rows: readonly string[]): readonly JsonLine[] {
  return rows.map((row) => jsonLine.parse(JSON.parse(row)));
}

/** How each CLI is told that it may edit, and that it may not. */
export const cliArgs = {
  claude: {
    edit: ['-p', '--output-format', 'stream-json', '--model', 'sonnet', '--permission-mode', 'acceptEdits'],
    readOnly: ['-p', '--output-format', 'stream-json', '--model', 'sonnet', '--permission-mode', 'plan'],
  },
  codex: {
    edit: ['exec', '--json', '-m', 'gpt-5.1-codex', '--sandbox', 'workspace-write', '-'],
    readOnly: ['exec', '--json', '-m', 'gpt-5.1-codex', '--sandbox', 'read-only', '-'],
  },
  gemini: {
    edit: ['-o', 'stream-json', '-m', 'gemini-2.5-pro', '--approval-mode', 'auto_edit'],
    readOnly: ['-o', 'stream-json', '-m', 'gemini-2.5-pro', '--approval-mode', 'plan'],
  },
} as const;
