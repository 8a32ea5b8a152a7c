import type { RunArchive } from '../../core/ports/runArchive';
import type { RunCommand } from '../../core/runCommand';
import type { RunState } from '../../core/runState';
import { loadRun } from '../runHistory';

/** Whether two section numbers are one, or one is a part of the other (`2` and `2.1`). */
export function isRelated(a: string, b: string): boolean {
  return a === b || a.startsWith(`${b}.`) || b.startsWith(`${a}.`);
}

/** The newest runs of a command for any of these sections, newest first, at most `most`. Runs without a readable log are left out. */
export async function earlierRuns(
  archive: RunArchive,
  command: RunCommand,
  sections: readonly string[],
  most: number,
): Promise<readonly RunState[]> {
  const found: RunState[] = [];
  for (const runId of await archive.listIds()) {
    if (found.length >= most) break;
    const { first } = await archive.readEnds(runId);
    if (first?.type !== 'run-start' || first.command !== command) continue;
    if (!first.sections.some((section) => sections.some((other) => isRelated(section, other)))) continue;
    found.push(await loadRun(archive, runId));
  }
  return found;
}

/** The files that runs wrote for these sections and that were applied. */
export function filesOfRuns(runs: readonly RunState[], sections: readonly string[]): ReadonlySet<string> {
  const files = new Set<string>();
  for (const { workstreams, applied = [], changes } of runs) {
    const own = workstreams.filter(({ section }) => sections.some((other) => isRelated(section, other)));
    const written = new Set(own.flatMap((workstream) => workstream.files));
    // Repairs and merges touch files that no workstream of the section names: they belong to all sections of the run.
    const named = new Set(workstreams.flatMap((workstream) => workstream.files));
    const proposed = (changes?.files ?? []).map(({ path }) => path);
    for (const path of applied) {
      if (written.has(path) || (proposed.includes(path) && !named.has(path))) files.add(path);
    }
  }
  return files;
}
