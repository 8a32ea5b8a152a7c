import type { RunEvent, RunEventBody } from '../../src/core/runEvent';
import { runEventSchema } from '../../src/core/runEvent';
import type { RunState } from '../../src/core/runState';
import { reduceRun } from '../../src/orchestration/reduceRun';
import type { ToPanel } from '../../src/presentation/panelMessages';
import { RunStreams } from '../../src/presentation/runStreams';
import { panelView } from '../../src/presentation/runView';
import { reportText } from './reportText';

/** An event with the second of the run in which it happened. */
type Timed = readonly [second: number, event: RunEventBody];

const start = Date.parse('2026-11-22T10:15:00.000Z');
const iso = (second: number) => new Date(start + second * 1000).toISOString();

function stamp(timed: readonly Timed[]): readonly RunEvent[] {
  return timed.map(([second, body], index) =>
    runEventSchema.parse({ ...body, runId: '20261122-101500-abcd', seq: index + 1, time: iso(second) }),
  );
}

/** A run as a panel is told of it. `second`: how long it has been under way when it is shown. */
export interface ShownRun {
  readonly name: string;
  readonly timed: readonly Timed[];
  readonly second: number;
  readonly live: boolean;
  readonly report?: string;
}

/** The message that shows a run in an empty panel. */
export function snapshotOf({ timed, second, live, report }: ShownRun, seq = 1): Extract<ToPanel, { type: 'snapshot' }> {
  const streams = new RunStreams();
  let state: RunState | undefined;
  for (const event of stamp(timed)) {
    state = reduceRun(state, event);
    streams.append(event);
  }
  if (!state) throw new Error('A run needs an event.');
  const view = panelView(state, live, report);
  return { type: 'snapshot', seq, sentAt: iso(second), view, streams: streams.tails(200_000) };
}

const workstream = (id: string, title: string, model: string, dependsOn: string[], owns: string[]) => ({
  ...{ id, title, model, dependsOn, owns, fallbacks: ['sonnet', 'opus'] },
  ...{ brief: `Write ${title.toLowerCase()} of loans as the section asks for it.`, acceptance: ['It compiles'] },
  ...(id === 'core_logic' ? { thinking: 'max' } : {}),
});

const plan = {
  diversity: 80,
  sections: [
    {
      id: '2',
      title: 'Loans',
      complexity: 'medium' as const,
      strategy: 'waves' as const,
      summary: 'Members borrow copies for two weeks and bring them back.',
      contract: {
        notes: '',
        files: [{ path: 'src/loan.ts', owner: 'schemas', purpose: 'The type of a loan', exports: ['Loan', 'isLoan'] }],
      },
      dependsOn: ['1'],
      missing: [{ what: 'Members have no id yet', section: '1' }],
      workstreams: [
        workstream('schemas', 'Schemas', 'gemini-pro', [], ['src/loan.ts']),
        workstream('storage', 'Storage', 'gpt-codex', ['schemas'], ['src/loanStore.ts']),
        workstream('core_logic', 'Core logic', 'o3', ['schemas'], ['src/rules.ts']),
        workstream('implementation', 'Implementation', 'sonnet', ['storage', 'core_logic'], ['src/index.ts']),
        workstream('tests', 'Tests', 'gpt-codex', ['implementation'], ['test/loan.test.ts']),
      ],
    },
  ],
};

const at = (id: string) => ({ section: '2', workstream: id });
const begin = (id: string, model: string, cli: string, attempt = 1): RunEventBody => ({
  ...{ type: 'attempt-start', ...at(id), model, cli, transport: 'direct', attempt },
});
const say = (id: string, text: string): RunEventBody => ({ type: 'text-delta', ...at(id), text });
const use = (id: string, name: string, detail: string): RunEventBody => ({ type: 'tool-use', ...at(id), name, detail });
const spend = (id: string, tokens: number, costUsd?: number): RunEventBody => ({
  ...{ type: 'usage-update', ...at(id), inputTokens: tokens, outputTokens: Math.round(tokens / 3) },
  ...(costUsd === undefined ? {} : { costUsd }),
});
const done = (id: string, model: string, files: string[]): readonly RunEventBody[] => [
  { type: 'attempt-end', ...at(id), outcome: 'succeeded' },
  { type: 'workstream-end', ...at(id), outcome: 'succeeded', model, files, outsideOwnership: [] },
];

