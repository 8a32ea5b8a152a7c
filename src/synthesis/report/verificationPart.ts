import { fenced } from '../../core/fence';
import { latestChecks } from '../../core/latestChecks';
import type { CheckState } from '../../core/runState';
import { duration } from './figures';
import { bullets, code, inline, table } from '../../core/markdown';
import type { ReportInput } from './reportInput';

const tailLines = 40;
const tailChars = 6000;

const outcomes: Readonly<Record<CheckState['outcome'], string>> = {
  running: 'not ended',
  passed: 'passed',
  failed: 'FAILED',
  'timed-out': 'TIMED OUT',
  skipped: 'skipped',
};

/** The end of a check's output: what test runners print last matters most. */
function tail(output: string): string {
  const lines = output.trimEnd().split('\n');
  const kept = lines.slice(-tailLines).join('\n');
  const cut = lines.length > tailLines || kept.length > tailChars;
  return `${cut ? '…\n' : ''}${kept.slice(-tailChars)}`;
}

function details({ name, outcome, output }: CheckState): readonly string[] {
  if (output === undefined || output.trim() === '') return [];
  if (outcome === 'skipped') {
    return [`${inline(name)} was skipped: ${inline(output.trimEnd().split('\n').at(-1) ?? '')}`];
  }
  if (outcome !== 'failed' && outcome !== 'timed-out') return [];
  return [`### Output of ${inline(name)}\n\n${fenced(tail(output), 'text').trimEnd()}`];
}

/** The checks with their outcome, and the end of the output of those that are red. */
export function verificationPart({ state }: ReportInput): string {
  const latest = latestChecks(state.checks);
  if (latest.length === 0) return state.changes ? '## Verification\n\nNo check ran.' : '';
  const rows = latest.map(({ name, command, outcome, exitCode, durationMs }) => [
    inline(name),
    outcomes[outcome],
    exitCode === null ? '' : String(exitCode),
    durationMs === undefined ? '' : duration(durationMs),
    code(command.join(' ')),
  ]);
  const checks = table(['Check', 'Outcome', 'Exit code', 'Time', 'Command'], rows, ['Exit code', 'Time']);
  return ['## Verification', checks, ...latest.flatMap(details)].join('\n\n');
}

/** What the orchestrator found when it read the whole change. */
export function reviewPart({ state, review }: ReportInput): string {
  const attempt = state.tasks.findLast(({ task }) => task === 'consistency-review');
  if (!review && !attempt && !state.changes) return '';
  if (!review) {
    const why = attempt?.failure ? ` ${inline(attempt.model)}: ${inline(attempt.failure.message)}` : '';
    return `## Consistency review\n\nThe change was not reviewed.${why}`;
  }
  const by = attempt ? ` Reviewed by ${inline(attempt.model)}.` : '';
  const verdict = review.consistent ? 'The parts fit together.' : 'The parts do not fit together yet.';
  const order = ['error', 'warning', 'info'];
  const issues = review.issues.toSorted((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
  const points = issues.map(({ severity, file, quote, message }) => {
    const [line = ''] = quote.trim().split('\n');
    const shown = line === '' ? '' : `  \n  ${code(line.length > 120 ? `${line.slice(0, 120)}…` : line)}`;
    return `**${severity}** ${code(file)}: ${inline(message)}${shown}`;
  });
  return `## Consistency review\n\n${verdict}${by}${points.length > 0 ? `\n\n${bullets(points)}` : ''}`;
}
