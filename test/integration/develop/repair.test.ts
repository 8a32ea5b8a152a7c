import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { calmParts, DevelopLab, eventsOf, planPart, workPart, type Ended, type Part } from './lab';

/** Red when a file of `parts` says so; a file can ask for another that must be there. Names no file. */
const check = `import { existsSync, readdirSync, readFileSync } from 'node:fs';
for (const name of readdirSync('parts')) {
  const text = readFileSync('parts/' + name, 'utf8');
  if (text.includes('broken')) { console.log('something is broken'); process.exit(1); }
  const needs = /needs (\\S+)/.exec(text);
  if (needs && !existsSync(needs[1])) { console.log('something is missing'); process.exit(1); }
}
`;
const style = `import { readFileSync, readdirSync } from 'node:fs';
if (readdirSync('parts').some((name) => readFileSync('parts/' + name, 'utf8').includes('ugly'))) process.exit(1);
`;
const files = {
  'PRD.md': '# Product\n\n## 1. Greeting\n\nSay hello.\n',
  'parts/base.txt': 'base\n',
  'check.mjs': check,
  'style.mjs': style,
  'package.json': JSON.stringify({
    name: 'w',
    version: '1.0.0',
    scripts: { typecheck: 'node style.mjs', test: 'node check.mjs' },
  }),
};
const four = planPart([
  { id: 'schemas', owns: ['parts/schemas.txt'], model: 'gemini-pro' },
  { id: 'storage', owns: ['parts/storage.txt'], model: 'gpt-codex', dependsOn: ['schemas'] },
  { id: 'core_logic', owns: ['parts/core.txt'], model: 'o3', dependsOn: ['schemas'] },
  { id: 'implementation', owns: ['parts/desk.txt'], model: 'sonnet' },
]);
const fine = (id: string, file: string) => workPart(id, { [`parts/${file}.txt`]: `${id}\n` });
const schemas = fine('schemas', 'schemas');
const storage = fine('storage', 'storage');
const core = fine('core_logic', 'core');
const desk = fine('implementation', 'desk');
const brokenCore = workPart('core_logic', { 'parts/core.txt': 'one\nbroken\n' });
const repair = (write: Readonly<Record<string, unknown>>, more: Readonly<Record<string, unknown>> = {}): Part => ({
  when: { task: 'repair', ...more },
  write,
  say: 'Mended.',
});