const first: readonly Timed[] = [
  [0, { type: 'run-start', command: 'develop', sections: ['2'], transport: 'direct', workspace: '/w' }],
  [0.2, { type: 'attempt-start', task: 'plan', model: 'opus', cli: 'claude', transport: 'direct', attempt: 1 }],
  [
    0.2,
    {
      ...{ type: 'attempt-start', task: 'dependency-check', model: 'haiku', cli: 'claude' },
      ...{ transport: 'direct', attempt: 1 },
    },
  ],
  [3, { type: 'text-delta', task: 'plan', text: 'The section has a type, a store, rules and an entry.\n\n' }],
  [4, { type: 'text-delta', task: 'dependency-check', text: 'Nothing is missing but the ids of members.' }],
  [5, { type: 'attempt-end', task: 'dependency-check', model: 'haiku', attempt: 1, outcome: 'succeeded' }],
];

const planned: readonly Timed[] = [
  ...first,
  [11, { type: 'attempt-end', task: 'plan', model: 'opus', attempt: 1, outcome: 'succeeded' }],
  [11, { type: 'plan-proposed', plan, source: 'orchestrator' }],
];

const working: readonly Timed[] = [
  ...planned,
  [47, { type: 'plan-approved' }],
  [47, { type: 'workstream-start', ...at('schemas') }],
  [47, begin('schemas', 'gemini-pro', 'gemini')],
  [50, say('schemas', 'A loan is plain data: who has which copy since when.\n\n')],
  [52, use('schemas', 'read_file', 'PRD.md')],
  [53, use('schemas', 'list_directory', 'src')],
  [56, use('schemas', 'write_file', 'src/loan.ts')],
  [
    58,
    say('schemas', '## What I did\n\n- `src/loan.ts` holds `Loan` and its guard `isLoan`\n- dates are ISO days\n\n'),
  ],
  [
    59,
    say('schemas', '```ts\nexport interface Loan {\n  readonly copy: string;\n  readonly member: string;\n}\n```\n'),
  ],
  [60, spend('schemas', 4600)],
  ...done('schemas', 'gemini-pro', ['src/loan.ts']).map((body): Timed => [61, body]),
  [61, { type: 'workstream-start', ...at('storage') }],
  [61, begin('storage', 'gpt-codex', 'codex')],
  [61, { type: 'workstream-start', ...at('core_logic') }],
  [61, begin('core_logic', 'o3', 'codex')],
  [66, use('storage', 'shell', 'sed -n 1,40p src/loan.ts')],
  [70, use('storage', 'apply_patch', 'src/loanStore.ts')],
  [
    72,
    say(
      'storage',
      'The store keeps loans **by copy**, since a copy is lent once at a time.\n\n| method | does |\n|---|---|\n| `add` | refuses a copy that is out |\n| `end` | keeps the history |\n',
    ),
  ],
  [74, say('core_logic', 'Two rules decide: how many a member may have, and ')],
  [
    80,
    {
      ...{ type: 'attempt-end', ...at('core_logic'), model: 'o3', attempt: 1, outcome: 'failed' },
      failure: { code: 'idle', message: 'o3 gave no output for 10 min.' },
    },
  ],
  [
    80,
    {
      ...{ type: 'fallback', ...at('core_logic'), from: 'o3', to: 'opus', reason: 'idle' },
      message: 'Core logic: fallback from o3 to opus (idle)',
    },
  ],
  [80, begin('core_logic', 'opus', 'claude', 2)],
  [84, say('core_logic', 'I go on from what is there: `src/rules.ts` has the limit, the overdue rule is missing.\n\n')],
  [86, use('core_logic', 'Edit', 'src/rules.ts')],
  [88, spend('core_logic', 9100, 0.12)],
  ...[spend('storage', 7200), ...done('storage', 'gpt-codex', ['src/loanStore.ts'])].map((body): Timed => [90, body]),
];

