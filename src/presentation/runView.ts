import { assertNever } from '../core/assertNever';
import { latestChecks } from '../core/latestChecks';
import { goesOn } from '../core/goesOn';
import type { CheckState, ConflictState, RunState } from '../core/runState';
import { isVerified, redChecksText } from './checks';
import { taskColumns, workstreamColumns } from './columns';
import { count, formatDuration } from './format';
import { fixedText, fixRemarks, fixTitle } from './fixView';
import { isInterrupted, withoutUnfinished } from './interrupted';
import type { PanelAction } from './panelMessages';
import { canResume } from './runActions';
import type { CheckView, PanelView } from './panelView';
import { qaReport } from './qaReport';
import { scoreText } from './qaScoreText';
import { planView } from './planView';
import { culpritText, repairViews } from './repairs';
import { runFiles } from './runFiles';
import { checkViewState, type ViewState } from './stateIcon';
import { timelineRows } from './timelineView';
import { allAttempts, costText, tokensText, totalUsage } from './usage';

const scopeShown = 20;
const maxOutput = 16 * 1024;
const maxReport = 96 * 1024;

/** `2 Loans` or `2 Loans, 3 Reminders`; the user's own words while there is no plan. A rehearsal is named so. */
export function runTitle(state: RunState): string {
  return state.rehearsal ? `Rehearsal: ${subjectOf(state)}` : subjectOf(state);
}

function subjectOf(state: RunState): string {
  if (state.command === 'journal') return 'Journal entry';
  if (state.command === 'qa') return `QA of section ${state.sections.join(', ')}`;
  if (state.command === 'fix') return fixTitle(state);
  const planned = state.plan?.sections.map((section) => `${section.id} ${section.title}`);
  const named = planned && planned.length > 0 ? planned : state.sections.map((section) => `Section ${section}`);
  return named.length > 0 ? named.join(', ') : state.command;
}

/** What the run is at, in a few words. */
export function runStatus(state: RunState): string {
  if (state.end) return endStatus(state, state.end.outcome);
  if (state.command === 'journal') return 'Writing the journal';
  if (state.command === 'qa') {
    return state.scope.length === 0 ? 'Looking for the code' : `Reviewing ${count(state.scope.length, 'file')}`;
  }
  switch (state.phase) {
    case 'planning':
      return 'Planning';
    case 'approval':
      return 'Waiting for your approval';
    case 'executing': {
      const done = state.workstreams.filter((workstream) => workstream.endedAt !== undefined).length;
      // What comes next has begun, before the first check tells so.
      if (done > 0 && done === state.workstreams.length) return 'Merging and checking';
      return `Running, ${done} of ${count(state.workstreams.length, 'workstream')} done`;
    }
    case 'synthesizing':
      return 'Merging and checking';
    case 'ended':
      return 'Ended';
    default:
      return assertNever(state.phase);
  }
}

function endStatus(state: RunState, outcome: NonNullable<RunState['end']>['outcome']): string {
  if (outcome === 'cancelled') return 'Cancelled';
  if (outcome === 'failed') return 'Failed';
  if (state.score) return scoreText(state.score);
  if (state.command === 'journal') return state.journalFile === undefined ? 'Nothing to write' : 'Written';
  if (state.reverted) return 'Reverted';
  if (state.discarded) return 'Discarded';
  if (state.applied) return `Applied, ${count(state.applied.length, 'file')}`;
  if (redChecksText(state) !== undefined) return 'Checks fail';
  if (outcome === 'unclean') return fixedText(state) ?? 'Finished, not clean';
  if (state.command === 'plan') return 'Planned';
  return isVerified(state) ? 'Verified, ready to review' : 'Ready to review';
}

/** A status with the word that another window or terminal conducts the run. */
export function elsewhereText(status: string, elsewhere: boolean): string {
  return elsewhere ? `${status} (in another window or terminal)` : status;
}

/** The state of the whole run in the common vocabulary. */
export function runViewState(state: RunState): ViewState {
  if (!state.end) return state.phase === 'approval' ? 'waiting' : 'running';
  switch (state.end.outcome) {
    case 'succeeded':
      return 'succeeded';
    case 'cancelled':
      return 'cancelled';
    case 'failed':
    case 'unclean':
      return 'failed';
    default:
      return assertNever(state.end.outcome);
  }
}

/** Whether the run left changes that the user has neither applied nor sent away. */
export function hasOpenChanges(state: RunState): boolean {
  return (
    state.end !== undefined &&
    state.applied === undefined &&
    !state.reverted &&
    !state.discarded &&
    (state.changes?.files.length ?? 0) > 0
  );
}

