import type { ModelRegistry, ModelSpec } from '../../../src/core/modelSpec';
import type { AttemptState, RunState, WorkstreamState } from '../../../src/core/runState';

/** A model of a vendor for a registry. */
function model(id: string, provider: string): readonly [string, ModelSpec] {
  return [id, { id, provider, capabilities: [], model: id }];
}

export const registry: ModelRegistry = new Map([
  model('opus', 'anthropic'),
  model('sonnet', 'anthropic'),
  model('gemini-pro', 'google'),
  model('gpt-codex', 'openai'),
  model('o3', 'openai'),
]);

/** The ISO time `seconds` after the run began. */
export function at(seconds: number): string {
  return new Date(Date.UTC(2026, 0, 22, 10, 15, seconds)).toISOString();
}

/** A succeeded attempt from second 0 to `seconds`, with usage and cost as its CLI tells them. */
export function attempt(
  by: string,
  seconds: number,
  usage?: AttemptState['usage'],
  more: Partial<AttemptState> = {},
): AttemptState {
  return {
    number: 1,
    task: undefined,
    model: by,
    cli: by,
    transport: 'direct',
    startedAt: at(0),
    endedAt: at(seconds),
    outcome: 'succeeded',
    failure: undefined,
    usage,
    toolUses: 0,
    ...more,
  };
}

/** A workstream of section 2 that succeeded. */
export function workstream(id: string, by: string, more: Partial<WorkstreamState> = {}): WorkstreamState {
  return {
    key: `2/${id}`,
    section: '2',
    id,
    title: id,
    model: by,
    dependsOn: [],
    state: 'succeeded',
    startedAt: at(0),
    endedAt: at(14),
    attempts: [attempt(by, 14, { inputTokens: 5100, outputTokens: 1100, costUsd: 0.12 })],
    fallbacks: [],
    files: [`src/${id}.ts`],
    outsideOwnership: [],
    failure: undefined,
    summary: undefined,
    ...more,
  };
}

/** A run of section 2 with one finished workstream, green checks and nothing else. */
export function runState(more: Partial<RunState> = {}): RunState {
  return {
    runId: '20260122-101500-k3f9',
    command: 'develop',
    sections: ['2'],
    transport: 'direct',
    workspace: '/workspace',
    startedAt: at(0),
    lastSeq: 1,
    phase: 'synthesizing',
    plan: {
      diversity: 80,
      sections: [
        {
          id: '2',
          title: 'Loans',
          complexity: 'medium',
          strategy: 'parallel',
          summary: '',
          contract: { notes: '', files: [] },
          dependsOn: [],
          missing: [],
          workstreams: [],
        },
      ],
    },
    planSource: 'orchestrator',
    newCommands: [],
    planApproved: true,
    workstreams: [workstream('schemas', 'gemini-pro')],
    tasks: [],
    conflicts: [],
    checks: [
      { name: 'tests', command: ['npm', 'test'], outcome: 'passed', exitCode: 0, durationMs: 1200, output: 'ok' },
    ],
    redBefore: [],
    culprits: [],
    repairs: [],
    changes: {
      files: [
        {
          path: 'src/schemas.ts',
          kind: 'create',
          hunks: [{ model: 'gemini-pro', workstream: 'schemas', lines: { start: 1, end: 20 } }],
        },
      ],
      refused: [],
    },
    applied: undefined,
    reverted: false,
    findings: [],
    findingChecks: [],
    score: undefined,
    scope: [],
    reportFile: undefined,
    journalFile: undefined,
    log: [],
    end: undefined,
    ...more,
  };
}
