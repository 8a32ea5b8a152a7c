import { hasFailedWork } from '../../core/failedWork';
import { isRed, latestChecks } from '../../core/latestChecks';
import { bullets, code, inline } from '../../core/markdown';
import type { RunState } from '../../core/runState';
import type { ReportInput } from './reportInput';

const names = (paths: readonly string[]) => {
  const shown = paths.slice(0, 5).map(code).join(', ');
  return paths.length > 5 ? `${shown} and ${paths.length - 5} more` : shown;
};

function unfinished(state: RunState): readonly string[] {
  const { command, findingChecks, workstreams, runId } = state;
  const open = workstreams.filter((workstream) => workstream.state !== 'succeeded');
  const sections = [...new Set(open.map(({ section }) => section))];
  return sections.map((section) => {
    const missing = open.filter((workstream) => workstream.section === section).map(({ title }) => inline(title));
    const left = findingChecks.filter(({ outcome }) => outcome !== 'fixed').map(({ id }) => id);
    const next = hasFailedWork(state)
      ? `go on with the run: “MAO: Resume Run” in VS Code, or ${code(`mao resume ${runId}`)}`
      : command === 'fix'
        ? `fix again: ${code(`mao fix ${left.join(' ')}`.trim())}`
        : `develop the section again: ${code(`mao develop ${section}`)}`;
    return `${missing.join(', ')} of section ${inline(section)} ${missing.length === 1 ? 'is' : 'are'} missing. Mend the cause below, then ${next}.`;
  });
}

function checkSteps({ state }: ReportInput): readonly string[] {
  const latest = latestChecks(state.checks);
  if (latest.length === 0 && state.changes) {
    return [
      'Nothing was verified. Try the change by hand before you rely on it, or name checks in the settings (`checks`).',
    ];
  }
  return latest.flatMap(({ name, outcome, command }) => {
    const run = code(command.join(' '));
    if (isRed({ outcome }) && state.redBefore.includes(name)) {
      return [`**${inline(name)}** was red before this run: mend that first, then develop again. ${run} runs it.`];
    }
    if (outcome === 'failed') return [`**${inline(name)}** failed: its output stands below. ${run} runs it again.`];
    if (outcome === 'timed-out') return [`**${inline(name)}** ran out of time. Does ${run} end by itself?`];
    return outcome === 'skipped'
      ? [`**${inline(name)}** was skipped: the reason stands below. Run ${run} yourself.`]
      : [];
  });
}

function conflictSteps({ state }: ReportInput): readonly string[] {
  const decided = state.conflicts.filter(({ by }) => by === undefined || /^(owner|later):|^kept$/.test(by));
  if (decided.length === 0) return [];
  return [`Look at ${names(decided.map(({ file }) => file))}: a conflict there was decided without joining the sides.`];
}

/** What of the change the user has not decided about yet, or can take back. */
function decisionSteps({ changes, applied, reverted, discarded, runId }: RunState): readonly string[] {
  const files = changes?.files ?? [];
  const apply = code(`mao apply ${runId}`);
  if (files.length === 0) return [];
  if (reverted) return [`The change was applied and taken back. ${apply} applies it again.`];
  if (discarded === true) return [`The change was sent away. ${apply} applies it all the same.`];
  if (applied === undefined) {
    return [`Review the change and apply it: “MAO: Review Changes” in VS Code, or ${apply}.`];
  }
  const left = files.map(({ path }) => path).filter((path) => !applied.includes(path));
  return left.length > 0 ? [`Not applied yet: ${names(left)}. ${apply} tells why.`] : [];
}

function changeSteps({ state }: ReportInput): readonly string[] {
  const { changes, applied } = state;
  if (!changes) return [];
  const ticks = changes.files
    .filter(({ path, needsTick }) => needsTick !== undefined && !(applied ?? []).includes(path))
    .map(({ path }) => path);
  return [
    ...decisionSteps(state),
    ...(ticks.length > 0 ? [`Protected: ${names(ticks)}. Applied only when you tick them yourself.`] : []),
    ...(changes.refused.length > 0
      ? [`Refused: ${names(changes.refused.map(({ path }) => path))}. Never applied; do by hand what you want of it.`]
      : []),
  ];
}

/** What the user has to do now, most pressing first. */
export function nextStepsPart(input: ReportInput): string {
  const { state, review } = input;
  const errors = review?.issues.filter(({ severity }) => severity === 'error').length ?? 0;
  const outside = [...new Set(state.workstreams.flatMap(({ outsideOwnership }) => outsideOwnership))];
  const steps = [
    ...unfinished(state),
    ...checkSteps(input),
    ...(errors > 0
      ? [`The consistency review found ${errors === 1 ? 'an error' : `${errors} errors`}, see below.`]
      : []),
    ...conflictSteps(input),
    ...(outside.length > 0 ? [`Changed by a workstream that does not own it: ${names(outside)}.`] : []),
    ...changeSteps(input),
  ];
  const done =
    state.applied === undefined ? '' : `The change is applied. ${code(`mao revert ${state.runId}`)} takes it back.\n\n`;
  return `## What is left to do\n\n${done}${steps.length > 0 ? bullets(steps) : 'Nothing.'}`;
}