/** The buttons that make sense now. `live`: the run belongs to this window and can still be told something. */
export function panelActions(state: RunState, live: boolean, elsewhere = false): readonly PanelAction[] {
  const approval: readonly PanelAction[] = state.phase === 'approval' ? ['approve', 'edit-plan'] : [];
  const resume: readonly PanelAction[] = canResume(state, live || elsewhere) ? ['resume'] : [];
  if (!state.end) return live ? [...approval, 'cancel', 'stop'] : resume;
  const changes: readonly PanelAction[] = hasOpenChanges(state)
    ? ['review', 'apply']
    : state.applied
      ? ['review', 'revert']
      : [];
  return [...resume, ...changes, ...(state.reportFile === undefined ? [] : ['show-report' as const]), 'show-log'];
}

function checkView(check: CheckState): CheckView {
  const took = check.durationMs === undefined ? '' : ` in ${formatDuration(check.durationMs)}`;
  const text = {
    running: 'running',
    passed: `passed${took}`,
    failed: check.exitCode === null ? `failed${took}` : `failed with exit code ${check.exitCode}${took}`,
    'timed-out': 'timed out',
    skipped: 'skipped',
  }[check.outcome];
  const { name, outcome, command } = check;
  const output = check.output?.slice(-maxOutput);
  return { name, outcome, text, output, state: checkViewState(check), command: command.join(' ') };
}

function conflictView(conflict: ConflictState, state: RunState): PanelView['conflicts'][number] {
  const titleOf = (id: string) => state.workstreams.find((one) => one.id === id || one.key === id)?.title ?? id;
  const sides = conflict.workstreams.map(titleOf).join(' and ');
  const text = conflict.by === undefined ? `${sides}: being joined` : `${sides}: resolved by ${conflict.by}`;
  return { file: conflict.file, text, open: conflict.by === undefined };
}

function changesView(state: RunState): PanelView['changes'] {
  if (!state.changes) return undefined;
  const { files, refused } = state.changes;
  const text =
    refused.length === 0 ? count(files.length, 'file') : `${count(files.length, 'file')}, ${refused.length} refused`;
  return { text, files: files.map((file) => file.path) };
}

const warningsOf = ({ log }: RunState) =>
  log.filter(({ level }) => level === 'warning' || level === 'error').slice(-20);

/** Which files a QA looks at, said from its beginning on. */
function scopeRemark({ command, scope }: RunState): PanelView['remarks'] {
  if (command !== 'qa' || scope.length === 0) return [];
  const more = scope.length > scopeShown ? ` and ${scope.length - scopeShown} more` : '';
  const message = `Under review: ${scope.slice(0, scopeShown).join(', ')}${more}.`;
  return [{ level: 'info', message }];
}

/** What the run panel shows of a run. `report` is the markdown of its report; `elsewhere`: another window conducts it. */
export function panelView(run: RunState, live: boolean, report: string | undefined, elsewhere = false): PanelView {
  const state = withoutUnfinished(run, live);
  const usage = totalUsage(allAttempts(state));
  const interrupted = isInterrupted(state, live);
  const qa = qaReport(state);
  return {
    runId: state.runId,
    title: runTitle(state),
    state: interrupted ? 'cancelled' : runViewState(state),
    status: interrupted
      ? goesOn(state.command)
        ? 'Interrupted: go on with MAO: Resume Run'
        : 'Interrupted'
      : elsewhereText(runStatus(state), live && elsewhere),
    startedAt: state.startedAt,
    durationMs: state.end?.durationMs ?? (interrupted ? 0 : undefined),
    tokens: tokensText(usage),
    cost: costText(usage),
    diversity:
      state.end && state.plan
        ? `diversity ${state.end.diversity.expected} → ${state.end.diversity.observed}`
        : undefined,
    actions: panelActions(run, live && !elsewhere, live && elsewhere),
    problem: state.end?.failure?.message ?? redChecksText(state),
    timeline: timelineRows(state, live),
    plan: planView(state),
    tasks: taskColumns(state),
    columns: workstreamColumns(state, live && !elsewhere, live && elsewhere),
    conflicts: state.conflicts.map((conflict) => conflictView(conflict, state)),
    checks: latestChecks(state.checks).map(checkView),
    culprit: culpritText(state),
    repairs: repairViews(state),
    changes: changesView(state),
    files: runFiles(state),
    qa,
    report: qa ? undefined : report?.slice(0, maxReport),
    remarks: [...scopeRemark(state), ...fixRemarks(state), ...warningsOf(state)],
  };
}
