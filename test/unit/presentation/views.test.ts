import assert from 'node:assert/strict';
import { changeRows, changesText, defaultChoice, rowLabel, toSelection } from '../../../src/presentation/changeRows';
import { redChecksText } from '../../../src/presentation/checks';
import { escapeMarkdown, formatClock, formatDuration, formatTokens } from '../../../src/presentation/format';
import { spokenRow, stateIcon } from '../../../src/presentation/stateIcon';
import { runSummaryNode } from '../../../src/presentation/runSummaryNode';
import { runNode } from '../../../src/presentation/runTree';
import { hasOpenChanges, panelView } from '../../../src/presentation/runView';
import { nestSections } from '../../../src/presentation/sectionTree';
import { statusView } from '../../../src/presentation/statusView';
import { costText, totalUsage } from '../../../src/presentation/usage';
import { approved, coreLogic, proposed, redEnd, runStart, schemas, stateOf } from './fixtures';

const now = new Date('2026-11-22T10:20:00.000Z');
const attempt = { cli: 'gemini', transport: 'direct', attempt: 1 } as const;

describe('presentation/format', () => {
  it('writes durations, clocks and token counts for people', () => {
    assert.deepEqual([14_400, 72_000, 60_000, 7_500_000].map(formatDuration), ['14 s', '1 m 12 s', '1 m', '2 h 5 m']);
    assert.deepEqual([31_999, 3_725_000].map(formatClock), ['0:31', '1:02:05']);
    assert.deepEqual([840, 6200, 38_400, 1_200_000].map(formatTokens), [
      '840 tokens',
      '6.2 k tokens',
      '38 k tokens',
      '1.2 M tokens',
    ]);
  });

  it('makes text harmless inside markdown', () => {
    assert.equal(escapeMarkdown('![x](https://e.vil)'), '\\!\\[x\\]\\(https\\://e\\.vil\\)');
  });
});

describe('presentation/usage', () => {
  it('shows unknown cost as unknown beside what is known', () => {
    const base = {
      number: 1,
      task: undefined,
      transport: 'direct',
      startedAt: '',
      endedAt: '',
      outcome: 'succeeded',
      failure: undefined,
      toolUses: 0,
    } as const;
    const total = totalUsage([
      { ...base, model: 'opus', cli: 'claude', usage: { inputTokens: 10, outputTokens: 5, costUsd: 0.12 } },
      { ...base, model: 'gemini-pro', cli: 'gemini', usage: { inputTokens: 1, outputTokens: 1, costUsd: undefined } },
      { ...base, model: 'gpt-codex', cli: 'codex', usage: undefined },
    ]);
    assert.equal(total.tokens, 17);
    assert.equal(costText(total), '$0.12 + unknown (codex, gemini)');
    assert.equal(costText({ tokens: 0, costUsd: undefined, unknown: ['codex'] }), 'cost unknown (codex)');
    assert.equal(costText({ tokens: 0, costUsd: undefined, unknown: [] }), undefined);
  });
});