const merged: readonly Timed[] = [
  ...working,
  ...done('core_logic', 'opus', ['src/rules.ts', 'src/index.ts']).map((body): Timed => [96, body]),
  [96, { type: 'workstream-start', ...at('implementation') }],
  [96, begin('implementation', 'sonnet', 'claude')],
  [100, say('implementation', 'The entry joins store and rules.\n')],
  [110, spend('implementation', 5200, 0.04)],
  ...done('implementation', 'sonnet', ['src/index.ts']).map((body): Timed => [112, body]),
  [112, { type: 'workstream-start', ...at('tests') }],
  [112, begin('tests', 'gpt-codex', 'codex')],
  [118, say('tests', 'Each rule has a test that fails without it.\n')],
  ...done('tests', 'gpt-codex', ['test/loan.test.ts']).map((body): Timed => [124, body]),
  [124.2, { type: 'conflict-found', file: 'src/index.ts', workstreams: ['core_logic', 'implementation'] }],
  [124.3, { type: 'attempt-start', task: 'conflict', model: 'opus', cli: 'claude', transport: 'direct', attempt: 1 }],
  [130, { type: 'attempt-end', task: 'conflict', model: 'opus', attempt: 1, outcome: 'succeeded' }],
  [130, { type: 'conflict-resolved', file: 'src/index.ts', by: 'opus' }],
];

const check = (name: string, command: string[], outcome: 'passed' | 'failed', output?: string): RunEventBody => ({
  ...{ type: 'check-end', name, command, outcome, exitCode: outcome === 'passed' ? 0 : 1, durationMs: 2400 },
  ...(output === undefined ? {} : { output }),
});

const proposed: RunEventBody = {
  type: 'changes-proposed',
  files: [
    ...['src/loan.ts', 'src/loanStore.ts', 'src/rules.ts', 'test/loan.test.ts'].map((path) => ({
      ...{ path, kind: 'create' as const },
      hunks: [{ model: 'opus', workstream: 'core_logic', lines: { start: 1, end: 20 } }],
    })),
    { path: 'src/index.ts', kind: 'modify', hunks: [] },
  ],
  refused: [{ path: '../escape.txt', reason: 'outside the workspace' }],
};

const green: readonly Timed[] = [
  ...merged,
  [131, { type: 'check-start', name: 'type check', command: ['npx', 'tsc', '--noEmit'] }],
  [133.4, check('type check', ['npx', 'tsc', '--noEmit'], 'passed')],
  [133.4, { type: 'check-start', name: 'tests', command: ['npm', 'test'] }],
  [135.8, check('tests', ['npm', 'test'], 'passed', '14 passing\n')],
  [140, proposed],
  [141, { type: 'report-written', file: 'report.md' }],
  [141, { type: 'run-end', outcome: 'succeeded', diversity: { expected: 80, observed: 72 }, durationMs: 141_000 }],
];

const failure =
  '  1) a member with three loans gets no fourth\n\n     AssertionError: 4 !== 3\n      at test/loan.test.ts:18\n';

const red: readonly Timed[] = [
  ...merged,
  [131, { type: 'check-start', name: 'type check', command: ['npx', 'tsc', '--noEmit'] }],
  [133.4, check('type check', ['npx', 'tsc', '--noEmit'], 'passed')],
  [133.4, { type: 'check-start', name: 'tests', command: ['npm', 'test'] }],
  [135.8, check('tests', ['npm', 'test'], 'failed', failure)],
  [137, { type: 'culprit-found', ...at('core_logic'), checks: ['tests'] }],
  [137, { type: 'repair-start', ...at('core_logic'), round: 1, rounds: 2 }],
  [137, { ...begin('core_logic', 'opus', 'claude', 3), task: 'repair' }],
  [146, { type: 'attempt-end', ...at('core_logic'), task: 'repair', model: 'opus', attempt: 3, outcome: 'succeeded' }],
  [146, { type: 'repair-end', ...at('core_logic'), round: 1, outcome: 'failed', files: ['src/rules.ts'] }],
  [146, { type: 'check-start', name: 'tests', command: ['npm', 'test'] }],
  [148.4, check('tests', ['npm', 'test'], 'failed', failure)],
  [150, proposed],
  [151, { type: 'log', level: 'warning', message: 'Tests still fail after two rounds of repair.' }],
  [151, { type: 'run-end', outcome: 'unclean', diversity: { expected: 80, observed: 72 }, durationMs: 151_000 }],
];

