import type { AttemptState, RunState, WorkstreamState } from '../core/runState';
import type { ColumnView } from './panelView';
import { taskActions, workstreamActions } from './runActions';
import type { ViewState } from './stateIcon';
import { taskKey } from './runStreams';
import { costText, tokensText, totalUsage, type UsageTotal } from './usage';

const taskTitles: Readonly<Record<string, string>> = {
  plan: 'Plan',
  'dependency-check': 'Dependency check',
  conflict: 'Conflicts',
  repair: 'Repair',
  'consistency-review': 'Consistency review',
  'qa-scope': 'Search for the code',
  'qa-review': 'Review',
  'qa-synthesis': 'Synthesis',
  'journal-perspective': 'Perspective',
  'journal-synthesis': 'Synthesis',
};

/** A task's name for people; that of its dimension or perspective where there is one for each. */
export function taskTitle(task: string, topic?: string): string {
  if (topic === undefined) return taskTitles[task] ?? task;
  const words = topic.replaceAll('_', ' ').replace(/^prd\b/, 'PRD');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The workstreams that this one still waits for, as titles. */
export function waitsFor(workstream: WorkstreamState, all: readonly WorkstreamState[]): readonly string[] {
  if (workstream.state !== 'waiting') return [];
  return all
    .filter((other) => workstream.dependsOn.includes(other.key) && other.endedAt === undefined)
    .map((other) => other.title);
}

/** What one should know of a workstream in a few words. */
export function workstreamNote(workstream: WorkstreamState, all: readonly WorkstreamState[]): string | undefined {
  if (workstream.failure && workstream.state === 'failed') return workstream.failure.message;
  const waiting = waitsFor(workstream, all);
  if (waiting.length > 0) return `waits for ${waiting.join(', ')}`;
  const fallback = workstream.fallbacks.at(-1);
  if (fallback) return `after ${fallback.from}: ${fallback.reason.replaceAll('-', ' ')}`;
  if (workstream.outsideOwnership.length > 0) {
    return `changed files of others: ${workstream.outsideOwnership.join(', ')}`;
  }
  return undefined;
}

/** Unknown cost is told once, in the header. */
function knownCost(usage: UsageTotal): string | undefined {
  return usage.costUsd === undefined ? undefined : costText({ ...usage, unknown: [] });
}

function workstreamColumn(workstream: WorkstreamState, state: RunState, live: boolean, elsewhere: boolean): ColumnView {
  return {
    key: workstream.key,
    title: workstream.title,
    section: (state.plan?.sections.length ?? 0) > 1 ? workstream.section : undefined,
    state: workstream.state,
    model: workstream.model,
    startedAt: workstream.startedAt,
    endedAt: workstream.endedAt,
    tokens: tokensText(totalUsage(workstream.attempts)),
    cost: knownCost(totalUsage(workstream.attempts)),
    note: workstreamNote(workstream, state.workstreams),
    files: workstream.files,
    actions: workstreamActions(state, workstream, live, elsewhere),
  };
}

function taskState(attempts: readonly AttemptState[], ended: boolean): ViewState {
  const last = attempts.at(-1);
  if (!last) return 'waiting';
  return last.outcome === 'running' && ended ? 'cancelled' : last.outcome;
}

function taskColumn(key: string, attempts: readonly AttemptState[], ended: boolean): ColumnView {
  const last = attempts.at(-1);
  // One that was interrupted has no end, and its time must not go on.
  const timeless = last?.outcome === 'cancelled' && last.endedAt === undefined;
  return {
    key,
    title: taskTitle(last?.task ?? 'run', last?.topic),
    section: undefined,
    state: taskState(attempts, ended),
    model: last?.model ?? '',
    startedAt: timeless ? undefined : attempts[0]?.startedAt,
    endedAt: last?.endedAt,
    tokens: tokensText(totalUsage(attempts)),
    cost: knownCost(totalUsage(attempts)),
    note: last?.failure?.message,
    files: [],
    actions: taskActions(attempts),
  };
}

/** One column per workstream, in the order of the plan. `live`: this window conducts the run, `elsewhere`: another does. */
export function workstreamColumns(state: RunState, live: boolean, elsewhere: boolean): readonly ColumnView[] {
  return state.workstreams.map((workstream) => workstreamColumn(workstream, state, live, elsewhere));
}

/** One column per task that the run does itself: plan, dependency check, conflicts, review. */
export function taskColumns(state: RunState): readonly ColumnView[] {
  const groups = Map.groupBy(state.tasks, ({ task = 'run', topic }) => taskKey(task, topic));
  return [...groups].map(([key, attempts]) => taskColumn(key, attempts, state.end !== undefined));
}
