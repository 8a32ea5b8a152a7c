import type { Finding } from '../core/finding';
import type { RunEvent } from '../core/runEvent';
import type { RunState } from '../core/runState';
import { count, escapeMarkdown, formatDuration } from './format';
import { redChecksText } from './checks';
import { hasOpenChanges, runStatus, runTitle } from './runView';

/** One line for the reader of a chat about what just happened; undefined where it is not worth one. `state`: after the event. */
export function chatProgress(event: RunEvent, state: RunState): string | undefined {
  const title = () =>
    state.workstreams.find(({ id, section }) => id === event.workstream && section === event.section)?.title ??
    event.workstream ??
    '';
  switch (event.type) {
    case 'run-start':
      return state.command === 'develop' || state.command === 'plan' ? 'Planning' : undefined;
    case 'plan-approved':
      return `Plan approved: ${count(state.workstreams.length, 'workstream')}`;
    case 'workstream-start':
      return `${title()} has begun`;
    case 'workstream-end':
      return event.outcome === 'succeeded' ? `${title()}: done by ${event.model}` : `${title()}: ${event.outcome}`;
    case 'fallback':
      return event.message;
    case 'conflict-found':
      return `${event.file}: joining what ${event.workstreams.join(' and ')} wrote`;
    case 'check-start':
      return `Checking: ${event.name}`;
    case 'repair-start':
      return 'Repairing';
    default:
      return undefined;
  }
}

/** What a run came to, as markdown that nothing of the run can break out of. */
export function chatSummary(state: RunState): string {
  const lines = [`**${escapeMarkdown(runTitle(state))}**: ${escapeMarkdown(runStatus(state))}`];
  const problem = state.end?.failure?.message ?? redChecksText(state);
  if (problem !== undefined) lines.push('', escapeMarkdown(problem));
  if (state.workstreams.length > 0) {
    lines.push(
      '',
      ...state.workstreams.map((one) => `- ${escapeMarkdown(`${one.title}: ${one.state}, ${one.model}`)}`),
    );
  }
  if (state.command === 'qa') {
    lines.push('', ...findingLines(state.findings).map((line) => `- ${escapeMarkdown(line)}`));
  }
  if (hasOpenChanges(state)) lines.push('', `${count(state.changes?.files.length ?? 0, 'file')} to review.`);
  if (state.journalFile !== undefined) lines.push('', `Written to ${escapeMarkdown(state.journalFile)}.`);
  return lines.join('\n');
}

const shown = 10;

/** `error src/a.ts:12 message (security)`, the worst first. */
function findingLines(findings: readonly Finding[]): readonly string[] {
  const rank = { error: 0, warning: 1, info: 2 };
  const sorted = findings.toSorted((a, b) => rank[a.severity] - rank[b.severity]).map(findingLine);
  const more = sorted.length - shown;
  return more > 0 ? [...sorted.slice(0, shown), `and ${more} more, in the Problems panel`] : sorted;
}

function findingLine({ id, severity, file, line, message, dimensions }: Finding): string {
  return `${severity} ${file}:${line} ${message} (${dimensions.join(', ')}; ${id})`;
}

/** Runs for a model or a chat to read, as plain text. */
export function runsText(states: readonly RunState[]): string {
  if (states.length === 0) return 'No run yet.';
  return states
    .map((state) => {
      const took = state.end ? `, ${formatDuration(state.end.durationMs)}` : '';
      const head = `${state.runId} ${state.command}, ${runTitle(state)}: ${runStatus(state)} (began ${state.startedAt}${took})`;
      const parts = state.workstreams.map((one) => {
        const why = one.failure ? ` (${one.failure.code}: ${one.failure.message})` : '';
        return `  ${one.key} ${one.title}: ${one.state} by ${one.model}${why}; files: ${one.files.join(', ') || 'none'}`;
      });
      const checks = state.checks.map((check) => `  check ${check.name}: ${check.outcome}`);
      return [head, ...parts, ...checks].join('\n');
    })
    .join('\n\n');
}

/** Findings for a model to read, as plain text. */
export function findingsText(findings: readonly Finding[]): string {
  if (findings.length === 0) return 'No finding is in force.';
  return findings
    .map((finding) => `${findingLine(finding)}\n  why: ${finding.why}\n  suggestion: ${finding.suggestion}`)
    .join('\n');
}
