import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { RunEvent } from '../../../src/core/runEvent';
import { calmParts, DevelopLab, eventsOf, planPart, workPart, type Ended, type MaoOptions, type Part } from './lab';

const files = { 'PRD.md': '# Product\n\n## 1. Greeting\n\nSay hello.\n', 'a.txt': 'one\n' };
const work = (workstream: string, model: string, fail: string, more: Part = {}): Part => ({
  when: { task: 'workstream', workstream, model },
  fail,
  ...more,
});

const messages = (ended: Ended, type: 'fallback' | 'log') => eventsOf(ended.events, type).map(({ message }) => message);
const attemptsOf = (ended: Ended) =>
  eventsOf(ended.events, 'attempt-start')
    .filter(({ task }) => task === undefined)
    .map(({ workstream, model, attempt }) => `${workstream} ${model} ${attempt}`);
const endOf = (events: readonly RunEvent[]) => eventsOf(events, 'run-end')[0];
const finished = (ended: Ended) =>
  eventsOf(ended.events, 'workstream-end').map(({ workstream, outcome, model }) => `${workstream} ${outcome} ${model}`);

describe('fallback of mao develop', function () {
  this.timeout(120_000);
  let lab: DevelopLab;
  beforeEach(() => (lab = new DevelopLab(files)));
  afterEach(() => lab.remove());
  const develop = (parts: readonly Part[], options: MaoOptions = {}, ...more: readonly string[]) =>
    lab.develop('1', { ...options, parts: [...parts, ...calmParts] }, ...more);

  it('ends green when the first model of each vendor is rate-limited, with less diversity and every switch in the log', async () => {
    const plan = planPart([
      { id: 'schemas', owns: ['b.txt'], model: 'gemini-pro' },
      { id: 'storage', owns: ['c.txt'], model: 'gpt-codex' },
      { id: 'implementation', owns: ['d.txt'], model: 'sonnet' },
    ]);
    const ended = await develop([
      plan,
      { when: { task: 'dependency-check', cli: 'claude' }, fail: 'rate-limited' },
      { when: { task: 'workstream', workstream: 'schemas', cli: 'gemini' }, fail: 'rate-limited' },
      { when: { task: 'workstream', cli: 'codex' }, fail: 'rate-limited' },
      { when: { task: 'workstream', cli: 'claude', model: 'sonnet' }, fail: 'rate-limited' },
      workPart('schemas', { 'b.txt': 'b\n' }),
      workPart('storage', { 'c.txt': 'c\n' }),
      workPart('implementation', { 'd.txt': 'd\n' }),
    ]);
    assert.equal(ended.code, 0, ended.stderr);
    assert.deepEqual(finished(ended).toSorted(), [
      'implementation succeeded opus',
      'schemas succeeded opus',
      'storage succeeded opus',
    ]);
    const end = endOf(ended.events);
    assert.ok(end && end.diversity.observed < end.diversity.expected, JSON.stringify(end));
    assert.equal(end.diversity.observed, 0);
    assert.deepEqual(messages(ended, 'fallback').toSorted(), [
      'Dependency check: fallback from haiku to gemini-flash (rate-limited)',
      'Implementation: fallback from gpt-codex to opus (rate-limited)',
      'Implementation: fallback from sonnet to gpt-codex (rate-limited)',
      'Schema generation: fallback from gemini-pro to sonnet (rate-limited)',
      'Schema generation: fallback from sonnet to opus (rate-limited)',
      'Storage: fallback from gpt-codex to sonnet (rate-limited)',
      'Storage: fallback from sonnet to opus (rate-limited)',
    ]);
  });

  it('serves somebody who has one vendor only', async () => {
    const ended = await develop(
      ['schemas', 'storage', 'core_logic', 'implementation', 'tests'].map((id) =>
        workPart(id, { [`${id}.txt`]: 'x\n' }),
      ),
      { without: ['claude', 'gemini'] },
    );
    assert.equal(ended.code, 0, ended.stderr);
    const doers = new Set(finished(ended).map((line) => line.split(' ').slice(1).join(' ')));
    assert.deepEqual(doers, new Set(['succeeded gpt-codex', 'succeeded o3']));
    assert.ok(
      messages(ended, 'log').some((said) =>
        /none of gemini-pro, sonnet, opus is on this machine and signed in/.test(said),
      ),
    );
  });

  it('gives work to who is signed in, when planning found the others signed out', async () => {
    const ended = await develop([
      { when: { cli: 'claude' }, fail: 'signed-out' },
      { when: { cli: 'gemini' }, fail: 'signed-out' },
      { when: { task: 'workstream' }, write: { 'z.txt': 'z\n' }, say: 'Done.' },
    ]);
    assert.equal(ended.code, 0, ended.stderr);
    assert.ok(finished(ended).includes('schemas succeeded gpt-codex'), finished(ended).join());
    const said = messages(ended, 'log').find((message) => message.startsWith('Schema generation: none of'));
    assert.match(said ?? '', /is on this machine and signed in; gpt-codex/);
  });

  it('lets Opus check what a section rests on, when both checkers fail', async () => {
    const ended = await develop([
      planPart([{ id: 'schemas', owns: ['b.txt'] }]),
      { when: { task: 'dependency-check', model: 'haiku' }, fail: 'overloaded' },
      { when: { task: 'dependency-check', cli: 'gemini' }, fail: 'overloaded' },
      workPart('schemas', { 'b.txt': 'b\n' }),
    ]);
    assert.equal(ended.code, 0, ended.stderr);
    assert.deepEqual(messages(ended, 'fallback'), [
      'Dependency check: fallback from haiku to gemini-flash (overloaded)',
      'Dependency check: fallback from gemini-flash to opus (overloaded)',
    ]);
  });

  it('says which path of the settings is wrong, when no CLI is left', async () => {
    const ended = await lab.develop('1', { without: ['claude', 'codex', 'gemini'] });
    assert.equal(ended.code, 3);
    assert.match(ended.stderr, /Claude Code: clis\.claude\.path is \S+no-such-cli, which is not a program/);
  });

  it('starts a model that cools down no more, in the next run too, until another setup of its CLI', async () => {
    const plan = planPart([{ id: 'schemas', owns: ['b.txt'], model: 'gemini-pro' }]);
    const first = await develop([
      plan,
      work('schemas', 'gemini-2.5-pro', 'rate-limited'),
      workPart('schemas', { 'b.txt': 'b\n' }),
    ]);
    assert.deepEqual(attemptsOf(first), ['schemas gemini-pro 1', 'schemas sonnet 2'], first.stderr);
    // The lab writes new parts into the CLIs' environment, so a second run must be of the very same setup.
    const again = await lab.again();
    assert.equal(again.code, 0, again.stderr);
    assert.deepEqual(attemptsOf(again), ['schemas sonnet 1']);
    assert.deepEqual(messages(again, 'fallback'), [
      'Schema generation: fallback from gemini-pro to sonnet (rate-limited)',
    ]);
    const [cooling] = messages(again, 'log').filter((message) => message.includes('cooling down'));
    assert.match(
      cooling ?? '',
      /^Schema generation: gemini-pro is cooling down until (\d{4}-\d\d-\d\d )?\d\d:\d\d:\d\d UTC \(in /,
    );
    const other = await develop([plan, workPart('schemas', { 'b.txt': 'b\n' })]);
    assert.deepEqual(attemptsOf(other), ['schemas gemini-pro 1']);
  });

  it('goes on with what is there after a crash, and tells the next model of it and of what was finished', async () => {
    const ended = await develop([
      planPart([
        { id: 'storage', owns: ['c.txt'], model: 'gpt-codex' },
        { id: 'schemas', owns: ['b.txt'], model: 'sonnet', dependsOn: ['storage'] },
      ]),
      workPart('storage', { 'c.txt': 'c\n' }),
      work('schemas', 'sonnet', 'crash', { leaves: { 'half.txt': 'half\n' } }),
      workPart('schemas', { 'b.txt': 'b\n' }),
    ]);
    assert.equal(ended.code, 0, ended.stderr);
    assert.deepEqual(
      eventsOf(ended.events, 'changes-proposed')[0]?.files.map(({ path, hunks }) => `${path} ${hunks[0]?.model}`),
      ['b.txt gemini-pro', 'c.txt gpt-codex', 'half.txt sonnet'],
    );
    const prompt = promptOf(lab, ended, '1-schemas-2-gemini-pro');
    assert.match(prompt, /sonnet/);
    assert.match(prompt, /crashed/);
    assert.match(prompt, /1\/storage by gpt-codex \(c\.txt\):\n.*storage is done\./);
  });

  it('goes on from the base after garbage', async () => {
    const ended = await develop([
      planPart([{ id: 'schemas', owns: ['b.txt'], model: 'sonnet' }]),
      work('schemas', 'sonnet', 'garbage', { leaves: { 'half.txt': 'half\n', 'a.txt': 'ruined\n' } }),
      workPart('schemas', { 'b.txt': 'b\n' }),
    ]);
    assert.equal(ended.code, 0, ended.stderr);
    assert.equal(eventsOf(ended.events, 'fallback')[0]?.reason, 'output-invalid');
    assert.deepEqual(
      eventsOf(ended.events, 'changes-proposed')[0]?.files.map(({ path }) => path),
      ['b.txt'],
    );
  });

  it('names a signed-out CLI once and goes on without it', async () => {
    const ended = await develop(
      [
        planPart([
          { id: 'schemas', owns: ['b.txt'], model: 'gemini-pro' },
          { id: 'storage', owns: ['c.txt'], model: 'gemini-pro', dependsOn: ['schemas'] },
        ]),
        { when: { cli: 'gemini' }, fail: 'signed-out' },
        workPart('schemas', { 'b.txt': 'b\n' }),
        workPart('storage', { 'c.txt': 'c\n' }),
      ],
      { config: 'maxParallel: 1' },
    );
    assert.equal(ended.code, 0, ended.stderr);
    assert.deepEqual(
      attemptsOf(ended).filter((attempt) => attempt.includes('gemini')),
      ['schemas gemini-pro 1'],
    );
    const warnings = eventsOf(ended.events, 'log').filter(
      ({ level, message }) => level === 'warning' && /signed in/.test(message),
    );
    assert.equal(warnings.length, 1);
    assert.match(warnings[0]?.message ?? '', /run `gemini` once in a terminal.*This run goes on without gemini\.$/);
    assert.equal(messages(ended, 'fallback').filter((message) => message.includes('(not-signed-in)')).length, 2);
  });

  it('ends the run when a CLI says that nothing is trusted', async () => {
    const ended = await develop([
      planPart([
        { id: 'schemas', owns: ['b.txt'], model: 'gemini-pro' },
        { id: 'storage', owns: ['c.txt'], model: 'gpt-codex', dependsOn: ['schemas'] },
      ]),
      { when: { task: 'workstream', cli: 'gemini' }, fail: 'untrusted' },
      workPart('storage', { 'c.txt': 'c\n' }),
    ]);
    assert.equal(ended.code, 1, ended.stderr);
    const end = endOf(ended.events);
    assert.deepEqual([end?.outcome, end?.failure?.code], ['failed', 'untrusted']);
    assert.deepEqual(attemptsOf(ended), ['schemas gemini-pro 1']);
    assert.deepEqual(messages(ended, 'fallback'), []);
  });

  it('stops before the next attempt when the budget is used up, and keeps what is finished', async () => {
    const plan = planPart([
      { id: 'schemas', owns: ['b.txt'], model: 'gemini-pro' },
      { id: 'storage', owns: ['c.txt'], model: 'gpt-codex', dependsOn: ['schemas'] },
    ]);
    const parts = [plan, workPart('schemas', { 'b.txt': 'b\n' }), workPart('storage', { 'c.txt': 'c\n' })];
    const free = await develop(parts);
    assert.equal(free.code, 0, free.stderr);
    const used = (ended: Ended, fits: (event: RunEvent) => boolean) =>
      eventsOf(ended.events, 'usage-update')
        .filter(fits)
        .reduce((sum, event) => Math.max(sum, event.inputTokens + event.outputTokens), 0);
    const planning = used(free, ({ task }) => task === 'plan') + used(free, ({ task }) => task === 'dependency-check');
    const ended = await develop(parts, { config: `budget: { tokens: ${planning + 1} }` });
    assert.equal(ended.code, 1, ended.stderr);
    assert.deepEqual(finished(ended), ['schemas succeeded gemini-pro', 'storage failed gpt-codex']);
    const end = endOf(ended.events);
    assert.deepEqual([end?.outcome, end?.failure?.code], ['unclean', 'budget']);
    assert.match(
      ended.stderr,
      /The budget of this run is used up \([\d,]+ of [\d,]+ tokens\)\. .*raise budget\.tokens/,
    );
    assert.equal(messages(ended, 'log').filter((message) => message.includes('raise budget.tokens')).length, 1);
    assert.deepEqual(
      eventsOf(ended.events, 'changes-proposed')[0]?.files.map(({ path }) => path),
      ['b.txt'],
    );
    assert.equal(eventsOf(ended.events, 'report-written').length, 1);
  });

  it('shows the exact command lines of a plan once in a workspace', async () => {
    const parts = [
      planPart([{ id: 'schemas', owns: ['b.txt'], model: 'gemini-pro' }]),
      workPart('schemas', { 'b.txt': 'b\n' }),
    ];
    const first = await develop(parts);
    const [proposed] = eventsOf(first.events, 'plan-proposed');
    const gemini = proposed?.commands?.find(({ models }) => models.includes('gemini-pro'));
    assert.ok(gemini);
    assert.equal(gemini.commandLine[0], process.execPath);
    assert.deepEqual(gemini.commandLine.slice(2), [
      ...['gemini', '-o', 'stream-json', '-m', 'gemini-2.5-pro', '--approval-mode', 'auto_edit', '--skip-trust'],
    ]);
    assert.match(gemini.pays, /^the account that Gemini CLI is signed in to$/);
    assert.match(first.stderr, /New in this workspace, .*\n {2}\S+ \S+ gemini -o stream-json/);
    const second = await develop(parts);
    assert.equal(eventsOf(second.events, 'plan-proposed')[0]?.commands, undefined);
    assert.doesNotMatch(second.stderr, /New in this workspace/);
    const keyed = await develop(parts, {
      environment: { GEMINI_API_KEY: 'k' },
      config: 'billing: { allowApiKeys: true }',
    });
    const shown = eventsOf(keyed.events, 'plan-proposed')[0]?.commands ?? [];
    assert.deepEqual(
      [...new Set(shown.map(({ cli, pays }) => `${cli}: ${pays}`))],
      ['gemini: the API key in GEMINI_API_KEY, billed by use'],
    );
  });
});

/** The prompt of an attempt, as its transcript holds it: Gemini CLI repeats it. */
function promptOf(lab: DevelopLab, ended: Ended, attempt: string): string {
  const folder = join(lab.workspace, '.mao', 'runs', ended.events[0]?.runId ?? '', 'transcripts');
  const name = readdirSync(folder).find((file) => file === `${attempt}.jsonl`);
  assert.ok(name, readdirSync(folder).join(' '));
  const lines = readFileSync(join(folder, name), 'utf8').split('\n');
  const found = lines.find((line) => line.includes('"role":"user"')) ?? '{}';
  return z.object({ content: z.string() }).parse(JSON.parse(found)).content;
}
