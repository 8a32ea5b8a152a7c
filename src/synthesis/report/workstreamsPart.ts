import type { AttemptState, WorkstreamState } from '../../core/runState';
import { between, cost, duration, tokens } from './figures';
import { bullets, code, inline, quoted, table } from '../../core/markdown';
import type { ReportInput } from './reportInput';

const summaryLines = 12;
const right = ['Attempts', 'Time', 'Tokens', 'Cost', 'Files'];

const outcomes: Readonly<Record<WorkstreamState['state'], string>> = {
  waiting: 'not begun',
  running: 'not ended',
  succeeded: 'done',
  failed: 'failed',
  cancelled: 'cancelled',
  skipped: 'skipped',
};

const label = ({ section, title }: WorkstreamState, several: boolean) =>
  inline(several ? `${section} ${title}` : title);

function workstreamTable(workstreams: readonly WorkstreamState[], several: boolean): string {
  const rows = workstreams.map((workstream) => [
    label(workstream, several),
    inline(workstream.model),
    outcomes[workstream.state],
    String(workstream.attempts.length),
    between(workstream.startedAt, workstream.endedAt),
    workstream.attempts.length > 0 ? tokens(workstream.attempts) : '',
    workstream.attempts.length > 0 ? cost(workstream.attempts) : '',
    String(workstream.files.length),
  ]);
  return table(['Workstream', 'Model', 'Outcome', ...right], rows, right);
}

/** Attempts that failed for good or on the way, with the reason. */
function failedAttempts(workstreams: readonly WorkstreamState[], several: boolean): string {
  const points = workstreams.flatMap((workstream) =>
    workstream.attempts.flatMap(({ model, failure }) =>
      failure ? [`${label(workstream, several)}: ${inline(model)}, ${failure.code}: ${inline(failure.message)}`] : [],
    ),
  );
  const direct = workstreams
    .filter(({ attempts, failure }) => failure && !attempts.some((attempt) => attempt.failure))
    .map((workstream) => `${label(workstream, several)}: ${inline(workstream.failure?.message ?? '')}`);
  return points.length + direct.length > 0 ? `### Failed attempts\n\n${bullets([...points, ...direct])}` : '';
}

function fallbacks(workstreams: readonly WorkstreamState[]): string {
  const lines = workstreams.flatMap((workstream) => workstream.fallbacks.map(({ message }) => inline(message)));
  return lines.length > 0 ? `### Fallbacks\n\n${bullets(lines)}` : '';
}

function outside(workstreams: readonly WorkstreamState[], several: boolean): string {
  const points = workstreams
    .filter(({ outsideOwnership }) => outsideOwnership.length > 0)
    .map((workstream) => `${label(workstream, several)}: ${workstream.outsideOwnership.map(code).join(', ')}`);
  return points.length > 0 ? `### Changed outside its ownership\n\n${bullets(points)}` : '';
}

function summaries(workstreams: readonly WorkstreamState[], several: boolean): string {
  const parts = workstreams.flatMap((workstream) => {
    const { summary, model } = workstream;
    if (summary === undefined || summary.trim() === '') return [];
    return [`**${label(workstream, several)}**, by ${inline(model)}:\n\n${quoted(summary, summaryLines)}`];
  });
  return parts.length > 0 ? `### What the models say of their work\n\n${parts.join('\n\n')}` : '';
}

const taskTitles: Readonly<Record<string, string>> = {
  plan: 'Plan',
  'dependency-check': 'Dependency check',
  conflict: 'Conflict resolution',
  repair: 'Repair',
  'consistency-review': 'Consistency review',
};

/** How long several attempts took together; unknown as soon as one of them is. */
function worked(attempts: readonly AttemptState[]): string {
  const times = attempts.map(({ startedAt, endedAt }) => Date.parse(endedAt ?? '') - Date.parse(startedAt));
  const sum = times.reduce((total, ms) => total + ms, 0);
  return Number.isNaN(sum) ? 'unknown' : duration(sum);
}

/** The orchestrator's own work, one line a task and model. */
function orchestration(tasks: readonly AttemptState[]): string {
  if (tasks.length === 0) return '';
  const groups = Map.groupBy(tasks, ({ task, model }) => JSON.stringify([task ?? '', model]));
  const rows = [...groups.values()].map((attempts) => {
    const [first] = attempts;
    const last = attempts.at(-1);
    const task = first?.task ?? '';
    return [
      inline(taskTitles[task] ?? task),
      inline(first?.model ?? ''),
      last?.outcome === 'succeeded' ? 'done' : (last?.failure?.code ?? last?.outcome ?? ''),
      String(attempts.length),
      worked(attempts),
      tokens(attempts),
      cost(attempts),
    ];
  });
  const columns = ['Attempts', 'Time', 'Tokens', 'Cost'];
  return `### Orchestration\n\n${table(['Task', 'Model', 'Outcome', ...columns], rows, columns)}`;
}

/** Who did what with which effort, what failed on the way, and what was changed outside its ownership. */
export function workstreamsPart({ state }: ReportInput): string {
  const { workstreams } = state;
  const several = new Set(workstreams.map(({ section }) => section)).size > 1;
  const parts = [
    workstreams.length > 0 ? workstreamTable(workstreams, several) : 'There were none.',
    fallbacks(workstreams),
    failedAttempts(workstreams, several),
    outside(workstreams, several),
    orchestration(state.tasks),
    summaries(workstreams, several),
  ];
  return `## Workstreams\n\n${parts.filter((part) => part !== '').join('\n\n')}`;
}