describe('presentation/runView', () => {
  it('offers approval only to the window that can give it', () => {
    const state = stateOf(runStart, proposed);
    assert.deepEqual(panelView(state, true, undefined).actions, ['approve', 'edit-plan', 'cancel', 'stop']);
    assert.equal(panelView(state, true, undefined).plan?.awaiting, true);
    assert.deepEqual(panelView(state, false, undefined).actions, ['resume']);
    assert.match(panelView(state, false, undefined).status, /Interrupted/);
  });

  it('offers to go on with what was interrupted or cancelled, and nothing where another window is at work', () => {
    const now = new Date('2026-11-22T11:00:00Z');
    const state = stateOf(runStart, proposed, approved);
    const node = runNode(state, '2', false, now);
    assert.deepEqual([node.context, node.description], ['run.interrupted.resume', 'Interrupted: resume']);
    const elsewhere = runNode(state, '2', true, now, true);
    assert.equal(elsewhere.context, 'run.elsewhere');
    assert.match(elsewhere.description, /^Running, .*\(in another window or terminal\)$/);
    assert.deepEqual(panelView(stateOf(runStart, proposed), true, undefined, true).actions, []);
    const diversity = { expected: 80, observed: 0 };
    const cancelled = stateOf(runStart, proposed, { type: 'run-end', outcome: 'cancelled', diversity, durationMs: 1 });
    assert.equal(runNode(cancelled, '2', false, now).context, 'run.ended.resume');
    const qa = { ...stateOf(runStart), command: 'qa' } as const;
    const review = runNode(qa, '2', false, now);
    assert.deepEqual([review.context, review.description], ['run.interrupted', 'Interrupted']);
    assert.equal(panelView(qa, false, undefined).status, 'Interrupted');
  });

  it('says of a run of which only the ends of the log were read what it came to, and whether it can go on', () => {
    const now = new Date('2026-11-22T11:00:00Z');
    const base = { runId: 'r1', sections: ['2'], startedAt: '2026-11-22T10:15:00Z' };
    const run = { ...base, command: 'develop' } as const;
    const rows = (['succeeded', 'unclean', 'interrupted', 'cancelled', 'running'] as const).map((outcome) => {
      const ended = outcome === 'interrupted' || outcome === 'running' ? null : 72_000;
      const { label, description, context, icon } = runSummaryNode({ ...run, outcome, durationMs: ended }, '2', now);
      assert.match(label, /^Run \d/);
      return [description, context, icon.name];
    });
    assert.deepEqual(rows, [
      ['1 m 12 s', 'run.ended', 'pass'],
      ['Finished, not clean · 1 m 12 s', 'run.ended', 'error'],
      ['Interrupted: resume', 'run.interrupted.resume', 'circle-slash'],
      ['Cancelled · 1 m 12 s', 'run.ended.resume', 'circle-slash'],
      ['in another window or terminal', 'run.elsewhere', 'sync~spin'],
    ]);
    const review = runSummaryNode({ ...run, command: 'qa', outcome: 'interrupted', durationMs: null }, '2', now);
    assert.deepEqual([review.description, review.context], ['Interrupted', 'run.interrupted']);
  });

  it('says for screen readers what else only the icon tells', () => {
    assert.equal(spokenRow('Tests', 'gpt-codex', stateIcon('failed')), 'Tests, gpt-codex, failed');
    assert.equal(spokenRow('Tests', '', stateIcon('running')), 'Tests, running');
  });

  it('tells what a workstream waits for and who took over', () => {
    const state = stateOf(
      runStart,
      proposed,
      approved,
      { type: 'workstream-start', ...schemas },
      { type: 'attempt-start', ...schemas, ...attempt, model: 'gemini-pro' },
      { type: 'fallback', ...schemas, from: 'gemini-pro', to: 'sonnet', reason: 'timeout', message: 'm' },
    );
    const view = panelView(state, true, undefined);
    assert.equal(view.title, '2 Loans');
    assert.equal(view.status, 'Running, 0 of 2 workstreams done');
    assert.deepEqual(
      view.columns.map(({ key, state: columnState, note }) => [key, columnState, note]),
      [
        ['2/schemas', 'running', 'after gemini-pro: timeout'],
        ['2/core_logic', 'waiting', 'waits for Schemas'],
      ],
    );
  });

  it('shows nothing of an interrupted run as if it were at work', () => {
    const state = stateOf(
      runStart,
      proposed,
      approved,
      { type: 'workstream-start', ...schemas },
      { type: 'attempt-start', ...schemas, ...attempt, model: 'gemini-pro' },
    );
    const { columns, actions, plan } = panelView(state, false, undefined);
    assert.deepEqual(
      columns.map((column) => [column.state, column.startedAt, column.note]),
      [
        ['cancelled', undefined, undefined],
        ['cancelled', undefined, undefined],
      ],
    );
    assert.deepEqual(actions, ['resume']);
    assert.equal(plan?.awaiting, false);
    assert.equal(panelView(stateOf(runStart, proposed), false, undefined).plan?.awaiting, false);
    const icons = runNode(state, '2', false, now).children.flatMap(({ icon, children }) => [
      icon.name,
      ...children.map((child) => child.icon.name),
    ]);
    assert.deepEqual(new Set(icons), new Set(['circle-slash']));
  });

  it('names a rehearsal so, in the header of its panel', () => {
    const start = { type: 'run-start', command: 'develop', transport: 'direct', workspace: '/w' } as const;
    const view = panelView(stateOf({ ...start, sections: ['2'], rehearsal: true }, proposed), true, undefined);
    assert.equal(view.title, 'Rehearsal: 2 Loans');
  });

  it('leads from a red verification to review, apply and the log', () => {
    const state = stateOf(runStart, proposed, approved, ...redEnd);
    const view = panelView(state, false, '# Report');
    assert.equal(view.status, 'Checks fail');
    assert.equal(view.problem, '1 of 2 checks fails: tests.');
    assert.deepEqual(view.actions, ['review', 'apply', 'show-log']);
    assert.equal(view.changes?.text, '2 files, 1 refused');
    assert.equal(redChecksText(stateOf(runStart)), undefined);
  });
});

