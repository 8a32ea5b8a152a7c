import assert from 'node:assert/strict';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { calmParts, DevelopLab, eventsOf, type Ended, type Part } from '../develop/lab';

const store = `export function load(text) {
  return JSON.parse(text);
}
export function first(list) {
  return list[0].name;
}
`;
const desk = 'export function open(input) {\n  return eval(input);\n}\n';
const mendedLoad = store.replace('  return JSON.parse(text);', '  return parsed(text) ?? [];');
const mendedStore = mendedLoad.replace('list[0].name', 'list[0]?.name');
const mendedDesk = desk.replace('eval(input)', 'String(input)');
/** Red while a source file says "broken". */
const check =
  "import { readdirSync, readFileSync } from 'node:fs';\nfor (const name of readdirSync('src')) if (readFileSync('src/' + name, 'utf8').includes('broken')) { console.log(name + ' is broken'); process.exit(1); }\n";
const files = {
  'PRD.md': '# Product\n\n## 1. Loans\n\nLoad loans. A damaged text is reported.\n',
  'src/store.js': store,
  'src/desk.js': desk,
  'check.mjs': check,
  'package.json': JSON.stringify({ name: 'w', version: '1.0.0', scripts: { test: 'node check.mjs' } }),
};

const finding = (file: string, quote: string, message: string, severity = 'warning') => ({
  ...{ file, quote, message, severity, category: 'robustness', why: 'It ends the program', suggestion: 'Handle it' },
});
const damaged = finding('src/store.js', '  return JSON.parse(text);', 'A damaged text ends the program', 'error');
const empty = finding('src/store.js', '  return list[0].name;', 'An empty list ends the program');
const code = finding('src/desk.js', '  return eval(input);', 'Input is run as code');
const review = (dimension: string, ...findings: readonly object[]): Part => ({
  when: { task: 'qa-review', dimension },
  json: { assessed: true, score: 80, summary: `${dimension} seen.`, findings },
});
const clean = (dimension: string) => review(dimension);
const synthesis: Part = {
  when: { task: 'qa-synthesis' },
  json: { summary: '', categories: [], duplicates: [], fixes: [{ finding: 'F1', model: 'gemini-pro' }] },
};
const qaParts = [
  ...['prd_compliance', 'type_safety', 'architecture'].map(clean),
  review('error_handling', damaged, empty),
  review('security', code),
  synthesis,
];
const fixPart = (write: Readonly<Record<string, string>>, more: Readonly<Record<string, unknown>> = {}): Part => ({
  when: { task: 'fix', ...more },
  write,
  say: 'Mended.',
});
const loadFixed = fixPart({ 'src/store.js': mendedLoad });

