import { closestWord } from '../core/closestWord';
import type { Problem } from '../core/problem';
import type { DimensionRoute } from '../core/route';
import type { DataSource } from './dataSource';
import type { RoutingFile } from './fileSchemas';
import { routeOf } from './routeOf';
import { problemAt } from './sourceRange';

type QaFile = NonNullable<RoutingFile['qa']>;

const sum = (dimensions: Iterable<DimensionRoute>) => [...dimensions].reduce((total, { weight }) => total + weight, 0);

/** Weights may have decimals: 33.3 + 33.3 + 33.4. */
const isWhole = (total: number) => Math.abs(total - 100) < 0.01;

/** The dimensions, when their weights work out, and what is wrong with them. */
export interface QaDimensions {
  readonly dimensions: ReadonlyMap<string, DimensionRoute>;
  readonly problems: readonly Problem[];
}

/**
 * The QA dimensions of a routing file over the default ones. Where no weight is given, the default's counts. If the
 * dimensions of the file add up to 100 they are all there are; else the default ones that it does not name stay, and all
 * together must add up to 100. A dimension of weight 0 is left out.
 */
export function qaDimensions(
  qa: QaFile,
  defaults: ReadonlyMap<string, DimensionRoute>,
  source: DataSource,
): QaDimensions {
  const given = new Map<string, DimensionRoute>();
  const problems: Problem[] = [];
  for (const [id, entry] of Object.entries(qa)) {
    const weight = entry.weight ?? defaults.get(id)?.weight;
    if (weight === undefined) {
      const near = closestWord(id, defaults.keys());
      const hint = near === undefined ? '' : ` Did you mean ${near}?`;
      const message = `"weight" is missing here: "${id}" is a dimension of your own, so say how much it counts in percent.${hint}`;
      problems.push(problemAt(source.file, source.locate(['qa', id], 'key'), 'error', message));
    }
    given.set(id, { ...routeOf(entry), weight: weight ?? 0 });
  }
  const all = new Map(isWhole(sum(given.values())) ? given : [...defaults, ...given]);
  const total = sum(all.values());
  if (problems.length === 0 && !isWhole(total)) {
    const first = Object.keys(qa).find((id) => qa[id]?.weight !== undefined);
    const where = first === undefined ? source.locate(['qa'], 'key') : source.locate(['qa', first, 'weight'], 'value');
    const parts = [...all].map(([id, { weight }]) => `${id} ${weight}${given.has(id) ? '' : ' (default)'}`);
    const message = `The weights of qa must add up to 100, not ${Number(total.toFixed(2))}: ${parts.join(', ')}.`;
    problems.push(problemAt(source.file, where, 'error', message));
  }
  return { dimensions: new Map([...all].filter(([, { weight }]) => weight > 0)), problems };
}
