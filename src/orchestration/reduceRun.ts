import { findingSchema } from '../core/finding';
import { findingCheckSchema } from '../core/findingCheck';
import type { RunEvent } from '../core/runEvent';
import type { CheckState, RunState } from '../core/runState';
import { reduceAttempts } from './reduceAttempts';
import { reduceRepairs } from './reduceRepairs';
import { reduceWorkstreams, workstreamsOfPlan } from './reduceWorkstreams';
import { stoppedState } from './stoppedState';

/** The log lines kept in the state; the rest is in the event log. */
const keptLogLines = 500;

function initialState(event: Extract<RunEvent, { type: 'run-start' }>): RunState {
  return {
    runId: event.runId,
    command: event.command,
    sections: event.sections,
    transport: event.transport,
    workspace: event.workspace,
    ...(event.rehearsal ? { rehearsal: true } : {}),
    startedAt: event.time,
    lastSeq: event.seq,
    phase: 'planning',
    plan: undefined,
    planSource: undefined,
    newCommands: [],
    planApproved: false,
    workstreams: [],
    tasks: [],
    conflicts: [],
    checks: [],
    redBefore: [],
    culprits: [],
    repairs: [],
    changes: undefined,
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
  };
}

/** A log that lost its first line still shows what is left of it. */
function stateWithoutStart(event: RunEvent): RunState {
  const { runId, time, seq } = event;
  const known = { command: 'develop', transport: 'direct', workspace: '' } as const;
  return initialState({ ...known, type: 'run-start', sections: [], runId, time, seq });
}

function endCheck(
  checks: readonly CheckState[],
  event: Extract<RunEvent, { type: 'check-end' }>,
): readonly CheckState[] {
  const ended: CheckState = {
    name: event.name,
    command: event.command,
    outcome: event.outcome,
    exitCode: event.exitCode,
    durationMs: event.durationMs,
    output: event.output,
    endedAt: event.time,
  };
  const running = checks.findLastIndex((check) => check.name === event.name && check.outcome === 'running');
  const startedAt = checks[running]?.startedAt;
  return running < 0 ? [...checks, ended] : checks.with(running, { ...ended, startedAt });
}

function reduceFacts(state: RunState, event: RunEvent): RunState {
  switch (event.type) {
    case 'plan-proposed':
      return {
        ...state,
        plan: event.plan,
        planSource: event.source,
        newCommands: event.commands ?? [],
        phase: 'approval',
      };
    case 'attempt-start':
      // The user wants another plan than the one that waited.
      return state.phase === 'approval' && event.task === 'plan' ? { ...state, phase: 'planning' } : state;
    case 'plan-approved': {
      const plan = event.plan ?? state.plan;
      // A plan that is approved again, in a run that goes on, keeps what was done.
      const before = new Map(state.workstreams.map((workstream) => [workstream.key, workstream]));
      const workstreams = plan
        ? workstreamsOfPlan(plan).map((workstream) => before.get(workstream.key) ?? workstream)
        : state.workstreams;
      return { ...state, plan, workstreams, planApproved: true, phase: 'executing' };
    }
    case 'conflict-found': {
      const conflict = { file: event.file, workstreams: event.workstreams, by: undefined };
      return { ...state, conflicts: [...state.conflicts, conflict] };
    }
    case 'conflict-resolved': {
      const open = state.conflicts.findLastIndex(
        (conflict) => conflict.file === event.file && conflict.by === undefined,
      );
      const found = state.conflicts[open];
      return found ? { ...state, conflicts: state.conflicts.with(open, { ...found, by: event.by }) } : state;
    }
    case 'check-start': {
      const check: CheckState = {
        name: event.name,
        command: event.command,
        outcome: 'running',
        exitCode: null,
        durationMs: undefined,
        output: undefined,
        startedAt: event.time,
      };
      return { ...state, checks: [...state.checks, check], phase: 'synthesizing' };
    }
    case 'check-end':
      return { ...state, checks: endCheck(state.checks, event) };
    case 'changes-proposed':
      return { ...state, changes: { files: event.files, refused: event.refused } };
    case 'changes-applied':
      return {
        ...state,
        applied: [...new Set([...(state.applied ?? []), ...event.files])],
        reverted: false,
        discarded: false,
      };
    case 'changes-discarded':
      return { ...state, discarded: true };
    case 'changes-reverted':
      return { ...state, applied: undefined, reverted: true };
    case 'finding':
      return { ...state, findings: [...state.findings, findingSchema.parse(event)] };
    case 'finding-checked': {
      const before = state.findingChecks.filter(({ id }) => id !== event.id);
      return { ...state, findingChecks: [...before, findingCheckSchema.parse(event)] };
    }
    case 'scope-found':
      return { ...state, scope: event.files, phase: 'executing' };
    case 'score': {
      const { total, dimensions, summary, dropped, gone, earlier } = event;
      return { ...state, score: { total, dimensions, summary, dropped, gone, earlier } };
    }
    case 'journal-written':
      return { ...state, journalFile: event.file };
    case 'report-written':
      return { ...state, reportFile: event.file };
    case 'log': {
      if (event.thinking) return state;
      const line = { time: event.time, level: event.level, message: event.message };
      return { ...state, log: [...state.log.slice(-keptLogLines + 1), line] };
    }
    case 'run-end': {
      const { outcome, failure, diversity, durationMs } = event;
      return { ...state, phase: 'ended', end: { outcome, failure, diversity, durationMs } };
    }
    default:
      return state;
  }
}

/**
 * Folds one event into a run's state; pure. Text deltas do not change the state (they stream beside it), so that a long
 * answer costs nothing here. `state` is undefined before the first event; a second `run-start` is a run that goes on.
 */
export function reduceRun(state: RunState | undefined, event: RunEvent): RunState {
  if (event.type === 'run-start') return state ? stoppedState(state, event.seq) : initialState(event);
  const current = state ?? stateWithoutStart(event);
  if (event.type === 'text-delta') return current;
  const next = reduceRepairs(reduceFacts(reduceWorkstreams(reduceAttempts(current, event), event), event), event);
  return { ...next, lastSeq: event.seq };
}
