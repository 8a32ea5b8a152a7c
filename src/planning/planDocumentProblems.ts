import type { WorkstreamPlan } from '../core/plan';
import { samePathKey } from '../core/workspacePath';
import { cycleText, findCycle } from './graph';
import type { Complain, ItemText } from './readWorkstreamItem';

/** Where a word stands in an item: in the lines that begin with `label`, else in any, else at the item's head. */
function placeOf(item: ItemText | undefined, word: string, label: string): readonly [number, number, number?] {
  const at = (row: number, from: number): readonly [number, number, number?] => [
    (item?.line ?? 1) + row,
    from + 1,
    word.length,
  ];
  const lines = item?.lines ?? [];
  const labelled = lines.findIndex((line) => line.trimStart().startsWith(`${label} `) && line.includes(word));
  const row = labelled >= 0 ? labelled : lines.findIndex((line, index) => index > 0 && line.includes(word));
  const line = lines[row];
  if (line === undefined) return [item?.line ?? 1, 1];
  const start = labelled >= 0 ? line.indexOf(label) + label.length : 0;
  return at(row, Math.max(line.indexOf(word, start), 0));
}

/** Two workstreams that claim one file: said at the second claim. */
export function complainAboutOwners(
  items: readonly ItemText[],
  workstreams: readonly WorkstreamPlan[],
  complain: Complain,
): void {
  const owners = new Map<string, string>();
  for (const { id, owns } of workstreams) {
    for (const path of owns) {
      const other = owners.get(samePathKey(path));
      owners.set(samePathKey(path), id);
      if (other === undefined || other === id) continue;
      const item = items.find((one) => one.id === id);
      const [line, column, length] = placeOf(item, path, 'Owns');
      complain(line, column, `"${path}" belongs to ${other} already; a file has one owner.`, length);
    }
  }
}

/** Workstreams that wait for each other in a circle: said where the first of them waits. */
export function complainAboutCycle(
  items: readonly ItemText[],
  workstreams: readonly WorkstreamPlan[],
  complain: Complain,
): void {
  const cycle = findCycle(workstreams.map(({ id, dependsOn }) => ({ key: id, dependsOn })));
  if (!cycle) return;
  const item = items.find(({ id }) => cycle.includes(id));
  const next = item && cycle[(cycle.indexOf(item.id) + 1) % cycle.length];
  const [line, column, length] = placeOf(item, next ?? '', 'After');
  complain(line, column, `These wait for each other in a circle: ${cycleText(cycle)}.`, length);
}

/** Workstreams that build on one that is left out: said where they name it, with what they get in its place. */
export function warnOfSkipped(
  items: readonly ItemText[],
  workstreams: readonly WorkstreamPlan[],
  warn: Complain,
): void {
  const skipped = new Set(workstreams.filter(({ skip }) => skip === true).map(({ id }) => id));
  for (const { id, dependsOn } of workstreams.filter((one) => one.skip !== true)) {
    for (const other of dependsOn.filter((one) => skipped.has(one))) {
      const item = items.find((one) => one.id === id);
      const [line, column, length] = placeOf(item, other, 'After');
      const message = `${id} builds on ${other}, which is left out: it starts with what is in the workspace instead.`;
      warn(line, column, message, length);
    }
  }
}