const review = (dimension: string, model: string, cli: string): RunEventBody => ({
  ...{ type: 'attempt-start', task: 'qa-review', dimension, model, cli, transport: 'direct', attempt: 1 },
});
const reviews = [
  ['prd_compliance', 'opus', 'claude'],
  ['error_handling', 'o3', 'codex'],
  ['type_safety', 'sonnet', 'claude'],
  ['architecture', 'gemini-pro', 'gemini'],
  ['security', 'gpt-codex', 'codex'],
] as const;

const qa: readonly Timed[] = [
  [0, { type: 'run-start', command: 'qa', sections: ['2'], transport: 'direct', workspace: '/w' }],
  [1, { type: 'scope-found', files: ['src/loan.ts', 'src/rules.ts'], source: 'runs' }],
  ...reviews.map(([dimension, model, cli]): Timed => [1, review(dimension, model, cli)]),
  ...reviews.flatMap(([dimension, model], index): readonly Timed[] => [
    [8 + index, { type: 'text-delta', task: 'qa-review', dimension, model, text: 'The guard takes any date.\n' }],
    [14 + 3 * index, { type: 'attempt-end', task: 'qa-review', dimension, model, attempt: 1, outcome: 'succeeded' }],
  ]),
  [
    30,
    {
      ...{ type: 'score', total: 81.6, summary: 'Sound, with gaps in the guard.' },
      dimensions: reviews.map(([id], index) => ({ id, weight: 20, score: 70 + 5 * index, assessed: true })),
    },
  ],
  [31, { type: 'report-written', file: 'report.md' }],
  [31, { type: 'run-end', outcome: 'succeeded', diversity: { expected: 0, observed: 0 }, durationMs: 31_000 }],
];

const voices = ['technical', 'process', 'creative'] as const;
const journal: readonly Timed[] = [
  [0, { type: 'run-start', command: 'journal', sections: [], transport: 'direct', workspace: '/w' }],
  ...voices.map((perspective, index): Timed => [
    0.5,
    {
      ...{ type: 'attempt-start', task: 'journal-perspective', perspective, transport: 'direct', attempt: 1 },
      ...{ model: ['gemini-pro', 'sonnet', 'gpt-4o'][index] ?? '', cli: ['gemini', 'claude', 'codex'][index] ?? '' },
    },
  ]),
  ...voices.map((perspective): Timed => [
    4,
    { type: 'text-delta', task: 'journal-perspective', perspective, text: 'Loans were built in five parts.\n' },
  ]),
];

/** Every state in which one meets the panel, by name. */
export const shownRuns: readonly ShownRun[] = [
  { name: 'planning', timed: first, second: 7, live: true },
  { name: 'plan', timed: planned, second: 20, live: true },
  { name: 'running', timed: working, second: 93, live: true },
  { name: 'silent', timed: working, second: 175, live: true },
  { name: 'interrupted', timed: working, second: 900, live: false },
  {
    name: 'failed',
    timed: [
      ...working,
      [
        92,
        {
          ...{ type: 'run-end', outcome: 'failed', diversity: { expected: 80, observed: 0 }, durationMs: 92_000 },
          failure: { code: 'not-installed', message: 'No model can be reached. Run MAO: Doctor.' },
        },
      ],
    ],
    second: 200,
    live: false,
  },
  { name: 'red', timed: red, second: 200, live: false },
  { name: 'done', timed: green, second: 200, live: false, report: reportText },
  { name: 'qa', timed: qa, second: 60, live: false, report: reportText },
  { name: 'journal', timed: journal, second: 9, live: true },
];

/** The run of that name. */
export function shownRun(name: string): ShownRun {
  const found = shownRuns.find((run) => run.name === name);
  if (!found) throw new Error(`There is no ${name}.`);
  return found;
}