describe('mao develop with a red verification', function () {
  this.timeout(90_000);
  let lab: DevelopLab;
  beforeEach(() => (lab = new DevelopLab(files)));
  afterEach(() => lab.remove());
  const develop = (parts: readonly Part[], config = '', ...more: readonly string[]) =>
    lab.develop('1', { parts: [...parts, ...calmParts], config }, ...more);
  const culprits = ({ events }: Ended) =>
    eventsOf(events, 'culprit-found').map(({ section, workstream, proof }) => [section, workstream, proof]);
  const repairs = ({ events }: Ended) =>
    eventsOf(events, 'repair-end').map(({ workstream, round, model, outcome, rolledBack }) => [
      workstream,
      round,
      model,
      outcome,
      ...(rolledBack === undefined ? [] : [rolledBack]),
    ]);
  const outcome = ({ events }: Ended) => eventsOf(events, 'run-end')[0]?.outcome;
  const hunks = ({ events }: Ended, path: string) =>
    eventsOf(events, 'changes-proposed')[0]
      ?.files.find((file) => file.path === path)
      ?.hunks.map(({ model, workstream, lines }) => [model, workstream, lines.start, lines.end]);

  it('names the culprit among four and lets its author repair it', async () => {
    const ended = await develop(
      [
        four,
        schemas,
        storage,
        brokenCore,
        desk,
        repair({ 'parts/core.txt': 'one\ntwo\n' }, { workstream: 'core_logic' }),
      ],
      '',
      '--apply',
    );
    assert.equal(ended.code, 0, ended.stderr);
    assert.deepEqual(culprits(ended), [['1', 'core_logic', 'alone']]);
    assert.deepEqual(repairs(ended), [['core_logic', 1, 'o3', 'succeeded']]);
    assert.equal(outcome(ended), 'succeeded');
    assert.deepEqual(hunks(ended, 'parts/core.txt'), [['o3', 'core_logic', 1, 2]]);
    assert.equal(lab.read('parts/core.txt'), 'one\ntwo\n');
    assert.equal(eventsOf(ended.events, 'workstream-end').find((end) => end.workstream === 'core_logic')?.model, 'o3');
    const { stdout } = await lab.mao(['report']);
    assert.match(stdout, /done, verified/);
  });

  it('gives the author what it needs: output, command, brief, and no path of another worktree', async () => {
    const ended = await develop([
      four,
      ...[schemas, storage, desk],
      workPart('core_logic', { 'parts/core.txt': 'broken\n', 'parts/where.txt': 'x\n' }),
      repair({ 'parts/core.txt': 'two\n' }),
    ]);
    assert.equal(ended.code, 0, ended.stderr);
    const start = eventsOf(ended.events, 'repair-start')[0];
    assert.deepEqual([start?.workstream, start?.round, start?.model], ['core_logic', 1, 'o3']);
    const folder = join(lab.workspace, '.mao/runs', ended.events[0]?.runId ?? '');
    const transcripts = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    assert.ok(
      transcripts.some((name) => /1-repair-core_logic-1-o3/.test(name)),
      transcripts.join(' '),
    );
  });

  it('falls back to Opus in the specification’s words when the author can not, and names Opus as the writer', async () => {
    const ended = await develop([
      ...[four, schemas, storage, brokenCore, desk],
      { when: { task: 'repair', cli: 'codex' }, fail: 'overloaded' },
      repair({ 'parts/core.txt': 'one\nby opus\n' }, { cli: 'claude' }),
    ]);
    assert.equal(ended.code, 0, ended.stderr);
    assert.deepEqual(
      eventsOf(ended.events, 'fallback').map(({ message }) => message),
      ['Repair: fallback from o3 to opus (overloaded)'],
    );
    assert.deepEqual(repairs(ended), [['core_logic', 1, 'opus', 'succeeded']]);
    assert.deepEqual(hunks(ended, 'parts/core.txt'), [
      ['o3', 'core_logic', 1, 1],
      ['opus', 'core_logic', 2, 2],
    ]);
    const end = eventsOf(ended.events, 'run-end')[0];
    assert.equal(end?.diversity.observed, end?.diversity.expected);
  });

  it('takes a repair back that makes another check fail, and Opus has the next round', async () => {
    const ended = await develop([
      ...[four, schemas, storage, brokenCore, desk],
      repair({ 'parts/core.txt': 'one\nugly\n' }, { cli: 'codex' }),
      repair({ 'parts/core.txt': 'one\nclean\n' }, { cli: 'claude' }),
    ]);
    assert.equal(ended.code, 0, ended.stderr);
    assert.deepEqual(repairs(ended), [
      ['core_logic', 1, 'o3', 'failed', 'type check passed before and failed after it'],
      ['core_logic', 2, 'opus', 'succeeded'],
    ]);
    const proposed = eventsOf(ended.events, 'changes-proposed')[0];
    assert.equal(proposed?.files.length, 4);
    assert.match((await lab.mao(['report'])).stdout, /done, verified/);
  });

  it('takes a repair back that changes files of others and helps nothing', async () => {
    const ended = await develop(
      [
        ...[four, schemas, storage, brokenCore, desk],
        repair({ 'parts/desk.txt': 'changed\n' }, { cli: 'codex' }),
        repair({ 'parts/core.txt': 'still broken\n' }, { cli: 'claude' }),
      ],
      '',
      '--apply',
    );
    assert.equal(ended.code, 1, ended.stderr);
    assert.equal(outcome(ended), 'unclean');
    assert.deepEqual(repairs(ended), [
      ['core_logic', 1, 'o3', 'failed', 'it changed parts/desk.txt, not its own, and the checks stayed red'],
      ['core_logic', 2, 'opus', 'failed'],
    ]);
    assert.deepEqual(hunks(ended, 'parts/desk.txt'), [['sonnet', 'implementation', 1, 1]]);
    assert.equal(lab.tree()['parts/core.txt'], undefined);
    const { stdout } = await lab.mao(['report']);
    assert.match(stdout, /1 of 2 checks red/);
    assert.match(stdout, /taken back/);
  });

  it('repairs nothing that was red before the run, and says so', async () => {
    lab.write('parts/base.txt', 'broken\n');
    const ended = await develop(
      [...[four, schemas, storage, core, desk], repair({ 'parts/base.txt': 'x\n' })],
      '',
      '--apply',
    );
    assert.equal(ended.code, 1, ended.stderr);
    assert.equal(outcome(ended), 'unclean');
    assert.deepEqual(culprits(ended), []);
    assert.deepEqual(repairs(ended), []);
    const told = eventsOf(ended.events, 'log').find(({ redBefore }) => redBefore !== undefined);
    assert.deepEqual(told?.redBefore, ['tests']);
    assert.equal(lab.tree()['parts/core.txt'], undefined);
    assert.match((await lab.mao(['report'])).stdout, /1 of 2 checks red as before this run/);
  });

  it('says honestly that no single workstream explains it, and which do together', async () => {
    const ended = await develop([
      ...[four, schemas, desk, brokenCore],
      workPart('storage', { 'parts/storage.txt': 'broken\n' }),
      repair({ 'parts/storage.txt': 'fine\n' }, { model: /codex/, cli: 'codex', workstream: 'storage' }),
      repair({ 'parts/storage.txt': 'fine\n', 'parts/core.txt': 'fine\n' }, { cli: 'claude' }),
    ]);
    assert.equal(ended.code, 0, ended.stderr);
    assert.deepEqual(culprits(ended).toSorted(), [
      ['1', 'core_logic', 'together'],
      ['1', 'storage', 'together'],
    ]);
    assert.ok(
      eventsOf(ended.events, 'log').some(({ message }) => message.includes('no single workstream explains it')),
    );
    assert.equal(repairs(ended).at(-1)?.[2], 'opus');
    assert.equal(outcome(ended), 'succeeded');
  });

  it('names the culprit and repairs nothing when there are to be no rounds', async () => {
    const ended = await develop([four, schemas, storage, brokenCore, desk], 'repairRounds: 0', '--apply');
    assert.equal(ended.code, 1, ended.stderr);
    assert.deepEqual(culprits(ended), [['1', 'core_logic', 'alone']]);
    assert.deepEqual(repairs(ended), []);
    assert.equal(lab.tree()['parts/core.txt'], undefined);
  });

  it('ends tests that hang at the limit, names who made them hang, and has it repaired', async () => {
    lab.write(
      'check.mjs',
      `${check}if (existsSync('parts/core.txt') && readFileSync('parts/core.txt', 'utf8').includes('hang')) setInterval(() => {}, 1000);\n`,
    );
    const ended = await develop(
      [
        planPart([{ id: 'core_logic', owns: ['parts/core.txt'], model: 'o3' }]),
        workPart('core_logic', { 'parts/core.txt': 'hang\n' }),
        repair({ 'parts/core.txt': 'end\n' }),
      ],
      `checks: [{ name: tests, command: [node, check.mjs] }]\nlimits: { checkSeconds: 8 }`,
    );
    assert.equal(ended.code, 0, ended.stderr);
    assert.deepEqual(
      eventsOf(ended.events, 'check-end').map((end) => [end.name, end.outcome]),
      [
        ['tests', 'timed-out'],
        ['tests', 'passed'],
      ],
    );
    assert.deepEqual(culprits(ended), [['1', 'core_logic', 'alone']]);
    assert.deepEqual(repairs(ended), [['core_logic', 1, 'o3', 'succeeded']]);
  });

  it('never lets a repair decide what the checks run', async () => {
    const manifest = readFileSync(join(lab.workspace, 'package.json'), 'utf8').replace('node check.mjs', 'true');
    const ended = await develop([
      ...[four, schemas, storage, brokenCore, desk],
      repair({ 'package.json': manifest }, { cli: 'codex' }),
      repair({ 'package.json': manifest }, { cli: 'claude' }),
    ]);
    assert.equal(ended.code, 1, ended.stderr);
    assert.deepEqual(
      repairs(ended).map(([, , , result]) => result),
      ['failed', 'failed'],
    );
    const proposed = eventsOf(ended.events, 'changes-proposed')[0]?.files.map(({ path }) => path);
    assert.ok(!proposed?.includes('package.json'), String(proposed));
  });
});
