import type { Hunk } from '../core/changeSet';
import { isRed, latestChecks } from '../core/latestChecks';
import type { RunState } from '../core/runState';
import { linePlaces } from './linePlaces';

/** A run whose changes are in the workspace: who wrote which lines of its result, by path. */
export interface AppliedRun {
  readonly state: RunState;
  readonly hunks: ReadonlyMap<string, readonly Hunk[]>;
}

/** The run as far as its lines can be told apart; undefined when nothing of it is in the workspace. */
export function appliedRun(state: RunState): AppliedRun | undefined {
  if (!state.changes || state.applied === undefined || state.reverted) return undefined;
  const applied = new Set(state.applied);
  const files = state.changes.files.filter(({ path, kind }) => applied.has(path) && kind !== 'delete');
  return { state, hunks: new Map(files.map(({ path, hunks }) => [path, hunks])) };
}

/** What one run made of a file. */
export interface ProvenanceLayer {
  readonly runId: string;
  readonly text: string;
  readonly hunks: readonly Hunk[];
}

/** Lines of a file as it is now, from 0, `end` included, that one model wrote in one run. */
export interface MarkedLines {
  readonly start: number;
  readonly end: number;
  readonly runId: string;
  readonly model: string;
  readonly workstream: string;
}

type Writer = Pick<MarkedLines, 'runId' | 'model' | 'workstream'>;

const linesOf = (text: string): readonly string[] => text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);

/**
 * Who wrote the lines of a file as it is now, by comparing it with what each run made of it: a line that was changed since
 * belongs to nobody, one that moved with the lines around it keeps its writer. `layers`: the newest run first, which wins.
 */
export function markLines(text: string, layers: readonly ProvenanceLayer[]): readonly MarkedLines[] {
  const now = linesOf(text);
  const writers: (Writer | undefined)[] = now.map(() => undefined);
  for (const { runId, text: result, hunks } of layers) {
    const there = linePlaces(linesOf(result), now);
    for (const { model, workstream, lines } of hunks) {
      for (let line = lines.start - 1; line < lines.end; line++) {
        const place = there[line];
        if (place !== undefined) writers[place] ??= { runId, model, workstream };
      }
    }
  }
  // After the last line end comes no line that somebody could have written.
  if (now.at(-1) === '') writers.pop();
  return joined(writers);
}

function joined(writers: readonly (Writer | undefined)[]): readonly MarkedLines[] {
  const marks: MarkedLines[] = [];
  for (const [line, writer] of writers.entries()) {
    if (!writer) continue;
    const last = marks.at(-1);
    const same = last?.end === line - 1 && last.runId === writer.runId && last.model === writer.model;
    if (last && same && last.workstream === writer.workstream) marks.splice(-1, 1, { ...last, end: line });
    else marks.push({ start: line, end: line, ...writer });
  }
  return marks;
}

/** Whether the writer of these lines is named beside them: not when the lines before them, but for a few, say the same. */
export function isNamed(lines: MarkedLines, index: number, all: readonly MarkedLines[]): boolean {
  const before = all[index - 1];
  if (!before || lines.start - before.end > 6) return true;
  return before.model !== lines.model || before.workstream !== lines.workstream || before.runId !== lines.runId;
}

/** The vendors that marks tell apart; whoever is none of them is `other`. */
export const families = ['anthropic', 'openai', 'google', 'other'] as const;

export type Family = (typeof families)[number];

/** The family of a model by the provider that the registry names. */
export function familyOf(provider: string | undefined): Family {
  return families.find((family) => family === provider?.toLowerCase()) ?? 'other';
}

/** What the hover over a marked line says of its run. */
export interface Origin {
  /** `2 Loans`; undefined where the workstream is not of one section. */
  readonly section: string | undefined;
  readonly workstream: string | undefined;
  readonly startedAt: string;
  readonly passed: readonly string[];
  readonly red: readonly string[];
}

/** Where marked lines come from. `path`: the file they stand in, since workstreams of two sections may have one name. */
export function originOf(state: RunState, { workstream: id }: Pick<MarkedLines, 'workstream'>, path: string): Origin {
  const named = state.workstreams.filter((workstream) => workstream.id === id);
  const workstream = named.find(({ files }) => files.includes(path)) ?? named[0];
  const section = state.plan?.sections.find((one) => one.id === workstream?.section);
  const checks = latestChecks(state.checks);
  return {
    section: section && `${section.id} ${section.title}`,
    workstream: workstream?.title,
    startedAt: state.startedAt,
    passed: checks.filter(({ outcome }) => outcome === 'passed').map(({ name }) => name),
    red: checks.filter(isRed).map(({ name }) => name),
  };
}
