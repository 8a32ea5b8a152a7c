import type { RunState } from '../core/runState';
import type { Engine } from './engine';

type Runs = Pick<Engine, 'listRuns' | 'loadRun'>;

/** The runs that write code, newest first: only they have something to apply or to take back. */
async function writingRuns(engine: Runs): Promise<readonly string[]> {
  const runs = await engine.listRuns();
  return runs.filter(({ command }) => command === 'develop' || command === 'fix').map(({ runId }) => runId);
}

/**
 * The run that "apply" means when none is named: the newest that writes code, though a review came after it. Not an older one when that
 * has nothing to apply, which would be a surprise. Undefined: there is none.
 */
export async function runToApply(engine: Runs): Promise<string | undefined> {
  return (await writingRuns(engine))[0];
}

/** The run that "revert" means when none is named: the newest of which something is applied, else as for "apply". */
export async function runToRevert(engine: Runs): Promise<string | undefined> {
  const isApplied = ({ applied }: RunState) => applied !== undefined && applied.length > 0;
  const runs = await writingRuns(engine);
  for (const runId of runs) if (isApplied(await engine.loadRun(runId))) return runId;
  return runs[0];
}
