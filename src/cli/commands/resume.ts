import { UsageError } from '../../core/usageError';
import type { Engine } from '../../orchestration/engine';
import { runToResume } from '../../orchestration/runToResume';
import type { CliContext } from '../cliContext';
import type { ExitCode } from '../exitCodes';
import { prepareRun, printRun } from './develop';

/** The named run, else the newest with something left to do. */
async function namedRun(engine: Engine, run: string | undefined): Promise<string> {
  if (run !== undefined) return engine.resolveRun(run);
  const found = await runToResume(engine);
  if (found !== undefined) return found;
  throw new UsageError('No run was interrupted, so there is nothing to go on with. See: mao runs');
}

/** `mao resume [run]`: goes on with a run that was interrupted or cancelled, or in which workstreams failed; nothing that is finished is done again. */
export async function resume(context: CliContext, run: string | undefined): Promise<ExitCode> {
  const { engine, options, signal } = context;
  const runId = await namedRun(engine, run);
  const prepared = await prepareRun(context);
  if (typeof prepared === 'number') return prepared;
  const apply = options.apply === true || prepared.configuration.settings.approve.apply === 'always';
  const request = { runId, ...(apply ? { apply } : {}), ...(options.verify ? {} : { verify: false }) };
  return printRun(context, engine.resume(request, prepared.approver, signal));
}
