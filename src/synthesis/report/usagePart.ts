import { inline, table } from '../../core/markdown';
import type { AttemptState } from '../../core/runState';
import { cost, tokens } from './figures';
import type { ReportInput } from './reportInput';

interface Row {
  readonly name: string;
  readonly attempt: AttemptState;
}

function rowsOf({ state }: ReportInput): readonly Row[] {
  const several = new Set(state.workstreams.map(({ section }) => section)).size > 1;
  const work = state.workstreams.flatMap(({ section, title, attempts }) =>
    attempts.map((attempt) => ({ name: several ? `${section} ${title}` : title, attempt })),
  );
  return [...work, ...state.tasks.map((attempt) => ({ name: attempt.task ?? 'task', attempt }))];
}

/**
 * What each attempt used, failed ones too, and the sum of the run; what a CLI does not tell stays unknown. Nothing where
 * every workstream and task took one attempt: the tables of those say it already.
 */
export function usagePart(input: ReportInput): string {
  const rows = rowsOf(input);
  const { workstreams, tasks } = input.state;
  const once =
    workstreams.every(({ attempts }) => attempts.length < 2) &&
    new Set(tasks.map(({ task }) => task)).size === tasks.length;
  if (once) return '';
  const right = ['Tokens', 'Cost'];
  const cells = rows.map(({ name, attempt }) => [
    inline(name),
    inline(attempt.model),
    attempt.cli,
    attempt.failure?.code ?? attempt.outcome,
    tokens([attempt]),
    cost([attempt]),
  ]);
  const all = rows.map(({ attempt }) => attempt);
  const total = ['**Total**', '', '', '', tokens(all), cost(all)];
  return `## Tokens and cost\n\n${table(['For', 'Model', 'CLI', 'Outcome', ...right], [...cells, total], right)}`;
}