describe('presentation/runTree', () => {
  it('draws a run with workstreams, attempts and checks', () => {
    const state = stateOf(
      runStart,
      proposed,
      approved,
      { type: 'workstream-start', ...coreLogic },
      { type: 'attempt-start', ...coreLogic, ...attempt, model: 'o3' },
      { type: 'workstream-end', ...coreLogic, outcome: 'succeeded', model: 'o3', files: [], outsideOwnership: [] },
      ...redEnd,
    );
    const node = runNode(state, '2', false, now);
    assert.equal(node.context, 'run.review');
    assert.equal(node.description, 'Checks fail · 1 m 12 s · diversity 80 → 72');
    assert.deepEqual(
      node.children.map(({ label, icon }) => [label, icon.name]),
      [
        ['Schemas', 'circle-outline'],
        ['Core logic', 'pass'],
        ['Checks', 'error'],
      ],
    );
    assert.equal(node.children[1]?.children[0]?.label, 'Attempt 1');
    assert.equal(new Set(node.children.map(({ id }) => id)).size, 3);
  });

  it('keeps models from putting links or images into tooltips', () => {
    const state = stateOf(runStart, proposed, approved, {
      type: 'workstream-end',
      ...schemas,
      outcome: 'succeeded',
      model: 'gemini-pro',
      files: [],
      outsideOwnership: [],
      summary: '![x](https://evil.example/?leak) [run](command:evil)',
    });
    const tooltip = runNode(state, '2', true, now).children[0]?.tooltip ?? '';
    assert.match(tooltip, /evil/);
    assert.doesNotMatch(tooltip, /\]\(/);
  });
});

