import { latestChecks } from '../core/latestChecks';
import type { RunCommand } from '../core/runCommand';
import type { AttemptState, CheckState, RunState, WorkstreamState } from '../core/runState';
import { failedChecks } from './checks';
import { taskColumns } from './columns';
import { elapsed, escapeMarkdown, formatDuration } from './format';
import { isInterrupted, withoutUnfinished } from './interrupted';
import { culpritText, repairViews } from './repairs';
import type { WorkstreamAction } from './panelMessages';
import { canResume, workstreamActions } from './runActions';
import { taskKey } from './runStreams';
import { elsewhereText, hasOpenChanges, runStatus, runViewState } from './runView';
import { checkViewState, stateIcon, type StateIcon, type ViewState } from './stateIcon';
import { silenceText } from './silence';
import { costText, tokensText, totalUsage } from './usage';
import { workstreamText } from './workstreamText';

/** A node of the Workstreams view below a section; `id` is unique in the window. */
export interface TreeNodeView {
  readonly id: string;
  readonly label: string;
  readonly description: string;
  readonly tooltip: string;
  readonly icon: StateIcon;
  readonly context: string;
  /** The column of the run panel that it belongs to: `2/schemas`, `task:plan`. */
  readonly column?: string;
  readonly children: readonly TreeNodeView[];
}

const join = (...parts: (string | undefined)[]) =>
  parts.filter((part) => part !== undefined && part !== '').join(' · ');
const took = (ms: number | undefined) => (ms === undefined ? undefined : formatDuration(ms));

function attemptNode(runId: string, key: string, attempt: AttemptState, now: Date): TreeNodeView {
  const usage = totalUsage([attempt]);
  const time = took(elapsed(attempt.startedAt, attempt.endedAt, now));
  return {
    id: `${runId}/${key}/${attempt.task ?? 'attempt'}-${attempt.number}-${attempt.model}`,
    label: attempt.task === 'repair' ? `Repair ${attempt.number}` : `Attempt ${attempt.number}`,
    description: join(attempt.model, attempt.failure?.message, attempt.endedAt === undefined ? undefined : time),
    tooltip: escapeMarkdown(
      join(`${attempt.model} by ${attempt.cli} (${attempt.transport})`, time, tokensText(usage), costText(usage)),
    ),
    icon: stateIcon(attempt.outcome),
    context: 'attempt.read',
    column: key,
    children: [],
  };
}

/** When a column last got something (ISO). */
type LastAt = (key: string) => string | undefined;

const words: Readonly<Record<WorkstreamAction, string>> = {
  'cancel-workstream': 'end',
  'stop-workstream': 'end',
  'retry-workstream': 'retry',
  'open-transcript': 'read',
  'open-diff': 'diff',
};

/** What the menus read: the workstream's state, then a word for each thing that can be done with it. */
function workstreamContext(state: RunState, workstream: WorkstreamState, live: boolean, elsewhere: boolean): string {
  const can = workstreamActions(state, workstream, live && !elsewhere, live && elsewhere).map(
    (action) => words[action],
  );
  return ['workstream', workstream.state, ...new Set(can)].join('.');
}

function workstreamNode(
  state: RunState,
  workstream: WorkstreamState,
  now: Date,
  live: boolean,
  elsewhere: boolean,
  lastAt: LastAt,
): TreeNodeView {
  const since = lastAt(workstream.key) ?? workstream.startedAt;
  const isAtWork = live && workstream.state === 'running' && since !== undefined;
  const silent = isAtWork ? silenceText(new Date(since), now) : undefined;
  const ended = workstream.endedAt !== undefined;
  const time = ended ? took(elapsed(workstream.startedAt, workstream.endedAt, now)) : undefined;
  const usage = totalUsage(workstream.attempts);
  const lines = [
    `**${escapeMarkdown(workstream.title)}**: ${workstream.state}`,
    ...[
      join(workstream.model, time, tokensText(usage), costText(usage)),
      ...workstream.fallbacks.map((fallback) => fallback.message),
      workstream.state === 'failed' ? (workstream.failure?.message ?? '') : '',
      workstream.files.length > 0 ? `Files: ${workstream.files.join(', ')}` : '',
      (workstream.summary ?? '').slice(0, 600),
    ].map(escapeMarkdown),
  ];
  return {
    id: `${state.runId}/${workstream.key}`,
    label: workstream.title,
    description:
      silent === undefined ? workstreamText(workstream, state.workstreams, now) : join(workstream.model, silent),
    tooltip: lines.filter((line) => line !== '').join('\n\n'),
    icon: silent === undefined ? stateIcon(workstream.state) : { name: 'warning', color: 'list.warningForeground' },
    context: workstreamContext(state, workstream, live, elsewhere),
    column: workstream.key,
    children: workstream.attempts.map((attempt) => attemptNode(state.runId, workstream.key, attempt, now)),
  };
}

function checksState(state: RunState): ViewState {
  if (state.checks.some((check) => check.outcome === 'running')) return 'running';
  if (failedChecks(state).length > 0) return 'failed';
  return state.checks.every((check) => check.outcome === 'skipped') ? 'skipped' : 'succeeded';
}

