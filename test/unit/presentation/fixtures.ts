import type { Plan } from '../../../src/core/plan';
import type { RunEvent, RunEventBody } from '../../../src/core/runEvent';
import { runEventSchema } from '../../../src/core/runEvent';
import type { RunState } from '../../../src/core/runState';
import { reduceRun } from '../../../src/orchestration/reduceRun';

const start = Date.parse('2026-11-22T10:15:00.000Z');

/** Stamps events one second apart. */
export function events(...bodies: readonly RunEventBody[]): RunEvent[] {
  return bodies.map((body, index) =>
    runEventSchema.parse({
      ...body,
      runId: '20261122-101500-abcd',
      seq: index + 1,
      time: new Date(start + index * 1000).toISOString(),
    }),
  );
}

/** Folds events into a state. */
export function stateOf(...bodies: readonly RunEventBody[]): RunState {
  let state: RunState | undefined;
  for (const event of events(...bodies)) state = reduceRun(state, event);
  if (!state) throw new Error('no events');
  return state;
}

const workstream = (id: string, title: string, model: string, dependsOn: string[] = []) => ({
  id,
  title,
  model,
  fallbacks: ['sonnet', 'opus'],
  dependsOn,
  owns: [`src/${id}.ts`],
  brief: `Write ${id}`,
  acceptance: [],
});

export const plan: Plan = {
  diversity: 80,
  sections: [
    {
      id: '2',
      title: 'Loans',
      complexity: 'medium',
      strategy: 'waves',
      summary: 'Members borrow copies.',
      contract: { notes: '', files: [] },
      dependsOn: ['1'],
      missing: [],
      workstreams: [
        workstream('schemas', 'Schemas', 'gemini-pro'),
        workstream('core_logic', 'Core logic', 'o3', ['schemas']),
      ],
    },
  ],
};

export const runStart: RunEventBody = {
  type: 'run-start',
  command: 'develop',
  sections: ['2'],
  transport: 'direct',
  workspace: '/w',
};
export const schemas = { section: '2', workstream: 'schemas' };
export const coreLogic = { section: '2', workstream: 'core_logic' };
export const proposed: RunEventBody = { type: 'plan-proposed', plan, source: 'orchestrator' };
export const approved: RunEventBody = { type: 'plan-approved' };

/** The end of a run with a red check and two proposed files. */
export const redEnd: readonly RunEventBody[] = [
  { type: 'check-end', name: 'tests', command: ['npm', 'test'], outcome: 'failed', exitCode: 1, durationMs: 3000 },
  { type: 'check-end', name: 'build', command: ['npm', 'run', 'build'], outcome: 'passed', exitCode: 0 },
  {
    type: 'changes-proposed',
    files: [
      {
        path: 'src/loan.ts',
        kind: 'create',
        hunks: [
          { model: 'gemini-pro', workstream: 'schemas', lines: { start: 1, end: 2 } },
          { model: 'opus', workstream: 'core_logic', lines: { start: 3, end: 20 } },
        ],
      },
      { path: '.vscode/settings.json', kind: 'modify', hunks: [], needsTick: "changes the editor's settings" },
    ],
    refused: [{ path: '../escape.txt', reason: 'outside the workspace' }],
  },
  { type: 'run-end', outcome: 'unclean', diversity: { expected: 80, observed: 72 }, durationMs: 72_000 },
];
