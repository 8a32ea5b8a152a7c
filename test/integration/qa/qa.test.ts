import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dismissalOf } from '../../../src/core/dismissal';
import { findingSchema } from '../../../src/core/finding';
import { openDismissals } from '../../../src/workspace/state/dismissals';
import { calmParts, DevelopLab, eventsOf, planPart, workPart, type Ended, type Part } from '../develop/lab';

const twin = '  return undefined;\n';
const store = [
  'export function load(path) {',
  "  const text = readFileSync(path, 'utf8');",
  '  return JSON.parse(text);',
  '}',
  ...Array.from({ length: 5 }, (_, at) => `export function step${at}() {\n${'  work();\n'.repeat(9)}${twin}}`),
].join('\n');
const files = {
  'PRD.md': '# Product\n\n## 1. Loans\n\nLoad loans from a file. A damaged file is reported.\n',
  'src/store.js': `${store}\n`,
  'src/desk.js': 'export const desk = 1;\r\nexport function open(input) {\r\n\treturn eval(input);\r\n}\r\n',
  'src/other.js': 'export const other = 2;\n',
  'README.md': '# Read me\n',
};

const finding = (file: string, quote: string, fields: Readonly<Record<string, unknown>> = {}) => ({
  file,
  quote,
  severity: 'warning',
  category: 'robustness',
  message: 'A damaged file ends the program with a stack trace',
  why: 'The user does not learn what is wrong',
  suggestion: 'Catch the error and name the file',
  ...fields,
});
const review = (dimension: string, score: number, ...findings: readonly object[]): Part => ({
  when: { task: 'qa-review', dimension },
  json: { assessed: true, score, summary: `${dimension} seen.`, findings },
});
const unparsed = finding('src/store.js', '  return JSON.parse(text);');
const calm: readonly Part[] = [
  review('prd_compliance', 90),
  review('error_handling', 80, unparsed),
  review('type_safety', 70),
  review('architecture', 60),
  review('security', 50),
  { when: { task: 'qa-synthesis' }, json: { summary: 'Sound.', categories: [], duplicates: [], fixes: [] } },
];

