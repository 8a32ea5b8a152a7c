import * as z from 'zod/mini';
import type { Finding } from '../core/finding';
import { dimensionTitle } from './dimensionTitle';
import { severityOrder } from './severityOrder';

/** What the Findings view is limited to; an empty list limits nothing. */
export const findingFilterSchema = z.object({
  severities: z.readonly(z.array(z.string())),
  dimensions: z.readonly(z.array(z.string())),
  models: z.readonly(z.array(z.string())),
});

export type FindingFilter = Readonly<z.infer<typeof findingFilterSchema>>;

export type FilterKind = keyof FindingFilter;

/** What a filter looks at. */
export type Filterable = Pick<Finding, 'severity' | 'dimensions' | 'models'>;

/** One check mark of the filter: a severity, a dimension or a model, and how many findings have it. */
export interface FilterChoice {
  readonly kind: FilterKind;
  readonly value: string;
  readonly label: string;
  readonly amount: number;
  readonly ticked: boolean;
}

export const noFilter: FindingFilter = { severities: [], dimensions: [], models: [] };

const kinds = ['severities', 'dimensions', 'models'] as const satisfies readonly FilterKind[];
const severityLabels = { error: 'Errors', warning: 'Warnings', info: 'Infos' } as const;

const valuesOf: Readonly<Record<FilterKind, (finding: Filterable) => readonly string[]>> = {
  severities: ({ severity }) => [severity],
  dimensions: ({ dimensions }) => dimensions,
  models: ({ models }) => models,
};

function labelOf(kind: FilterKind, value: string): string {
  if (kind === 'dimensions') return dimensionTitle(value);
  const severity = kind === 'severities' ? severityOrder.find((one) => one === value) : undefined;
  return severity ? severityLabels[severity] : value;
}

/** Whether a finding is shown. */
export function fitsFilter(filter: FindingFilter, finding: Filterable): boolean {
  return kinds.every((kind) => {
    const wanted = filter[kind];
    return wanted.length === 0 || valuesOf[kind](finding).some((value) => wanted.includes(value));
  });
}

/** Whether a filter limits anything. */
export function isFiltering(filter: FindingFilter): boolean {
  return kinds.some((kind) => filter[kind].length > 0);
}

/** Everything one can filter by: what the findings have, and what the filter names although no finding has it now. */
export function filterChoices(findings: readonly Filterable[], filter: FindingFilter): readonly FilterChoice[] {
  return kinds.flatMap((kind) => {
    const amounts = new Map(filter[kind].map((value) => [value, 0]));
    for (const value of findings.flatMap((finding) => [...new Set(valuesOf[kind](finding))])) {
      amounts.set(value, (amounts.get(value) ?? 0) + 1);
    }
    const choices = [...amounts].map(([value, amount]) => {
      const ticked = filter[kind].length === 0 || filter[kind].includes(value);
      return { kind, value, label: labelOf(kind, value), amount, ticked };
    });
    return kind === 'severities'
      ? choices.toSorted((a, b) => rank(a.value) - rank(b.value))
      : choices.toSorted((a, b) => a.label.localeCompare(b.label));
  });
}

const rank = (severity: string) => severityOrder.findIndex((one) => one === severity);

/** The filter that these check marks mean; where all or none of a kind are ticked it limits nothing. */
export function filterOf(choices: readonly FilterChoice[]): FindingFilter {
  const limits = (kind: FilterKind) => {
    const own = choices.filter((choice) => choice.kind === kind);
    const ticked = own.filter((choice) => choice.ticked);
    return ticked.length === own.length ? [] : ticked.map(({ value }) => value);
  };
  return { severities: limits('severities'), dimensions: limits('dimensions'), models: limits('models') };
}

/** What a filter shows, in words: `errors, warnings; Security; o3`. Empty without one. */
export function filterText(filter: FindingFilter): string {
  const parts = kinds.map((kind) => {
    const words = filter[kind].map((value) => labelOf(kind, value));
    return kind === 'severities' ? words.join(', ').toLowerCase() : words.join(', ');
  });
  return parts.filter((part) => part !== '').join('; ');
}
