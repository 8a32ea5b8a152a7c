import type { Plan } from '../core/plan';
import { headedSection, itemPattern } from './readPlanDocument';

/** What stands at a place of the plan document, from `start` to `end` of its line (from 0), and what it belongs to. */
export type PlanCursor =
  | ({ readonly kind: 'model'; readonly text: string; readonly start: number; readonly end: number } & Chain)
  | ({ readonly kind: 'thinking'; readonly text: string; readonly start: number; readonly end: number } & Chain)
  | {
      readonly kind: 'workstream';
      readonly text: string;
      readonly start: number;
      readonly end: number;
      /** The workstreams of the section, but the one that waits. */
      readonly others: readonly string[];
    };

/** The models of a workstream as they stand there, in order, wrong ones too. */
interface Chain {
  readonly models: readonly string[];
}

/** The part of `line` around `at`, between the marks that separate; without blanks around it. */
function partAt(line: string, from: number, to: number, at: number, separator: RegExp): readonly [number, number] {
  const before = [...line.slice(from, at).matchAll(separator)].at(-1);
  const start = before ? from + before.index + before[0].length : from;
  const after = line.slice(at, to).search(separator);
  const end = after < 0 ? to : at + after;
  const text = line.slice(start, end);
  const first = Math.min(at, start + text.length - text.trimStart().length);
  return [first, Math.max(at, first + text.trim().length)];
}

function cursorInHead(line: string, at: number): PlanCursor | undefined {
  const head = itemPattern.exec(line)?.[0] ?? '';
  const colon = line.slice(head.length).search(/:(?=\s|$)/);
  const end = colon < 0 ? line.length : head.length + colon;
  if (head === '' || at <= head.length || at > end) return undefined;
  const models = line
    .slice(head.length, end)
    .replace(/\(thinking[^()]*\)?/g, '')
    .split(',')
    .map((part) => part.trim().replace(/^else(\s+|$)/, ''))
    .filter((part) => part !== '');
  const mode = /\(thinking ([^()]*)\)?/.exec(line.slice(0, end));
  if (mode) {
    const start = mode.index + '(thinking '.length;
    const stop = start + (mode[1] ?? '').length;
    if (at >= start && at <= stop) {
      return { kind: 'thinking', text: line.slice(start, stop).trim(), start, end: stop, models };
    }
    if (at > mode.index && at < mode.index + mode[0].length) return undefined;
  }
  const [start, stop] = partAt(line, head.length, end, at, /,|\(thinking[^()]*\)?/g);
  const bare = /^else\s+/.exec(line.slice(start, stop))?.[0].length ?? 0;
  const from = Math.min(at, start + bare);
  return { kind: 'model', text: line.slice(from, stop), start: from, end: stop, models };
}

/** The id of the item that a line belongs to, and the section's workstreams. */
function itemOf(lines: readonly string[], row: number, plan: Plan): { id: string; ids: readonly string[] } | undefined {
  const above = lines.slice(0, row + 1);
  const id = itemPattern.exec(above.findLast((line) => itemPattern.test(line)) ?? '')?.[2]?.trim();
  const heading = above
    .findLast((line) => line.startsWith('## '))
    ?.slice(3)
    .trim();
  const section =
    plan.sections.length === 1
      ? plan.sections[0]
      : plan.sections.find((one) => heading !== undefined && one.id === headedSection(plan, heading));
  return id === undefined || !section ? undefined : { id, ids: section.workstreams.map((one) => one.id) };
}

/**
 * What the user types, or points at, in a plan document: a model, a thinking mode, or a workstream that another waits for.
 * `row` and `at` count from 0, as editors do; undefined everywhere else.
 */
export function planCursor(lines: readonly string[], row: number, at: number, plan: Plan): PlanCursor | undefined {
  const line = lines[row] ?? '';
  if (itemPattern.test(line)) return cursorInHead(line, at);
  const label = /^\s+After /.exec(line)?.[0];
  if (label === undefined || at < label.length) return undefined;
  const item = itemOf(lines, row, plan);
  if (!item) return undefined;
  const [start, end] = partAt(line, label.length, line.length, at, /,/g);
  const others = item.ids.filter((id) => id !== item.id);
  return { kind: 'workstream', text: line.slice(start, end), start, end, others };
}