describe('mao qa with scripted CLIs', function () {
  this.timeout(180_000);
  let lab: DevelopLab;
  beforeEach(() => (lab = new DevelopLab(files)));
  afterEach(() => lab.remove());
  const qa = (parts: readonly Part[], ...more: readonly string[]) =>
    lab.mao(['qa', '1', '--json', ...(more.includes('--paths') ? [] : ['--paths', 'src']), ...more], {
      parts: [...parts, ...calm],
    });
  const outcome = (ended: Ended) => eventsOf(ended.events, 'run-end')[0]?.outcome;
  const scored = (ended: Ended) => eventsOf(ended.events, 'score')[0];
  const findings = (ended: Ended) => eventsOf(ended.events, 'finding');
  const report = (ended: Ended) => readFileSync(eventsOf(ended.events, 'report-written')[0]?.file ?? '', 'utf8');

  it('scores five dimensions, finds, reports, and changes nothing', async () => {
    const before = lab.tree();
    const sarif = join(lab.root, 'out', 'qa.sarif');
    const ended = await qa([], '--sarif', sarif, '--min-score', '75');
    assert.equal(ended.code, 0, ended.stderr);
    assert.deepEqual(lab.tree(), before);
    assert.deepEqual(
      ended.events.map(({ seq }) => seq),
      ended.events.map((_, at) => at + 1),
    );
    assert.equal(scored(ended)?.total, 75);
    assert.deepEqual(
      scored(ended)?.dimensions.map(({ id, weight, score, assessed, model }) => [id, weight, score, assessed, model]),
      [
        ['prd_compliance', 30, 90, true, 'gemini-pro'],
        ['error_handling', 25, 80, true, 'sonnet'],
        ['type_safety', 20, 70, true, 'gpt-codex'],
        ['architecture', 15, 60, true, 'opus'],
        ['security', 10, 50, true, 'o3'],
      ],
    );
    assert.deepEqual(
      findings(ended).map(({ file, line, endLine, anchor, models, assignedTo, state }) => [
        file,
        line,
        endLine,
        anchor,
        models,
        assignedTo,
        state,
      ]),
      [['src/store.js', 3, 3, 'exact', ['sonnet'], 'sonnet', 'new']],
    );
    assert.deepEqual(eventsOf(ended.events, 'scope-found')[0]?.files, ['src/desk.js', 'src/other.js', 'src/store.js']);
    assert.match(report(ended), /\*\*75 of 100\*\*/);
    const log: unknown = JSON.parse(readFileSync(sarif, 'utf8'));
    assert.match(JSON.stringify(log), /"ruleId":"error_handling"/);
    assert.equal((await lab.mao(['report'])).code, 0);
  });

  it('writes no SARIF when nothing was assessed, and says so', async () => {
    const sarif = join(lab.root, 'qa.sarif');
    const ended = await qa([{ when: { task: 'qa-review' }, say: 'No.' }], '--sarif', sarif, '--min-score', '10');
    assert.equal(ended.code, 1, ended.stderr);
    assert.equal(outcome(ended), 'failed');
    assert.match(ended.stderr, /SARIF: nothing was assessed, so .*qa\.sarif is not written/);
    assert.ok(!existsSync(sarif));
    assert.deepEqual(findings(ended), []);
  });

  it('ends with 1 below the score that is asked for', async () => {
    assert.equal((await qa([], '--min-score', '75.1')).code, 1);
  });

  it('finds places by quotes: wrong lines, CRLF, a quote that stands five times, invented files', async () => {
    const ended = await qa([
      review(
        'security',
        10,
        finding('src/desk.js', '    return eval( input );', {
          severity: 'error',
          line: 400,
          message: 'Input is run as code',
        }),
        finding('./src/store.js', twin, { message: '`step3` has no result', line: 2 }),
        finding('src/ghost.js', 'nothing();', { message: 'A ghost' }),
        finding('store.js', 'await database.query(everything);', {
          message: 'Far too long',
          category: 'size',
          suggestion: 'Split it',
        }),
      ),
    ]);
    assert.equal(ended.code, 0, ended.stderr);
    const found = new Map(findings(ended).map((one) => [one.message, one]));
    const place = (message: string) => {
      const one = found.get(message);
      return one && [one.file, one.line, one.anchor];
    };
    assert.deepEqual(place('Input is run as code'), ['src/desk.js', 3, 'whitespace']);
    assert.deepEqual(place('`step3` has no result'), ['src/store.js', 4 + 12 * 4 - 1, 'exact']);
    assert.equal(found.get('`step3` has no result')?.related.length, 4);
    assert.deepEqual(place('Far too long'), ['src/store.js', 1, 'file']);
    assert.deepEqual(
      scored(ended)?.dropped?.map(({ file, model }) => [file, model]),
      [['src/ghost.js', 'o3']],
    );
    assert.match(report(ended), /1 finding could not be tied to a file/);
  });

  it('falls back from a reviewer that answers garbage, and from one that takes too long', async () => {
    const config = 'limits: { idleSeconds: 2, attemptSeconds: 5 }';
    const parts: readonly Part[] = [
      { when: { task: 'qa-review', dimension: 'type_safety', cli: 'codex' }, say: 'I like this code.' },
      { when: { task: 'qa-review', dimension: 'security', cli: 'codex' }, fail: 'hang' },
    ];
    const ended = await lab.mao(['qa', '1', '--json', '--paths', 'src'], { parts: [...parts, ...calm], config });
    assert.equal(ended.code, 0, ended.stderr);
    assert.deepEqual(
      eventsOf(ended.events, 'fallback')
        .map(({ message }) => message)
        .sort(),
      [
        'Security review: fallback from o3 to opus (idle)',
        'Type safety review: fallback from gpt-codex to sonnet (output-invalid)',
      ],
    );
    const asked = eventsOf(ended.events, 'attempt-start').filter(({ dimension }) => dimension === 'type_safety');
    assert.deepEqual(
      asked.map(({ model }) => model),
      ['gpt-codex', 'gpt-codex', 'sonnet'],
    );
    assert.equal(scored(ended)?.total, 75);
  });

  it('falls back from a reviewer whose time is up', async () => {
    const slow: Part = { when: { task: 'qa-review', dimension: 'prd_compliance', cli: 'gemini' }, delayMs: 60_000 };
    const ended = await lab.mao(['qa', '1', '--json', '--paths', 'src'], {
      parts: [slow, ...calm],
      config: 'limits: { idleSeconds: 50, attemptSeconds: 10 }',
    });
    assert.equal(ended.code, 0, ended.stderr);
    assert.deepEqual(
      eventsOf(ended.events, 'fallback').map(({ message }) => message),
      ['PRD compliance review: fallback from gemini-pro to opus (timeout)'],
    );
    assert.equal(scored(ended)?.total, 75);
  });

  it('says what nobody could assess, spreads its weight, and is not clean then', async () => {
    const broken: Part = { when: { task: 'qa-review', dimension: 'prd_compliance' }, say: 'No.' };
    const ended = await qa([broken]);
    assert.equal(ended.code, 1, ended.stderr);
    assert.equal(outcome(ended), 'unclean');
    const [first] = scored(ended)?.dimensions ?? [];
    assert.deepEqual(
      [first?.assessed, first?.score, first?.share, first?.reason],
      [false, null, 0, 'opus: output-invalid'],
    );
    assert.equal(scored(ended)?.total, 68.6);
    assert.match(report(ended), /Not assessed: Their weight is spread over the others/);
  });

  it('asks the next model where a reviewer says that it could not review, and says in whose words when nobody could', async () => {
    const declines = (dimension: string, summary: string, more: Readonly<Record<string, string>> = {}): Part => ({
      when: { task: 'qa-review', dimension, ...more },
      json: { assessed: false, summary, findings: [] },
    });
    const ended = await qa([
      declines('type_safety', 'I can not read these files.', { cli: 'codex' }),
      declines('security', 'There is no such code.'),
    ]);
    assert.equal(outcome(ended), 'unclean', ended.stderr);
    assert.deepEqual(
      eventsOf(ended.events, 'fallback')
        .map(({ message }) => message)
        .sort(),
      [
        'Security review: fallback from o3 to opus (refused)',
        'Type safety review: fallback from gpt-codex to sonnet (refused)',
      ],
    );
    assert.deepEqual(
      scored(ended)
        ?.dimensions.slice(2)
        .map(({ id, score, share, model, reason }) => [id, score, share, model, reason]),
      [
        ['type_safety', 70, 22.2, 'sonnet', undefined],
        ['architecture', 60, 16.7, 'opus', undefined],
        ['security', null, 0, undefined, 'opus: There is no such code.'],
      ],
    );
    assert.equal(scored(ended)?.total, 77.8);
    assert.match(report(ended), /Security: opus: There is no such code\./);
  });

  it('anchors a finding in a file of 20,000 lines by its quote, at the one of its places that is meant', async () => {
    const lines = Array.from({ length: 20_000 }, (_, at) => `export const value${at} = compute(${at});`);
    for (const at of [4_000, 12_345, 19_998]) lines[at] = '  return cache.get(key);';
    lab.write('src/large.js', `${lines.join('\r\n')}\r\n`);
    const cached = { message: 'A stale value is given back', why: 'The cache is never cleared', line: 12_400 };
    const ended = await qa([
      review('architecture', 60, finding('src/large.js', 'return cache.get(key);', cached)),
      review('security', 50, finding('src/large.js', 'export const value19001 = compute(19001);', { line: 7 })),
    ]);
    assert.equal(ended.code, 0, ended.stderr);
    assert.deepEqual(
      findings(ended)
        .filter(({ file }) => file === 'src/large.js')
        .map(({ line, endLine, related }) => [line, endLine, related.map((place) => place.line)])
        .toSorted(),
      [
        [12_346, 12_346, [4_001, 19_999]],
        [19_002, 19_002, []],
      ],
    );
  });

  it('finds places in the snapshot, whatever a reviewer did to the files that it read', async () => {
    const writer = join(lab.root, 'writer.mjs');
    const answer = { assessed: true, score: 40, summary: 'Seen.', findings: [] };
    writeFileSync(
      writer,
      `import { readFileSync, writeFileSync } from 'node:fs';
      const prompt = readFileSync(0, 'utf8');
      const file = /MAO-Workdir: (.*)/.exec(prompt)[1] + '/src/store.js';
      writeFileSync(file, '// moved\\n// moved\\n' + readFileSync(file, 'utf8'));
      console.log(${JSON.stringify(`\`\`\`json\n${JSON.stringify(answer)}\n\`\`\``)});\n`,
    );
    const model = '{ provider: me, cli: mycli, capabilities: [security], thinking: none, role: worker }';
    lab.write('.claude/models/registry.md', `\`\`\`yaml\nmodels:\n  own: ${model}\n\`\`\`\n`);
    lab.write('.claude/models/task-routing.md', '```yaml\nqa:\n  security: { primary: own, fallback: opus }\n```\n');
    const moreClis = { mycli: { path: process.execPath, args: [writer], output: 'text' } };
    const ended = await lab.mao(['qa', '1', '--json', '--paths', 'src'], { parts: calm, moreClis });
    assert.equal(ended.code, 0, ended.stderr);
    assert.deepEqual(
      scored(ended)?.dimensions.map(({ model: by }) => by),
      ['gemini-pro', 'sonnet', 'gpt-codex', 'opus', 'own'],
    );
    assert.deepEqual(
      findings(ended).map(({ file, line }) => [file, line]),
      [['src/store.js', 3]],
    );
  });

  it('says at its line when the weights do not add up, and starts nothing', async () => {
    const routing = ['qa:', '  prd_compliance:', '    weight: 40', '    primary: gemini-pro', ''].join('\n');
    lab.write('.claude/models/task-routing.md', `# Routing\n\n\`\`\`yaml\n${routing}\`\`\`\n`);
    const ended = await qa([]);
    assert.equal(ended.code, 2, ended.stderr);
    assert.match(ended.stderr, /task-routing\.md:6:13.*The weights of qa must add up to 100, not 110/);
  });

  it('stands without the synthesis, and brings views together with it', async () => {
    const same = finding('src/store.js', 'return JSON.parse(text);', {
      severity: 'error',
      message: 'JSON.parse of a damaged file ends the program',
    });
    const without = await qa([review('security', 50, same), { when: { task: 'qa-synthesis' }, say: 'Hm.' }]);
    assert.equal(without.code, 0, without.stderr);
    const [one, ...others] = findings(without);
    assert.deepEqual(
      [one?.models, one?.confidence, one?.severity, others.length],
      [['o3', 'sonnet'], 0.84, 'error', 0],
    );
    const synthesis = {
      summary: 'One thing.',
      categories: [{ name: 'Input', findings: ['F1'] }],
      fixes: [{ finding: 'F1', model: 'GPT Codex' }],
    };
    const ended = await qa([review('security', 50, same), { when: { task: 'qa-synthesis' }, json: synthesis }]);
    assert.deepEqual(
      findings(ended).map(({ category, assignedTo, state }) => [category, assignedTo, state]),
      [['Input', 'gpt-codex', 'open']],
    );
    assert.equal(scored(ended)?.summary, 'One thing.');
  });

  it('knows findings again: moved, in other words, fixed', async () => {
    const [before] = findings(await qa([]));
    lab.write('src/store.js', `// moved\n\n${store}\n`);
    const reworded = { ...unparsed, message: 'The error of a damaged file is not caught, so that the program ends' };
    const moved = await qa([review('error_handling', 80, reworded)]);
    assert.deepEqual(
      findings(moved).map(({ id, line, state }) => [id, line, state]),
      [[before?.id, 5, 'open']],
    );
    lab.write('src/store.js', store.replace('  return JSON.parse(text);', '  return read(text);'));
    const fixed = await qa([review('error_handling', 95)]);
    assert.deepEqual(
      scored(fixed)?.gone?.map(({ id, how }) => [id, how]),
      [[before?.id, 'fixed']],
    );
    assert.deepEqual(scored(fixed)?.earlier?.total, 75);
  });

  it('does not forget what was dismissed, in other words and at another line', async () => {
    const [before] = findings(await qa([]));
    const dismissals = openDismissals(join(lab.workspace, '.mao'));
    await dismissals.save(dismissalOf(findingSchema.parse(before), 'known', new Date(0)));
    lab.write('src/store.js', `// moved\n${store}\n`);
    const again = await qa([review('error_handling', 80, { ...unparsed, message: 'A damaged file is not reported' })]);
    assert.deepEqual(
      findings(again).map(({ id, line, state, dismissal }) => [id, line, state, dismissal]),
      [[before?.id, 4, 'dismissed', 'known']],
    );
    assert.match(report(again), /0 errors, 0 warnings, 0 infos/);
  });

  it('looks at what the section’s runs wrote; else at what the checker finds; else at all source files', async () => {
    const scope = (ended: Ended) => {
      const [found] = eventsOf(ended.events, 'scope-found');
      return [found?.source, found?.files];
    };
    const bare = (parts: readonly Part[]) => lab.mao(['qa', '1', '--json'], { parts: [...parts, ...calm] });
    const none = await bare([{ when: { task: 'qa-scope' }, say: 'No idea.' }]);
    assert.deepEqual(scope(none), ['workspace', ['src/desk.js', 'src/other.js', 'src/store.js']]);
    const checker = await bare([{ when: { task: 'qa-scope' }, json: { files: ['src/store.js', 'src/ghost.js'] } }]);
    assert.deepEqual(scope(checker), ['checker', ['src/store.js']]);
    const parts = [
      planPart([{ id: 'storage', owns: ['src/new.js'] }]),
      workPart('storage', { 'src/new.js': 'export const a = 1;\n' }),
    ];
    const developed = await lab.develop('1', { parts: [...parts, ...calmParts] }, '--apply');
    assert.equal(developed.code, 0, developed.stderr);
    assert.deepEqual(scope(await bare([])), ['runs', ['src/new.js']]);
  });

  it('refuses paths that are not there, and ends with 3 when no model is', async () => {
    assert.equal((await qa([], '--paths', 'nowhere.js')).code, 2);
    assert.equal((await qa([], '--paths', '../')).code, 2);
    const folder = await qa([], '--sarif', 'src');
    assert.deepEqual([folder.code, folder.events.length], [2, 0], folder.stderr);
    assert.match(folder.stderr, /src is a folder\. Name a file for --sarif/);
    const alone = await lab.mao(['qa', '1', '--json', '--paths', 'src'], { without: ['claude', 'codex', 'gemini'] });
    assert.equal(alone.code, 3, alone.stderr);
  });
});
