import { hasFailedWork } from '../core/failedWork';
import { hasUnapprovedPlan } from '../core/unapprovedPlan';
import { goesOn } from '../core/goesOn';
import type { Engine } from './engine';

/**
 * The run that "resume" means when none is named: the newest that was interrupted, else the newest that was cancelled, else the
 * newest that was to write code, if workstreams of it failed or nobody was there to approve its plan. Undefined: there is nothing to go on with.
 */
export async function runToResume(engine: Pick<Engine, 'listRuns' | 'loadRun'>): Promise<string | undefined> {
  const runs = (await engine.listRuns()).filter(({ command }) => goesOn(command));
  const stopped =
    runs.find(({ outcome }) => outcome === 'interrupted') ?? runs.find(({ outcome }) => outcome === 'cancelled');
  if (stopped) return stopped.runId;
  const last = runs.find(({ command }) => command === 'develop' || command === 'fix');
  if (!last || (last.outcome !== 'unclean' && last.outcome !== 'failed')) return undefined;
  const state = await engine.loadRun(last.runId);
  return hasFailedWork(state) || hasUnapprovedPlan(state) ? last.runId : undefined;
}