describe('presentation/changeRows', () => {
  const state = stateOf(runStart, proposed, approved, ...redEnd);

  it('chooses all but the files that need a tick', () => {
    assert.deepEqual(defaultChoice(state), ['src/loan.ts']);
    const rows = changeRows(state, new Set(defaultChoice(state)));
    assert.deepEqual(
      rows.map(({ path, description, box }) => [path, description, box]),
      [
        ['src/loan.ts', 'opus, gemini-pro', 'checked'],
        ['.vscode/settings.json', "needs your tick: changes the editor's settings", 'unchecked'],
        ['../escape.txt', 'refused: outside the workspace', undefined],
      ],
    );
    assert.equal(changesText(state), '2 files, 1 refused');
    assert.deepEqual(
      rows.map((row) => [row.letter, rowLabel(row)]),
      [
        ['A', 'src/loan.ts, new, opus, gemini-pro'],
        ['M', ".vscode/settings.json, changed, needs your tick: changes the editor's settings"],
        ['', '../escape.txt, refused, refused: outside the workspace'],
      ],
    );
  });

  it('hands over which hunks of a file were accepted, and says how many', () => {
    const hunks = new Map([['src/loan.ts', { total: 3, refused: new Set([1]) }]]);
    assert.deepEqual(toSelection(state, new Set(['src/loan.ts']), hunks).hunks, { 'src/loan.ts': [0, 2] });
    const all = new Map([['src/loan.ts', { total: 3, refused: new Set<number>() }]]);
    assert.equal(toSelection(state, new Set(['src/loan.ts']), all).hunks, undefined);
    assert.equal(toSelection(state, new Set(['.vscode/settings.json']), hunks).hunks, undefined);
    const [row] = changeRows(state, new Set(['src/loan.ts']), hunks);
    assert.equal(row?.description, 'opus, gemini-pro · 2 of 3 changes');
  });

  it('says who joined what two models wrote', () => {
    const conflict = { file: 'src/loan.ts', workstreams: ['schemas', 'core_logic'] };
    const joined = stateOf(
      ...[runStart, proposed, approved, { type: 'conflict-found', ...conflict } as const],
      ...[{ type: 'conflict-resolved', file: 'src/loan.ts', by: 'opus' } as const, ...redEnd],
    );
    assert.equal(changeRows(joined, new Set())[0]?.description, 'opus joined gemini-pro, o3');
  });

  it('offers a proposal until it is discarded, and then no more', () => {
    assert.ok(hasOpenChanges(state));
    const discarded = stateOf(runStart, proposed, approved, ...redEnd, { type: 'changes-discarded' });
    assert.equal(hasOpenChanges(discarded), false);
    assert.equal(changesText(discarded), '2 files, 1 refused · discarded');
    assert.equal(panelView(discarded, false, undefined).status, 'Discarded');
    const applied = stateOf(...[runStart, proposed, approved, ...redEnd, { type: 'changes-discarded' } as const], {
      type: 'changes-applied',
      files: ['src/loan.ts'],
    });
    assert.equal(panelView(applied, false, undefined).status, 'Applied, 1 file');
  });

  it('names ticked files apart, and never what was refused', () => {
    const chosen = new Set(['.vscode/settings.json', '../escape.txt']);
    assert.deepEqual(toSelection(state, chosen), {
      files: ['.vscode/settings.json'],
      ticked: ['.vscode/settings.json'],
    });
  });
});

describe('presentation/statusView', () => {
  it('counts while running, leads to review after, and is hidden otherwise', () => {
    const running = stateOf(runStart, proposed, approved);
    assert.equal(statusView([running], undefined)?.text, '$(sync~spin) MAO 0/2');
    assert.equal(statusView([stateOf(runStart, proposed)], undefined)?.text, '$(checklist) MAO plan to approve');
    assert.match(statusView([], stateOf(runStart, proposed, approved, ...redEnd))?.text ?? '', /ready to review/);
    assert.equal(statusView([], running), undefined);
    assert.equal(statusView([running], undefined)?.label, 'MAO: 0 of 2 workstreams done');
    assert.equal(statusView([running], undefined)?.click.kind, 'open');
    const done = statusView([], stateOf(runStart, proposed, approved, ...redEnd));
    assert.deepEqual([done?.label, done?.click.kind], ['MAO: 2 Loans is ready to review', 'review']);
  });
});

describe('presentation/sectionTree', () => {
  it('nests by level, also where a level is skipped', () => {
    const section = (number: string, level: number) => ({
      number,
      level,
      title: number,
      slug: number,
      line: 1,
      lines: 1,
    });
    const tree = nestSections([section('1', 2), section('1.1', 3), section('1.1.1', 5), section('2', 2)]);
    assert.deepEqual(
      tree.map((node) => [node.section.number, node.children.map((child) => child.section.number)]),
      [
        ['1', ['1.1']],
        ['2', []],
      ],
    );
    assert.equal(tree[0]?.children[0]?.children[0]?.section.number, '1.1.1');
  });
});
