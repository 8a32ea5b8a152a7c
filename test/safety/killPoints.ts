import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runEventSchema, type RunEvent } from '../../src/core/runEvent';
import { calmParts, eventsOf, planPart, workPart, type DevelopLab, type Part } from '../integration/develop/lab';

/** Where a run is killed: `afterMs` after the `nth` event (from 1) that `fits`. */
export interface KillPoint {
  readonly name: string;
  readonly fits: (event: RunEvent) => boolean;
  readonly nth?: number;
  readonly afterMs?: number;
}

const type =
  (...types: readonly RunEvent['type'][]) =>
  (event: RunEvent) =>
    types.includes(event.type);
const task = (name: string) => (event: RunEvent) => event.type === 'attempt-start' && event.task === name;

/** Points of every phase of a run; the first ones are a good handful for every day. */
export const killPoints: readonly KillPoint[] = [
  { name: 'while planning', fits: task('plan'), afterMs: 30 },
  { name: 'as two workstreams are written', fits: type('tool-use'), nth: 2 },
  { name: 'as the first workstream ends', fits: type('workstream-end') },
  { name: 'between an attempt and its workstream', fits: type('attempt-end'), nth: 4 },
  { name: 'while checks run', fits: type('check-start'), afterMs: 20 },
  { name: 'as the changes are proposed', fits: type('changes-proposed') },
  { name: 'at the start', fits: type('run-start') },
  { name: 'as the plan is proposed', fits: type('plan-proposed') },
  { name: 'as the plan is approved', fits: type('plan-approved') },
  { name: 'as worktrees are made', fits: type('plan-approved'), afterMs: 40 },
  { name: 'as the first attempt starts', fits: type('workstream-start') },
  { name: 'in the first text', fits: (event) => event.type === 'text-delta' && event.workstream !== undefined },
  { name: 'while a commit is made', fits: type('attempt-end'), nth: 3, afterMs: 5 },
  { name: 'as the second workstream ends', fits: type('workstream-end'), nth: 2 },
  { name: 'as the third workstream ends', fits: type('workstream-end'), nth: 3, afterMs: 10 },
  { name: 'as a conflict is found', fits: type('conflict-found') },
  { name: 'as a conflict is resolved', fits: type('conflict-resolved') },
  { name: 'while the result is reviewed', fits: task('consistency-review'), afterMs: 30 },
  { name: 'as a check ends', fits: type('check-end') },
  { name: 'as the changes are applied', fits: type('changes-applied') },
  { name: 'while the changes are applied', fits: type('changes-proposed'), afterMs: 15 },
  { name: 'as the report is written', fits: type('report-written') },
];

const check =
  'import { readFileSync } from "node:fs";\nif (!readFileSync("a.txt", "utf8").includes("LOGIC")) process.exit(1);\n';

/** The workspace of the procedure. */
export const killedFiles = {
  'PRD.md': '# Product\n\n## 1. Greeting\n\nSay hello.\n',
  'a.txt': 'one\ntwo\nthree\n',
  'package.json': JSON.stringify({ name: 'w', version: '1.0.0', scripts: { test: 'node check.mjs' } }),
  'check.mjs': check,
};

const joined = 'FILE: a.txt\n```\none\nLOGIC and STORAGE\nthree\n```\n';

/** Two workstreams that conflict, one that builds on both, one beside them. */
export const killedParts: readonly Part[] = [
  planPart([
    { id: 'schemas', owns: ['b.txt'], model: 'gemini-pro' },
    { id: 'storage', owns: ['s.txt'], model: 'gpt-codex' },
    { id: 'logic', owns: ['a.txt'], model: 'sonnet' },
    { id: 'tests', owns: ['t.txt'], model: 'sonnet', dependsOn: ['storage', 'logic'] },
  ]),
  workPart('schemas', { 'b.txt': 'schemas\n' }),
  workPart('storage', { 's.txt': 'storage\n', 'a.txt': 'one\nSTORAGE\nthree\n' }),
  workPart('logic', { 'a.txt': 'one\nLOGIC\nthree\n' }),
  workPart('tests', { 't.txt': 'tests\n' }),
  { when: { task: 'conflict' }, body: joined },
  ...calmParts,
];

/** Pids of living processes that this lab's commands started; by what their environment or command line names. Linux. */
export function survivors(root: string): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .map(Number)
    .filter((pid) => {
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
        if (/^[ZX]/.test(stat.slice(stat.lastIndexOf(')') + 2))) return false;
        const read = (file: string) => readFileSync(`/proc/${pid}/${file}`, 'latin1');
        return read('cmdline').includes(root) || read('environ').includes(root);
      } catch {
        return false; // gone meanwhile, or not ours to read
      }
    });
}

