import { clipText } from '../core/fence';
import type { AttemptState, RunState, WorkstreamState } from '../core/runState';

const mostItems = 30;
const summaryChars = 600;

const minutes = (ms: number) => (ms < 60_000 ? `${Math.round(ms / 1000)} s` : `${Math.round(ms / 6_000) / 10} min`);

function failuresOf(attempts: readonly AttemptState[]): readonly string[] {
  return attempts.flatMap(({ model, failure }) => (failure ? [`${model} failed (${failure.code})`] : []));
}

function workstreamText(work: WorkstreamState): readonly string[] {
  const facts = [
    work.state,
    ...(work.files.length > 0 ? [`files ${work.files.slice(0, mostItems).join(', ')}`] : []),
    ...failuresOf(work.attempts),
    ...work.fallbacks.map(({ from, to, reason }) => `fallback from ${from} to ${to} (${reason})`),
  ];
  const summary = clipText((work.summary ?? '').trim(), summaryChars);
  return [
    `- ${work.section}/${work.id} by ${work.model}: ${facts.join('; ')}`,
    ...(summary === '' ? [] : [summary.replace(/^/gm, '    ')]),
  ];
}

function qaText({ score, findings }: RunState): readonly string[] {
  if (!score) return [];
  const parts = score.dimensions.map(({ id, score: points }) => `${id} ${points ?? 'not assessed'}`);
  const worst = findings
    .slice(0, mostItems)
    .map(({ severity, file, line, message }) => `    ${severity} ${file}:${line} ${clipText(message, 200)}`);
  return [`- QA score ${score.total} (${parts.join(', ')}), ${findings.length} findings`, ...worst];
}

function changesText({ changes, applied, reverted }: RunState): readonly string[] {
  if (!changes) return [];
  const files = changes.files.slice(0, mostItems).map(({ kind, path }) => `${kind} ${path}`);
  const more = changes.files.length > mostItems ? ` and ${changes.files.length - mostItems} more` : '';
  const state = reverted ? 'reverted' : applied ? `applied (${applied.length})` : 'not applied';
  return [`- changes: ${files.join(', ')}${more}; ${state}`];
}

/** What a run did, in lines for a prompt: outcome, workstreams with their models and failures, conflicts, checks, changes, QA. */
export function runDigest(state: RunState): string {
  const { end, command, sections, startedAt, conflicts, checks, tasks, plan } = state;
  const outcome = end
    ? `${end.outcome}${end.failure ? ` (${end.failure.code})` : ''} after ${minutes(end.durationMs)}`
    : 'not ended';
  const of = sections.length > 0 ? ` of section ${sections.join(', ')}` : '';
  const lines = [
    `${startedAt} ${command}${of}: ${outcome}`,
    ...(plan?.sections ?? []).map(
      ({ id, title, strategy, summary }) => `- plan ${id} ${title} (${strategy}): ${clipText(summary, summaryChars)}`,
    ),
    ...state.workstreams.flatMap(workstreamText),
    ...failuresOf(tasks).map((failure) => `- ${failure}`),
    ...conflicts.map(
      ({ file, workstreams, by }) =>
        `- conflict in ${file} (${workstreams.join(', ')}): ${by === undefined ? 'open' : `resolved by ${by}`}`,
    ),
    ...checks.map(({ name, outcome: result }) => `- check ${name}: ${result}`),
    ...changesText(state),
    ...qaText(state),
    ...(end ? [`- diversity expected ${end.diversity.expected}, observed ${end.diversity.observed}`] : []),
  ];
  return lines.join('\n');
}