describe('mao fix with scripted CLIs', function () {
  this.timeout(180_000);
  let lab: DevelopLab;
  let ids: Readonly<Record<'damaged' | 'empty' | 'code', string>>;

  const qa = async (parts: readonly Part[] = qaParts) => {
    const ended = await lab.mao(['qa', '1', '--json', '--paths', 'src'], { parts });
    assert.equal(ended.code, 0, ended.stderr);
    return ended;
  };
  const fix = (args: readonly string[], parts: readonly Part[], config = '') =>
    lab.mao(['fix', ...args, '--yes', '--json'], { parts: [...parts, ...calmParts], config });
  const checked = ({ events }: Ended) =>
    eventsOf(events, 'finding-checked').map(({ id, outcome, by }) => [id, outcome, by]);
  const asked = ({ events }: Ended) => eventsOf(events, 'attempt-start').filter(({ task }) => task === 'qa-review');

  beforeEach(async () => {
    lab = new DevelopLab(files);
    const found = eventsOf((await qa()).events, 'finding');
    const idOf = (message: string) => found.find((one) => one.message === message)?.id ?? '';
    ids = { damaged: idOf(damaged.message), empty: idOf(empty.message), code: idOf(code.message) };
  });
  afterEach(() => lab.remove());

  it('mends a finding by the model it is assigned to, as a run like any other, and sees it gone by its code', async () => {
    const ended = await fix([ids.damaged, '--apply'], [loadFixed]);
    assert.equal(ended.code, 0, ended.stderr);
    assert.equal(lab.read('src/store.js'), mendedLoad);
    assert.equal(ended.events[0]?.type === 'run-start' && ended.events[0].command, 'fix');
    assert.deepEqual(
      ended.events.map(({ seq }) => seq),
      ended.events.map((_, at) => at + 1),
    );
    const [plan] = eventsOf(ended.events, 'plan-proposed');
    assert.equal(plan?.source, 'findings');
    assert.deepEqual(
      plan.plan.sections.map(({ id, workstreams }) => [id, workstreams.map((one) => [one.id, one.model, one.owns])]),
      [['1', [['fix-store', 'gemini-pro', ['src/store.js']]]]],
    );
    assert.deepEqual(
      eventsOf(ended.events, 'finding').map(({ id }) => id),
      [ids.damaged],
    );
    assert.deepEqual(checked(ended), [[ids.damaged, 'fixed', undefined]]);
    assert.deepEqual(asked(ended), []);
    assert.deepEqual(
      eventsOf(ended.events, 'check-end').map(({ outcome }) => outcome),
      ['passed'],
    );
    assert.deepEqual(
      eventsOf(ended.events, 'changes-proposed')[0]?.files.map(({ path, hunks }) => [path, hunks[0]?.model]),
      [['src/store.js', 'gemini-pro']],
    );
    const report = readFileSync(eventsOf(ended.events, 'report-written')[0]?.file ?? '', 'utf8');
    assert.match(report, /# Fix in section 1 Loans: done, verified/);
    assert.match(report, /\*\*Fixed\*\*: `src\/store\.js:2` A damaged text ends the program/);
    // The next QA knows what became of it, and reverting brings the code back.
    const again = await qa([
      ...['prd_compliance', 'type_safety', 'architecture', 'security'].map(clean),
      review('error_handling', empty),
      synthesis,
    ]);
    const gone = eventsOf(again.events, 'score')[0]?.gone ?? [];
    assert.equal(gone.find(({ id }) => id === ids.damaged)?.how, 'fixed');
    const runId = ended.events[0]?.runId ?? '';
    assert.equal((await lab.mao(['revert', runId])).code, 0);
    assert.equal(lab.read('src/store.js'), store);
  });

  it('mends all findings of a file in one workstream, by the model that is named', async () => {
    const ended = await fix(
      ['--all', 'src/store.js', '--model', 'Sonnet'],
      [fixPart({ 'src/store.js': mendedStore }, { model: 'sonnet' })],
    );
    assert.equal(ended.code, 0, ended.stderr);
    assert.deepEqual(
      eventsOf(ended.events, 'workstream-end').map(({ workstream, model, files: changed }) => [
        workstream,
        model,
        changed,
      ]),
      [['fix-store', 'sonnet', ['src/store.js']]],
    );
    assert.deepEqual(
      checked(ended).toSorted(),
      [
        [ids.damaged, 'fixed', undefined],
        [ids.empty, 'fixed', undefined],
      ].toSorted(),
    );
    assert.equal(lab.read('src/store.js'), store, 'nothing is applied unasked');
    const applied = await lab.mao(['apply']);
    assert.equal(applied.code, 0, applied.stderr);
    assert.equal(lab.read('src/store.js'), mendedStore);
    const none = await fix(['--all', 'src/store.js'], []);
    assert.equal(none.code, 2);
    assert.match(none.stderr, /no finding left in src\/store\.js/);
  });

  it('mends files side by side, each in a workstream of its own', async () => {
    const parts = [
      fixPart({ 'src/store.js': mendedLoad }, { workstream: 'fix-store' }),
      fixPart({ 'src/desk.js': mendedDesk }, { workstream: 'fix-desk' }),
    ];
    const ended = await fix([ids.damaged, ids.code, '--apply'], parts);
    assert.equal(ended.code, 0, ended.stderr);
    assert.equal(eventsOf(ended.events, 'workstream-end').length, 2);
    assert.deepEqual([lab.read('src/store.js'), lab.read('src/desk.js')], [mendedLoad, mendedDesk]);
  });

  it('asks the dimension’s reviewer about a finding whose code is still there, and says when it still holds', async () => {
    const elsewhere = fixPart({ 'src/store.js': `// load(text) is given checked text\n${store}` });
    const open = await fix([ids.damaged, '--apply'], [elsewhere, review('error_handling', empty, damaged)]);
    assert.equal(open.code, 1, open.stderr);
    assert.deepEqual(checked(open), [[ids.damaged, 'open', 'sonnet']]);
    assert.equal(asked(open).length, 1);
    assert.equal(asked(open)[0]?.dimension, 'error_handling');
    const said = eventsOf(open.events, 'log').map(({ message }) => message);
    assert.ok(
      said.includes(
        'Still there: src/store.js:2 A damaged text ends the program (sonnet: A damaged text ends the program)',
      ),
      said.join('\n'),
    );
    const runId = open.events[0]?.runId ?? '';
    assert.equal((await lab.mao(['revert', runId])).code, 0);
    // A reviewer may speak of other things: what is not at this place does not count.
    const fixed = await fix([ids.damaged, '--apply'], [elsewhere, review('error_handling', empty)]);
    assert.equal(fixed.code, 0, fixed.stderr);
    assert.deepEqual(checked(fixed), [[ids.damaged, 'fixed', 'sonnet']]);
    const again = await qa([
      ...['prd_compliance', 'type_safety', 'architecture', 'security'].map(clean),
      review('error_handling', empty),
      synthesis,
    ]);
    const gone = eventsOf(again.events, 'score')[0]?.gone ?? [];
    assert.equal(gone.find(({ id }) => id === ids.damaged)?.how, 'fixed');
  });

  it('falls back in the specification’s words, and a fix that changes nothing is none', async () => {
    const parts = [{ when: { task: 'fix', cli: 'gemini' }, say: 'I would not change it.' }, loadFixed];
    const ended = await fix([ids.damaged], parts);
    assert.equal(ended.code, 0, ended.stderr);
    assert.deepEqual(
      eventsOf(ended.events, 'fallback').map(({ message }) => message),
      ['Fix of src/store.js: fallback from gemini-pro to sonnet (output-empty)'],
    );
  });

  it('names the culprit of a red verification and has it repaired', async () => {
    const parts = [
      fixPart({ 'src/store.js': `${mendedLoad}// broken\n` }, { workstream: 'fix-store' }),
      fixPart({ 'src/desk.js': mendedDesk }, { workstream: 'fix-desk' }),
      { when: { task: 'repair' }, write: { 'src/store.js': mendedLoad }, say: 'Mended.' },
    ];
    const ended = await fix([ids.damaged, ids.code, '--apply'], parts);
    assert.equal(ended.code, 0, ended.stderr);
    assert.deepEqual(
      eventsOf(ended.events, 'culprit-found').map(({ workstream }) => workstream),
      ['fix-store'],
    );
    assert.equal(lab.read('src/store.js'), mendedLoad);
  });

  it('goes on after Ctrl-C', async () => {
    const parts = [
      fixPart({ 'src/store.js': mendedLoad }, { workstream: 'fix-store' }),
      { ...fixPart({ 'src/desk.js': mendedDesk }, { workstream: 'fix-desk' }), delayMs: 3000 },
      ...calmParts,
    ];
    const cancelled = await lab.mao(['fix', ids.damaged, ids.code, '--yes', '--apply', '--json'], {
      parts,
      onStart: (child) =>
        child.stdout?.on('data', (text: string) => {
          if (text.includes('"workstream-end"')) child.kill('SIGINT');
        }),
    });
    assert.equal(cancelled.code, 130, cancelled.stderr);
    assert.equal(lab.read('src/store.js'), store);
    const resumed = await lab.mao(['resume', '--yes', '--json'], { parts });
    assert.equal(resumed.code, 0, resumed.stderr);
    assert.deepEqual([lab.read('src/store.js'), lab.read('src/desk.js')], [mendedLoad, mendedDesk]);
    assert.equal(checked(resumed).length, 2);
    assert.deepEqual(eventsOf(resumed.events, 'finding'), []);
    assert.equal(eventsOf(resumed.events, 'workstream-end').length, 1);
  });

  it('stays within the budget', async () => {
    const parts = [{ when: { task: 'fix', cli: 'gemini' }, say: 'I would not change it.' }, loadFixed];
    const ended = await fix([ids.damaged], parts, 'budget: { tokens: 1 }');
    assert.equal(ended.code, 1, ended.stderr);
    assert.equal(eventsOf(ended.events, 'run-end')[0]?.failure?.code, 'budget');
  });

  it('has nothing to do where the code of a finding is gone, and leaves those out that are', async () => {
    lab.write('src/store.js', mendedLoad);
    const nothing = await fix([ids.damaged], [loadFixed]);
    assert.equal(nothing.code, 2, nothing.stderr);
    assert.match(nothing.stderr, /its code is gone from src\/store\.js\. Review the section again\./);
    assert.deepEqual(nothing.events, []);
    rmSync(join(lab.workspace, 'src/desk.js'));
    const some = await fix(
      [ids.damaged, ids.empty, ids.code],
      [fixPart({ 'src/store.js': 'export const none = 0;\n' })],
    );
    assert.deepEqual(
      eventsOf(some.events, 'finding').map(({ id }) => id),
      [ids.empty],
    );
    assert.match(some.stderr, /Nothing to mend for q\w+: src\/desk\.js is gone\./);
  });

  it('asks nobody without a terminal, and refuses what is not there', async () => {
    const unattended = await lab.mao(['fix', ids.damaged, '--json'], { parts: [loadFixed, ...calmParts] });
    assert.equal(unattended.code, 1);
    assert.match(unattended.stderr, /--yes/);
    const refused = async (...args: readonly string[]) => {
      const ended = await fix(args, []);
      assert.equal(ended.code, 2, ended.stderr);
      return ended.stderr;
    };
    assert.match(await refused(), /Name the findings by their ids/);
    assert.match(await refused('nope'), /There is no finding nope/);
    assert.match(await refused('q'), /may be any of q/);
    assert.match(await refused(ids.damaged, '--model', 'gpt-9'), /There is no model gpt-9\. There are: /);
    assert.match(await refused('--all', '../elsewhere.js'), /no file in/);
    assert.match(
      await refused(ids.damaged, '--run', eventsOf(unattended.events, 'run-start')[0]?.runId ?? ''),
      /is a fix run/,
    );
  });
});
