import { relative, resolve } from 'node:path';
import { UsageError } from '../../core/usageError';
import type { FixRequest } from '../../orchestration/engine';
import type { CliContext } from '../cliContext';
import type { ExitCode } from '../exitCodes';
import { prepareRun, printRun } from './develop';
import { requirePrd } from './sections';

/** The options of `mao fix`. */
export interface FixOptions {
  readonly run?: string;
  readonly model?: string;
  readonly all?: string;
}

/** A file as a path of the workspace; it may be gone from the disk by now. */
function workspacePath(workspace: string, file: string): string {
  const inside = relative(workspace, resolve(workspace, file)).replace(/\\/g, '/');
  if (inside === '' || inside.startsWith('../')) throw new UsageError(`${file} is no file in ${workspace}.`);
  return inside;
}

/** `mao fix`: one run that mends findings of a QA, from its beginning to its end. */
export async function fix(
  context: CliContext,
  findings: readonly string[],
  { run, model, all }: FixOptions,
): Promise<ExitCode> {
  const { engine, options, signal } = context;
  if (findings.length === 0 && all === undefined) {
    throw new UsageError('Name the findings by their ids, or a file with --all. See: mao report <QA run>');
  }
  await requirePrd(context);
  const prepared = await prepareRun(context);
  if (typeof prepared === 'number') return prepared;
  const request: FixRequest = {
    findings,
    verify: options.verify,
    apply: options.apply === true || prepared.configuration.settings.approve.apply === 'always',
    ...(all === undefined ? {} : { file: workspacePath(options.cwd, all) }),
    ...(run === undefined ? {} : { run }),
    ...(model === undefined ? {} : { model }),
    ...(options.prd === undefined ? {} : { prd: options.prd }),
  };
  return printRun(context, engine.runFix(request, prepared.approver, signal));
}
