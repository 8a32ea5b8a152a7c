import { checkViewState, type ViewState } from './stateIcon';
import type { AttemptState, CheckState, RunState, WorkstreamState } from '../core/runState';
import { taskTitle, waitsFor } from './columns';
import { taskKey } from './runStreams';

/** A stretch of time in a row. Times are ISO; without `end` it goes on. `who` is empty while it waits. */
export interface TimelineSegment {
  readonly kind: 'waiting' | 'working' | 'fallback';
  readonly state: ViewState;
  readonly start: string;
  readonly end: string | undefined;
  readonly who: string;
  /** What it waits for, what failed, whose place was taken; undefined: nothing to say. */
  readonly why: string | undefined;
}

/** One row of the timeline; `column` is the column that tells more. */
export interface TimelineRow {
  readonly key: string;
  readonly title: string;
  readonly section: string | undefined;
  readonly state: ViewState;
  readonly column: string | undefined;
  readonly segments: readonly TimelineSegment[];
}

const latest = (times: readonly (string | undefined)[]) => times.reduce((a, b) => ((b ?? '') > (a ?? '') ? b : a), '');

/** The last time that a run's log tells: nothing of an interrupted run can be said to have gone on after it. */
function lastKnown(state: RunState): string {
  const attempts = [...state.tasks, ...state.workstreams.flatMap((workstream) => workstream.attempts)];
  const times = [...attempts, ...state.workstreams, ...state.checks].flatMap((one) => [one.startedAt, one.endedAt]);
  return latest([state.startedAt, ...times, state.log.at(-1)?.time]) ?? state.startedAt;
}

function attemptSegment(attempt: AttemptState, planned: string, whyFallback: (to: string) => string | undefined) {
  const { model, outcome, startedAt, endedAt, failure } = attempt;
  const taken = model === planned ? undefined : whyFallback(model);
  const why = [taken, failure?.message].filter((part) => part !== undefined).join('. ');
  return {
    kind: model === planned ? ('working' as const) : ('fallback' as const),
    state: outcome,
    start: startedAt,
    end: endedAt,
    who: model,
    why: why === '' ? undefined : why,
  };
}

const tookOver = (fallbacks: WorkstreamState['fallbacks']) => (to: string) => {
  const found = fallbacks.findLast((fallback) => fallback.to === to);
  return found && `Took over from ${found.from}: ${found.reason.replaceAll('-', ' ')}`;
};

function workstreamRow(workstream: WorkstreamState, state: RunState, begun: string | undefined): TimelineRow {
  const { key, title, section, startedAt, fallbacks } = workstream;
  const own = workstream.attempts.filter((attempt) => attempt.task === undefined);
  const plan = state.plan?.sections
    .find(({ id }) => id === section)
    ?.workstreams.find(({ id }) => id === workstream.id);
  const planned = plan?.model ?? own[0]?.model ?? workstream.model;
  const work = own.map((attempt) => attemptSegment(attempt, planned, tookOver(fallbacks)));
  const until = startedAt ?? work[0]?.start;
  const waits = waitsFor(workstream, state.workstreams);
  const waited: readonly TimelineSegment[] =
    begun === undefined || (until === undefined ? workstream.state !== 'waiting' : until <= begun)
      ? []
      : [
          {
            ...{ kind: 'waiting', state: 'waiting', start: begun, end: until, who: '' },
            why: waits.length > 0 ? `Waits for ${waits.join(', ')}` : undefined,
          },
        ];
  return {
    ...{ key, title, state: workstream.state, column: key },
    section: (state.plan?.sections.length ?? 0) > 1 ? section : undefined,
    segments: [...waited, ...work],
  };
}

function attemptsRow(key: string, title: string, attempts: readonly AttemptState[], column: string): TimelineRow {
  const planned = attempts[0]?.model ?? '';
  const segments = attempts.map((attempt) => attemptSegment(attempt, planned, () => `Took over from ${planned}`));
  const state = attempts.at(-1)?.outcome ?? 'waiting';
  return { key, title, section: undefined, state, column, segments };
}

