import assert from 'node:assert/strict';
import MarkdownIt from 'markdown-it';
import type { ConsistencyReview } from '../../../src/core/answers';
import type { RunState } from '../../../src/core/runState';
import { renderReport } from '../../../src/synthesis/renderReport';
import { at, attempt, registry, runState, workstream } from './reportState';

const review: ConsistencyReview = { consistent: true, issues: [] };

const render = (more: Partial<RunState> = {}, reviewed: ConsistencyReview = review) =>
  renderReport({ state: runState(more), registry, notes: [], review: reviewed });

/** The text below a heading up to the next heading of the same or a higher level. */
function part(report: string, heading: string): string {
  const lines = report.split('\n');
  const start = lines.findIndex((line) => line.replace(/^#+ /, '') === heading);
  assert.ok(start >= 0, `There is no ${heading} in\n${report}`);
  const level = lines[start]?.indexOf(' ') ?? 0;
  const length = lines.slice(start + 1).findIndex((line) => /^#+ /.test(line) && line.indexOf(' ') <= level);
  return lines
    .slice(start + 1, length < 0 ? undefined : start + 1 + length)
    .join('\n')
    .trim();
}

const title = (report: string) => report.split('\n')[0];
const check = (outcome: RunState['checks'][number]['outcome'], more: Partial<RunState['checks'][number]> = {}) => ({
  name: 'tests',
  command: ['npm', 'run', 'test'],
  outcome,
  exitCode: outcome === 'passed' ? 0 : 1,
  durationMs: 8000,
  output: '',
  ...more,
});

describe('the report of a run with fallbacks', () => {
  it('counts every attempt, failed ones too, and leaves unknown what nobody told', () => {
    const used = { inputTokens: 1000, outputTokens: 200, costUsd: 0.25 };
    const failed = { outcome: 'failed', failure: { code: 'timeout', message: 'x' } } as const;
    const schemas = workstream('schemas', 'sonnet', {
      attempts: [attempt('gemini-pro', 1, undefined, failed), attempt('sonnet', 1, used)],
    });
    const plan = attempt('opus', 1, { ...used, costUsd: undefined }, { task: 'plan' });
    const rows = part(render({ workstreams: [schemas], tasks: [plan] }), 'Tokens and cost')
      .split('\n')
      .map((line) => line.split('|').map((cell) => cell.trim()));
    assert.deepEqual(
      rows.slice(2).map((cells) => cells.slice(2, -1).join(' | ')),
      [
        'gemini-pro | gemini-pro | timeout | unknown | unknown',
        'sonnet | sonnet | succeeded | 1 k in, 200 out | $0.25',
        'opus | opus | succeeded | 1 k in, 200 out | unknown',
        ' |  |  | 2 k in, 400 out + unknown | $0.25 + unknown',
      ],
    );
    assert.equal(rows.at(-1)?.[1], '**Total**');
  });
});

describe('renderReport', () => {
  it('is this for a run in which everything went well', () => {
    assert.equal(
      render(),
      `# Section 2 Loans: done, verified

1 file · 14 s · tokens 5.1 k in, 1.1 k out · cost $0.12 · diversity 80 expected, 0 observed

Run 20260122-101500-k3f9 · 2026-01-22 10:15 UTC · plan by the orchestrator · transport direct

## What is left to do

- Review the change and apply it: “MAO: Review Changes” in VS Code, or \`mao apply 20260122-101500-k3f9\`.

## Workstreams

| Workstream | Model      | Outcome | Attempts | Time |              Tokens |  Cost | Files |
|------------|------------|---------|---------:|-----:|--------------------:|------:|------:|
| schemas    | gemini-pro | done    |        1 | 14 s | 5.1 k in, 1.1 k out | $0.12 |     1 |

## Verification

| Check | Outcome | Exit code |  Time | Command    |
|-------|---------|----------:|------:|------------|
| tests | passed  |         0 | 1.2 s | \`npm test\` |

## Consistency review

The parts fit together.

## Changes

| File             | Change | By (lines)      | Note |
|------------------|--------|-----------------|------|
| \`src/schemas.ts\` | new    | gemini-pro (20) |      |

## Diversity

| Diversity |     Score | Models     | Vendors |
|-----------|----------:|------------|---------|
| expected  | 80 of 100 |            |         |
| observed  |  0 of 100 | gemini-pro | google  |
`,
    );
  });

  it('counts the checks into the time of the run', () => {
    const report = renderReport({ state: runState(), registry, notes: [], review, elapsedMs: 92_000 });
    assert.match(report, /1 min 32 s|1 m 32 s|92 s/);
    assert.doesNotMatch(render(), /1 min 32 s|1 m 32 s|92 s/);
  });

  it('says in its title how the run ended', () => {
    const failed = workstream('tests', 'o3', { state: 'failed', endedAt: at(3) });
    assert.equal(title(render({ checks: [] })), '# Section 2 Loans: done, not verified');
    assert.equal(
      title(render({ checks: [check('failed'), check('passed', { name: 'build' })] })),
      '# Section 2 Loans: done, 1 of 2 checks red',
    );
    assert.equal(
      title(render({ checks: [check('passed'), check('skipped', { name: 'build' })] })),
      '# Section 2 Loans: done, checks green, 1 skipped',
    );
    assert.equal(
      title(render({ workstreams: [workstream('schemas', 'o3'), failed] })),
      '# Section 2 Loans: 1 of 2 workstreams done, verified',
    );
    assert.equal(
      title(render({ sections: ['2', '3'], workstreams: [failed], checks: [], changes: undefined })),
      '# Sections 2 Loans, 3: no workstream was finished',
    );
  });

  it('leaves nothing to do when everything is applied', () => {
    assert.equal(
      part(render({ applied: ['src/schemas.ts'] }), 'What is left to do'),
      'The change is applied. `mao revert 20260122-101500-k3f9` takes it back.\n\nNothing.',
    );
  });

  it('knows what the user decided since', () => {
    const left = (state: Partial<RunState>) => part(render(state), 'What is left to do');
    assert.match(
      left({ reverted: true }),
      /^- The change was applied and taken back\. `mao apply \S+` applies it again/,
    );
    assert.match(left({ discarded: true }), /^- The change was sent away\. `mao apply /);
    assert.match(left({ applied: ['other.ts'] }), /^- Not applied yet: `src\/schemas\.ts`\. `mao apply /m);
  });

  it('says what became of the proposal', () => {
    const figures = (report: string) => report.split('\n')[2]?.split(' · ')[0];
    const [schemas] = runState().changes?.files ?? [];
    assert.ok(schemas);
    const two = { changes: { files: [schemas, { ...schemas, path: 'src/store.ts' }], refused: [] } };
    assert.equal(figures(render({ ...two, applied: ['src/schemas.ts', 'src/store.ts'] })), '2 files, applied');
    const some = render({ ...two, applied: ['src/schemas.ts'] });
    assert.equal(figures(some), '2 files, 1 of them applied');
    for (const [more, became] of [
      [{ reverted: true }, '2 files, applied and reverted'],
      [{ discarded: true }, '2 files, discarded'],
    ] as const) {
      assert.equal(figures(render({ ...two, ...more })), became);
    }
  });

  it('names every next step', () => {
    const report = render(
      {
        workstreams: [
          workstream('schemas', 'o3', { outsideOwnership: ['src/index.ts'] }),
          workstream('tests', 'o3', { state: 'failed', title: 'Test generation' }),
          workstream('docs', 'o3', { state: 'skipped', title: 'Documentation' }),
        ],
        checks: [
          check('failed'),
          check('timed-out', { name: 'e2e' }),
          check('skipped', { name: 'build', output: 'make was not found.' }),
        ],
        conflicts: [
          { file: 'src/a.ts', workstreams: ['schemas', 'storage'], by: 'opus' },
          { file: 'src/b.ts', workstreams: ['schemas', 'storage'], by: 'owner:storage' },
          { file: 'src/c.ts', workstreams: ['schemas', 'storage'], by: undefined },
        ],
        changes: {
          files: [{ path: '.vscode/settings.json', kind: 'create', hunks: [], needsTick: 'settings' }],
          refused: [{ path: '../x', reason: 'outside the workspace' }],
        },
      },
      { consistent: false, issues: [{ file: 'a', quote: '', severity: 'error', message: 'm' }] },
    );
    assert.deepEqual(part(report, 'What is left to do').split('\n'), [
      '- Test generation, Documentation of section 2 are missing. Mend the cause below, then go on with the run: “MAO: Resume Run” in VS Code, or `mao resume 20260122-101500-k3f9`.',
      '- **tests** failed: its output stands below. `npm run test` runs it again.',
      '- **e2e** ran out of time. Does `npm run test` end by itself?',
      '- **build** was skipped: the reason stands below. Run `npm run test` yourself.',
      '- The consistency review found an error, see below.',
      '- Look at `src/b.ts`, `src/c.ts`: a conflict there was decided without joining the sides.',
      '- Changed by a workstream that does not own it: `src/index.ts`.',
      '- Review the change and apply it: “MAO: Review Changes” in VS Code, or `mao apply 20260122-101500-k3f9`.',
      '- Protected: `.vscode/settings.json`. Applied only when you tick them yourself.',
      '- Refused: `../x`. Never applied; do by hand what you want of it.',
    ]);
  });

  it('says that nothing was verified', () => {
    const report = render({ checks: [] });
    assert.match(part(report, 'What is left to do'), /^- Nothing was verified\./);
    assert.equal(part(report, 'Verification'), 'No check ran.');
  });

  it("tells of fallbacks in the specification's words, and of every failed attempt", () => {
    const failure = { code: 'timeout', message: 'No answer within 1800 s.' } as const;
    const report = render({
      workstreams: [
        workstream('schemas', 'sonnet', {
          title: 'Schema generation',
          attempts: [
            attempt('gemini-pro', 30, undefined, { outcome: 'failed', failure }),
            attempt('sonnet', 44, { inputTokens: 100, outputTokens: 10, costUsd: 0.1 }),
          ],
          fallbacks: [
            {
              from: 'gemini-pro',
              to: 'sonnet',
              reason: 'timeout',
              message: 'Schema generation: fallback from gemini-pro to sonnet (timeout)',
            },
          ],
        }),
      ],
    });
    assert.equal(part(report, 'Fallbacks'), '- Schema generation: fallback from gemini-pro to sonnet (timeout)');
    assert.equal(part(report, 'Failed attempts'), '- Schema generation: gemini-pro, timeout: No answer within 1800 s.');
    assert.match(
      report,
      /\| Schema generation \| sonnet +\| done +\| +2 \| .*100 in, 10 out \+ unknown \| \$0\.10 \+ unknown \|/,
    );
  });

  it("counts the orchestrator's own work", () => {
    const usage = { inputTokens: 1000, outputTokens: 100, costUsd: undefined };
    const failure = { code: 'output-invalid', message: 'no JSON' } as const;
    const report = render({
      tasks: [
        attempt('opus', 31, usage, { task: 'plan', outcome: 'failed', failure }),
        attempt('opus', 31, usage, { task: 'plan', number: 2 }),
        attempt('haiku', 4, undefined, { task: 'dependency-check' }),
      ],
    });
    assert.deepEqual(part(report, 'Orchestration').split('\n').slice(2), [
      '| Plan             | opus  | done    |        2 | 1 m 2 s | 2 k in, 200 out | unknown |',
      '| Dependency check | haiku | done    |        1 |   4.0 s |         unknown | unknown |',
    ]);
  });

  it('says how each conflict was resolved', () => {
    const workstreams = ['schemas', 'storage'];
    const report = render({
      conflicts: [
        { file: 'a.ts', workstreams, by: 'opus' },
        { file: 'b.ts', workstreams, by: 'owner:storage' },
        { file: 'c.ts', workstreams, by: 'later:storage' },
        { file: 'd.ts', workstreams, by: 'kept' },
        { file: 'e.ts', workstreams, by: undefined },
      ],
    });
    assert.deepEqual(part(report, 'Conflicts').split('\n'), [
      '- `a.ts` (schemas, storage): joined by opus',
      "- `b.ts` (schemas, storage): storage's version, since it owns the file by contract; what schemas changed in this file is lost",
      "- `c.ts` (schemas, storage): storage's version, since nobody owns the file and it comes later; what schemas changed in this file is lost",
      '- `d.ts` (schemas, storage): kept, since only one side has this file',
      '- `e.ts` (schemas, storage): not resolved',
    ]);
  });

  it('shows the end of the output of a red check, which can not end its fence', () => {
    const output = [...Array.from({ length: 100 }, (_, index) => `line ${index}`), '```', 'the end'].join('\n');
    const red = part(
      render({ checks: [check('failed', { output }), check('passed', { name: 'build', output: 'fine' })] }),
      'Output of tests',
    );
    assert.match(red, /^````text\n…\nline 62\n/);
    assert.match(red, /\n```\nthe end\n````$/);
    assert.doesNotMatch(red, /fine/);
  });

  it('says why a check was skipped', () => {
    const report = render({ checks: [check('skipped', { output: 'cargo was not found on your PATH.' })] });
    assert.match(part(report, 'Verification'), /\ntests was skipped: cargo was not found on your PATH\.$/);
  });

  it('shows only the last run of a check', () => {
    const report = render({ checks: [check('failed', { output: 'old' }), check('passed')] });
    assert.equal(title(report), '# Section 2 Loans: done, verified');
    assert.doesNotMatch(report, /FAILED|old/);
  });

  it('gives the review with the worst first, and says when there was none', () => {
    const issues = [
      { file: 'a.ts', quote: '', severity: 'info' as const, message: 'small' },
      { file: 'b.ts', quote: 'const b = 1;\nmore', severity: 'error' as const, message: 'wrong *type*' },
    ];
    const tasks = [attempt('opus', 3, undefined, { task: 'consistency-review' })];
    assert.equal(
      part(render({ tasks }, { consistent: false, issues }), 'Consistency review'),
      'The parts do not fit together yet. Reviewed by opus.\n\n- **error** `b.ts`: wrong \\*type\\*  \n  `const b = 1;`\n- **info** `a.ts`: small',
    );
    const failure = { code: 'timeout', message: 'No answer.' } as const;
    const failed = [attempt('opus', 3, undefined, { task: 'consistency-review', outcome: 'failed', failure })];
    const none = renderReport({ state: runState({ tasks: failed }), registry, notes: [] });
    assert.equal(part(none, 'Consistency review'), 'The change was not reviewed. opus: No answer.');
  });

  it('lists the files with their writers, ticks and refusals', () => {
    const hunk = (model: string, start: number, end: number) => ({ model, workstream: 'w', lines: { start, end } });
    const report = render({
      changes: {
        files: [
          { path: 'src/a.ts', kind: 'modify', hunks: [hunk('sonnet', 1, 2), hunk('opus', 3, 9)] },
          { path: 'src/c.ts', from: 'src/b.ts', kind: 'rename', hunks: [hunk('o3', 1, 0)] },
          { path: 'x.png', kind: 'create', hunks: [], binary: true, needsTick: 'a reason' },
        ],
        refused: [{ path: '.git/config', reason: 'belongs to git' }],
      },
      applied: ['src/a.ts'],
      reverted: true,
    });
    const rows = part(report, 'Changes').split('\n');
    assert.deepEqual(
      rows.slice(2, 5).map((row) =>
        row
          .split('|')
          .map((cell) => cell.trim())
          .slice(1, -1),
      ),
      [
        ['`src/a.ts`', 'changed', 'opus (7), sonnet (2)', ''],
        ['`src/c.ts`', 'renamed', 'o3', 'was `src/b.ts`'],
        ['`x.png`', 'new', '', 'binary, needs your tick: a reason'],
      ],
    );
    assert.match(report, /### Refused\n\n- `\.git\/config`: belongs to git\n/);
    assert.match(report, /\nApplied: 1 of 3 files\.\n\nReverted afterwards\.\n/);
  });

  it('keeps the sections apart when a run has several', () => {
    const report = render({
      sections: ['2', '3'],
      workstreams: [workstream('schemas', 'o3'), workstream('schemas', 'opus', { section: '3', key: '3/schemas' })],
    });
    assert.match(report, /\n\| 2 schemas +\| o3 .*\n\| 3 schemas +\| opus /);
  });

  it('ends with the notes of the snapshot and the warnings of the log, each once', () => {
    const log = (level: string, message: string) => ({ time: at(1), level, message });
    const state = runState({ log: [log('info', 'no'), log('warning', 'careful'), log('warning', 'careful')] });
    const report = renderReport({ state, registry, notes: ['Submodule x is left out.'], review });
    assert.equal(part(report, 'Notes'), '- Submodule x is left out.\n- careful');
  });

  it('lets nothing that a model wrote become markup', () => {
    const evil =
      '<img src=x onerror=alert(1)>\n# Heading\n[link](javascript:alert(1)) ![i](http://evil.invalid/i.png)\n```\n|a|b|\n|-|-|';
    const report = renderReport({
      state: runState({
        runId: evil,
        sections: [evil],
        workstreams: [workstream('schemas', evil, { title: evil, summary: evil, outsideOwnership: [evil] })],
        conflicts: [{ file: evil, workstreams: [evil], by: evil }],
        checks: [check('failed', { name: evil, command: [evil], output: evil })],
        changes: {
          files: [{ path: evil, kind: 'create', hunks: [], needsTick: evil }],
          refused: [{ path: evil, reason: evil }],
        },
        log: [{ time: at(1), level: 'error', message: evil }],
      }),
      registry,
      notes: [evil],
      review: { consistent: false, issues: [{ file: evil, quote: evil, severity: 'error', message: evil }] },
    });
    const html = new MarkdownIt({ html: true }).render(report);
    assert.doesNotMatch(html, /<(img|a|script)\b/);
    const headings = [...html.matchAll(/<h(\d)>/g)].map((match) => match[1]);
    assert.deepEqual(headings, ['1', '2', '2', '3', '3', '2', '2', '3', '2', '2', '3', '2', '2']);
    assert.equal([...html.matchAll(/<table>/g)].length, 4);
  });
});
