import { UsageError } from '../core/usageError';
import type { Engine, RunSummary } from '../orchestration/engine';

/** Which runs a command is about when it names none; the others are stepped over. */
export type Kinds = readonly RunSummary['command'][];

/** The runs that propose changes. */
export const changing: Kinds = ['develop', 'fix'];

/** The run with this id, else the newest of these `kinds`; a `UsageError` where there is none. */
export async function runNamed(
  engine: Pick<Engine, 'listRuns' | 'resolveRun'>,
  run: string | undefined,
  kinds: Kinds,
): Promise<string> {
  if (run !== undefined) return engine.resolveRun(run);
  const newest = (await engine.listRuns()).find(({ command }) => kinds.includes(command));
  if (newest) return newest.runId;
  throw new UsageError(
    `There is no ${new Intl.ListFormat('en', { type: 'disjunction' }).format(kinds)} run in this workspace yet. Start one with: mao develop <section>`,
  );
}

/** The run that "revert" means when none is named: the newest of which something is applied, else the newest that could be. */
export async function runToRevert(engine: Pick<Engine, 'listRuns' | 'loadRun' | 'resolveRun'>): Promise<string> {
  for (const { runId, command } of await engine.listRuns()) {
    if (!changing.includes(command)) continue;
    const { applied = [] } = await engine.loadRun(runId);
    if (applied.length > 0) return runId;
  }
  return runNamed(engine, undefined, changing);
}
