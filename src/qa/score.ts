/** A dimension's part in the total: `share` is its weight in percent after those that nobody assessed gave theirs up. */
export interface WeighedDimension {
  readonly id: string;
  readonly weight: number;
  readonly score: number | undefined;
  readonly share: number;
}

const oneDecimal = (value: number) => Math.round(value * 10) / 10;

/**
 * The weighted mean of the assessed dimensions' scores, 0–100 with one decimal: the weight of a dimension that nobody could
 * assess is spread over the others in proportion to theirs. Undefined when nothing was assessed.
 */
export function weighScores(
  dimensions: readonly { readonly id: string; readonly weight: number; readonly score: number | undefined }[],
): { readonly total: number | undefined; readonly dimensions: readonly WeighedDimension[] } {
  const assessed = dimensions.filter(({ score, weight }) => score !== undefined && weight > 0);
  const weight = assessed.reduce((sum, one) => sum + one.weight, 0);
  const weighed = dimensions.map((one) => ({
    ...one,
    share: one.score === undefined || weight === 0 ? 0 : oneDecimal((one.weight / weight) * 100),
  }));
  if (weight === 0) return { total: undefined, dimensions: weighed };
  const sum = assessed.reduce((all, one) => all + one.weight * (one.score ?? 0), 0);
  return { total: Math.min(100, Math.max(0, oneDecimal(sum / weight))), dimensions: weighed };
}
