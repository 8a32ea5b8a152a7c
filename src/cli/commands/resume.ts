import { UsageError } from '../../core/usageError';
import type { Engine } from '../../orchestration/engine';
import type { CliContext } from '../cliContext';
import type { ExitCode } from '../exitCodes';
import { prepareRun, printRun } from './develop';

/** The named run, else the newest that was interrupted, else the newest that was cancelled. */
async function runToResume(engine: Engine, run: string | undefined): Promise<string> {
  if (run !== undefined) return engine.resolveRun(run);
  const runs = await engine.listRuns();
  const found =
    runs.find(({ outcome }) => outcome === 'interrupted') ?? runs.find(({ outcome }) => outcome === 'cancelled');
  if (found) return found.runId;
  throw new UsageError('No run was interrupted, so there is nothing to go on with. See: mao runs');
}

/** `mao resume [run]`: goes on with an interrupted or cancelled run; nothing that is finished is done again. */
export async function resume(context: CliContext, run: string | undefined): Promise<ExitCode> {
  const { engine, options, signal } = context;
  const runId = await runToResume(engine, run);
  const prepared = await prepareRun(context);
  if (typeof prepared === 'number') return prepared;
  const apply = options.apply === true || prepared.configuration.settings.approve.apply === 'always';
  const request = { runId, ...(apply ? { apply } : {}), ...(options.verify ? {} : { verify: false }) };
  return printRun(context, engine.resume(request, prepared.approver, signal));
}
