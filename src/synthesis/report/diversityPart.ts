import { observedDiversity } from '../../core/diversity';
import { inline, table } from '../../core/markdown';
import type { ReportInput } from './reportInput';

function tally(values: readonly string[]): string {
  const groups = [...Map.groupBy(values, (value) => value)].map(([value, all]) => ({ value, amount: all.length }));
  const sorted = groups.toSorted((a, b) => b.amount - a.amount);
  return sorted.map(({ value, amount }) => (amount > 1 ? `${inline(value)} ${amount}` : inline(value))).join(', ');
}

/** Diversity as planned and as it came out, with the models and vendors that make it. */
export function diversityPart({ state, registry }: ReportInput): string {
  const planned = (state.plan?.sections ?? []).flatMap(({ workstreams }) =>
    workstreams.filter(({ skip }) => skip !== true).map(({ model }) => model),
  );
  const delivered = state.workstreams
    .filter((workstream) => workstream.state === 'succeeded')
    .map(({ model }) => model);
  const row = (name: string, score: number, models: readonly string[]) => {
    const vendors = models.map((model) => registry.get(model)?.provider ?? model);
    return [name, `${score} of 100`, tally(models), tally(vendors)];
  };
  const rows = [
    row('expected', state.plan?.diversity ?? 0, planned),
    row('observed', observedDiversity(state, registry), delivered),
  ];
  return `## Diversity\n\n${table(['Diversity', 'Score', 'Models', 'Vendors'], rows, ['Score'])}`;
}