function taskRows(state: RunState, wanted: (task: string | undefined) => boolean): readonly TimelineRow[] {
  const tasks = state.tasks.filter(({ task }) => wanted(task));
  const groups = Map.groupBy(tasks, ({ task = 'run', topic }) => taskKey(task, topic));
  return [...groups].map(([key, attempts]) =>
    attemptsRow(key, taskTitle(attempts[0]?.task ?? 'run', attempts[0]?.topic), attempts, key),
  );
}

/** Merging itself takes no time that one could see: it is a mark where nobody had to join anything. */
function mergeRow(state: RunState, rows: readonly TimelineRow[]): readonly TimelineRow[] {
  const joins = taskRows(state, (task) => task === 'conflict')[0];
  if (joins) return [{ ...joins, key: 'merge', title: 'Merge' }];
  const at = latest(state.workstreams.map((workstream) => workstream.endedAt)) ?? '';
  const over = state.checks.length > 0 || state.changes !== undefined;
  if (!over || at === '' || rows.length === 0) return [];
  const mark = { kind: 'working', state: 'succeeded', start: at, end: at, who: 'git', why: 'No conflicts' } as const;
  return [
    { key: 'merge', title: 'Merge', section: undefined, state: 'succeeded', column: undefined, segments: [mark] },
  ];
}

function checkSegment(check: CheckState): readonly TimelineSegment[] {
  const end = check.endedAt;
  const start =
    check.startedAt ??
    (end === undefined ? undefined : new Date(Date.parse(end) - (check.durationMs ?? 0)).toISOString());
  if (start === undefined) return [];
  const state = checkViewState(check);
  const why =
    check.outcome === 'running' || check.outcome === 'passed' ? undefined : check.outcome.replaceAll('-', ' ');
  return [{ kind: 'working', state, start, end, who: check.name, why }];
}

function checksRow(state: RunState): readonly TimelineRow[] {
  const segments = state.checks.flatMap(checkSegment);
  if (segments.length === 0) return [];
  const latestOf = new Map(segments.map((segment) => [segment.who, segment.state]));
  const states = [...latestOf.values()];
  const shown = (['running', 'failed'] as const).find((one) => states.includes(one)) ?? 'succeeded';
  return [{ key: 'checks', title: 'Checks', section: undefined, state: shown, column: undefined, segments }];
}

/** A repair's attempts stand with the workstream that they concern. */
function repairRow(state: RunState): readonly TimelineRow[] {
  const attempts = [...state.tasks, ...state.workstreams.flatMap((workstream) => workstream.attempts)]
    .filter(({ task }) => task === 'repair')
    .sort((a, b) => a.startedAt.localeCompare(b.startedAt));
  if (attempts.length === 0) return [];
  return [{ ...attemptsRow('repair', 'Repair', attempts, 'task:repair'), column: undefined }];
}

/**
 * The rows of a run's timeline: planning, one a workstream, then merge, checks, repair and review; of QA and journal one a task.
 * `live` is false for a run that is over or was interrupted: then nothing goes on.
 */
export function timelineRows(state: RunState, live: boolean): readonly TimelineRow[] {
  const begun = state.workstreams
    .flatMap((workstream) => [workstream.startedAt, workstream.attempts[0]?.startedAt])
    .filter((time) => time !== undefined)
    .sort()[0];
  const workstreams = state.workstreams.map((workstream) => workstreamRow(workstream, state, begun));
  const rows = [
    ...taskRows(state, (task) => task === 'plan'),
    ...workstreams,
    ...mergeRow(state, workstreams),
    ...checksRow(state),
    ...repairRow(state),
    ...taskRows(state, (task) => !['plan', 'dependency-check', 'conflict', 'repair'].includes(task ?? '')),
  ];
  if (live && !state.end) return rows;
  const end = lastKnown(state);
  return rows.map((row) => ({ ...row, segments: row.segments.map((one) => ({ ...one, end: one.end ?? end })) }));
}
