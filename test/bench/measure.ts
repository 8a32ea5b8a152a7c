/** One line of the table: a figure, its bar, and what was measured beside it in the same run. */
export interface Measure {
  readonly name: string;
  /** The figure that is held against the bar. */
  readonly value: number;
  readonly unit: 'ms' | 'x' | 'KB' | 'files' | 'MB' | '%';
  readonly bar: number;
  /** `most`: the value may not exceed the bar. `least`: it may not fall below. */
  readonly kind: 'most' | 'least';
  readonly beside: string;
}

/** The middle value; of an even number the lower of the two. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted[Math.floor((sorted.length - 1) / 2)];
  if (middle === undefined) throw new Error('No values to take the median of.');
  return middle;
}

/** Milliseconds that `work` takes. */
export async function timed(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** The median of `runs` timings of `a` and of `b`, taken in turn so that both meet the same machine. */
export async function alternated(
  runs: number,
  a: (run: number) => unknown,
  b: (run: number) => unknown,
): Promise<{ readonly a: number; readonly b: number }> {
  const first: number[] = [];
  const second: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    first.push(await timed(() => a(run)));
    second.push(await timed(() => b(run)));
  }
  return { a: median(first), b: median(second) };
}

export function holds(measure: Measure): boolean {
  return measure.kind === 'most' ? measure.value <= measure.bar : measure.value >= measure.bar;
}