function checkNode(runId: string, check: CheckState, index: number): TreeNodeView {
  return {
    id: `${runId}/checks/${index}`,
    label: check.name,
    description: join(check.outcome, took(check.durationMs)),
    tooltip: escapeMarkdown(check.command.join(' ')),
    icon: stateIcon(checkViewState(check)),
    context: 'check',
    children: [],
  };
}

function repairNodes(state: RunState): readonly TreeNodeView[] {
  return repairViews(state).map(({ title, text, state: icon }, index) => ({
    id: `${state.runId}/checks/repair-${index}`,
    label: title,
    description: text,
    tooltip: escapeMarkdown(text),
    icon: stateIcon(icon),
    context: 'repair',
    children: [],
  }));
}

function checksNode(state: RunState): TreeNodeView {
  const checks = latestChecks(state.checks);
  return {
    id: `${state.runId}/checks`,
    label: 'Checks',
    description: culpritText(state) ?? checks.map((check) => check.name).join(', '),
    tooltip: checks.map((check) => escapeMarkdown(`${check.name}: ${check.outcome}`)).join('\n\n'),
    icon: stateIcon(checksState(state)),
    context: 'checks',
    children: [...checks.map((check, index) => checkNode(state.runId, check, index)), ...repairNodes(state)],
  };
}

/** What a QA asked of models: one node for each dimension and for what came before and after. */
function taskNodes(state: RunState, now: Date): readonly TreeNodeView[] {
  return taskColumns(state).map((column) => {
    const attempts = state.tasks.filter(({ task = 'run', topic }) => taskKey(task, topic) === column.key);
    const score = state.score?.dimensions.find(({ id }) => id === attempts[0]?.topic)?.score ?? undefined;
    const time = column.endedAt === undefined ? undefined : took(elapsed(column.startedAt, column.endedAt, now));
    return {
      id: `${state.runId}/${column.key}`,
      label: column.title,
      description: join(score === undefined ? undefined : String(score), column.model, column.note, time),
      tooltip: escapeMarkdown(join(column.title, column.model, column.note, column.tokens)),
      icon: stateIcon(column.state),
      context: 'task.read',
      column: column.key,
      children: attempts.map((attempt) => attemptNode(state.runId, column.key, attempt, now)),
    };
  });
}

const runLabels = { plan: 'Plan', develop: 'Run', qa: 'QA', journal: 'Journal', fix: 'Fix' } as const;

/** What the menus read: what the run is at, then `resume` where it can be gone on with. */
function runContext(state: RunState, live: boolean, elsewhere: boolean): string {
  if (live && elsewhere) return 'run.elsewhere';
  if (live) return state.phase === 'approval' ? 'run.approval' : 'run.running';
  const resume = canResume(state, live) ? '.resume' : '';
  if (!state.end) return `run.interrupted${resume}`;
  if (hasOpenChanges(state)) return `run.review${resume}`;
  return `run.${state.applied ? 'applied' : 'ended'}${resume}`;
}

/** `Run 10:15`, `QA 21 Nov 10:15`. */
export function runLabel(command: RunCommand, startedAt: string, now: Date): string {
  return `${runLabels[command]} ${runTime(startedAt, now)}`;
}

/** `10:15` today, `21 Nov 10:15` before. */
export function runTime(startedAt: string, now: Date): string {
  const start = new Date(startedAt);
  const time = start.toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit' });
  if (start.toDateString() === now.toDateString()) return time;
  return `${start.toLocaleDateString(undefined, { day: 'numeric', month: 'short' })} ${time}`;
}

/** Words that the icon of a run and the line of its section say already. */
const quiet: ReadonlySet<string> = new Set(['Verified, ready to review', 'Ready to review', 'Planned', 'Written']);

/** A run below one of its sections, with the workstreams of that section and the checks. `live`: it is under way; `elsewhere`: not in this window; `lastAt`: by the key of a workstream. */
export function runNode(
  run: RunState,
  section: string,
  live: boolean,
  now: Date,
  elsewhere = false,
  lastAt: LastAt = () => undefined,
): TreeNodeView {
  const state = withoutUnfinished(run, live);
  const interrupted = isInterrupted(state, live);
  const mine = state.workstreams.filter((workstream) => workstream.section === section);
  const diversity =
    state.end && state.plan ? `diversity ${state.end.diversity.expected} → ${state.end.diversity.observed}` : undefined;
  const status = interrupted
    ? `Interrupted${canResume(state, live) ? ': resume' : ''}`
    : elsewhereText(runStatus(state), live && elsewhere);
  return {
    id: `${state.runId}@${section}`,
    label: runLabel(state.command, state.startedAt, now),
    description: state.end
      ? join(quiet.has(status) ? undefined : status, took(state.end.durationMs), diversity)
      : status,
    tooltip: `**${escapeMarkdown(status)}**\n\n${escapeMarkdown(state.runId)}`,
    icon: stateIcon(interrupted ? 'cancelled' : runViewState(state)),
    context: runContext(run, live, elsewhere),
    children: [
      ...mine.map((workstream) => workstreamNode(state, workstream, now, live, elsewhere, lastAt)),
      ...(state.command === 'qa' ? taskNodes(state, now) : []),
      ...(state.checks.length > 0 ? [checksNode(state)] : []),
    ].map((node) => ({ ...node, id: `${node.id}@${section}` })),
  };
}