/** The events of the newest run on disk. */
export function loggedEvents(lab: DevelopLab): readonly RunEvent[] {
  const runs = join(lab.workspace, '.mao', 'runs');
  const newest = readdirSync(runs).sort().at(-1) ?? '';
  const lines = readFileSync(join(runs, newest, 'events.jsonl'), 'utf8')
    .split('\n')
    .slice(0, -1);
  return lines.map((line) => runEventSchema.parse(JSON.parse(line)));
}

/** Runs a `mao` command that prints events and kills it at a point; resolves when it is gone. False: it ended before. */
export async function killAt(
  lab: DevelopLab,
  args: readonly string[],
  point: KillPoint,
  parts = killedParts,
  beforeKill: (pid: number) => void = () => undefined,
): Promise<boolean> {
  let killed = false;
  await lab.mao([...args, '--json'], {
    parts,
    onStart: (child) => {
      let rest = '';
      let seen = 0;
      const kill = () => {
        if (child.exitCode !== null) return;
        if (child.pid !== undefined) beforeKill(child.pid);
        killed = child.kill('SIGKILL');
      };
      child.stdout?.on('data', (chunk: string) => {
        const lines = (rest + chunk).split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) {
          if (!point.fits(runEventSchema.parse(JSON.parse(line)))) continue;
          if (++seen === (point.nth ?? 1)) setTimeout(kill, point.afterMs ?? 0);
        }
      });
    },
  });
  return killed;
}

/** How long a process of a killed run may go on living. */
const survivalMs = 5000;

/** Rejects unless everything that the lab's commands started is gone within 5 s. */
export async function assertNoSurvivors(lab: DevelopLab): Promise<void> {
  const until = Date.now() + survivalMs;
  while (survivors(lab.root).length > 0 && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 50));
  const left = survivors(lab.root).map((pid) => readFileSync(`/proc/${pid}/cmdline`, 'latin1').replaceAll('\0', ' '));
  assert.deepEqual(left, [], 'processes outlived the host for 5 s');
}

/** Holds a resumed run's log against what must be true of it: nothing finished is lost or done twice, nothing is missing. */
export function assertNothingTwice(before: readonly RunEvent[], after: readonly RunEvent[]): void {
  assert.deepEqual(
    after.map(({ seq }) => seq),
    after.map((_, index) => index + 1),
    'seq has gaps',
  );
  assert.deepEqual(after.slice(0, before.length), before, 'the log of before was changed');
  const finished = eventsOf(before, 'workstream-end')
    .filter(({ outcome }) => outcome === 'succeeded')
    .map(({ workstream }) => workstream);
  const again = eventsOf(after.slice(before.length), 'attempt-start').filter(
    ({ task: what, workstream }) => what === undefined && finished.includes(workstream),
  );
  assert.deepEqual(again, [], 'a finished workstream was done again');
  const ends = eventsOf(after, 'workstream-end').filter(({ outcome }) => outcome === 'succeeded');
  assert.deepEqual(ends.map(({ workstream }) => workstream).sort(), ['logic', 'schemas', 'storage', 'tests']);
  const asked = eventsOf(after, 'conflict-resolved').filter(({ file }) => file === 'a.txt').length;
  assert.ok(asked >= 1, 'the conflict was not resolved');
  assert.equal(eventsOf(after, 'changes-applied').length, 1, 'not applied exactly once');
  assert.equal(after.at(-1)?.type, 'run-end');
  assert.equal(eventsOf(after, 'run-end').at(-1)?.outcome, 'succeeded');
}

/** Kills `mao develop --apply` at a point, looks for survivors, goes on with `mao resume`, and checks all of it. */
export async function killAndResume(lab: DevelopLab, point: KillPoint): Promise<void> {
  const killed = await killAt(lab, ['develop', '1', '--yes', '--apply'], point);
  assert.ok(killed, `${point.name}: the run ended before`);
  await assertNoSurvivors(lab);
  const before = loggedEvents(lab);
  const resumed = await lab.mao(['resume', '--yes', '--json'], { parts: killedParts });
  if (before.at(-1)?.type === 'run-end') {
    assert.equal(resumed.code, 2, resumed.stderr); // faster than the kill, and finished
    return;
  }
  assert.equal(resumed.code, 0, `${point.name}: ${resumed.stderr}`);
  const after = loggedEvents(lab);
  assertNothingTwice(before, after);
  assert.equal(lab.read('a.txt'), 'one\nLOGIC and STORAGE\nthree\n');
  assert.deepEqual([lab.read('b.txt'), lab.read('s.txt'), lab.read('t.txt')], ['schemas\n', 'storage\n', 'tests\n']);
  await assertNoSurvivors(lab);
}
