import { existsSync, statSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, relative, resolve } from 'node:path';
import type { RunEvent } from '../../core/runEvent';
import { UsageError } from '../../core/usageError';
import { reportOfRun } from '../../qa/report/reportOfRun';
import { toSarif } from '../../qa/toSarif';
import type { CliContext } from '../cliContext';
import { exitCodes, type ExitCode } from '../exitCodes';
import { prefixInRepository } from '../prefixInRepository';
import { prepareRun, printRun } from './develop';
import { requirePrd } from './sections';

/** The options of `mao qa`. */
export interface QaOptions {
  readonly paths?: readonly string[];
  readonly sarif?: string;
  readonly minScore?: number;
}

/** Paths relative to the workspace; a `UsageError` for one that is outside, or plainly not there. */
function workspacePaths(workspace: string, paths: readonly string[]): readonly string[] {
  return paths
    .flatMap((list) => list.split(','))
    .map((path) => {
      const inside = relative(workspace, resolve(workspace, path.trim())).replace(/\\/g, '/');
      if (inside.startsWith('../') || inside === '..') throw new UsageError(`${path} is outside ${workspace}.`);
      const isPattern = inside.includes('*');
      if (!isPattern && !existsSync(resolve(workspace, inside))) {
        throw new UsageError(`There is no ${path} in ${workspace}.`);
      }
      return inside === '' ? '.' : inside;
    });
}

/** Refuses what can not be written before anything is asked of a model. */
function assertFile(cwd: string, sarif: string | undefined): void {
  if (sarif === undefined || !statSync(resolve(cwd, sarif), { throwIfNoEntry: false })?.isDirectory()) return;
  throw new UsageError(`${sarif} is a folder. Name a file for --sarif, such as qa.sarif.`);
}

async function* watching(events: AsyncIterable<RunEvent>, see: (event: RunEvent) => void): AsyncGenerator<RunEvent> {
  for await (const event of events) {
    see(event);
    yield event;
  }
}

async function writeSarif(
  { engine, output, options }: CliContext,
  runId: string,
  file: string,
  version: string,
): Promise<void> {
  const report = reportOfRun(await engine.loadRun(runId));
  const path = resolve(options.cwd, file);
  if (!report) {
    // A code host would close every alert on an empty log.
    output.say(`SARIF: nothing was assessed, so ${path} is not written.`);
    return;
  }
  await mkdir(dirname(path), { recursive: true });
  const log = toSarif(report, version, prefixInRepository(options.cwd));
  await writeFile(path, `${JSON.stringify(log, undefined, 2)}\n`);
  output.say(`SARIF: ${path}`);
}

/** `mao qa`: one QA from its beginning to its end; exit code 1 also for a score below `--min-score`. */
export async function qa(
  context: CliContext,
  sections: string,
  { paths = [], sarif, minScore, version }: QaOptions & { readonly version: string },
): Promise<ExitCode> {
  const { engine, options, output, signal } = context;
  assertFile(options.cwd, sarif);
  await requirePrd(context);
  const prepared = await prepareRun(context);
  if (typeof prepared === 'number') return prepared;
  const request = {
    sections,
    paths: workspacePaths(options.cwd, paths),
    ...(options.prd === undefined ? {} : { prd: options.prd }),
  };
  let runId: string | undefined;
  let total: number | undefined;
  const events = watching(engine.runQa(request, prepared.approver, signal), (event) => {
    runId = event.runId;
    if (event.type === 'score') total = event.total;
  });
  const code = await printRun(context, events);
  if (sarif !== undefined && runId !== undefined) await writeSarif(context, runId, sarif, version);
  if (minScore === undefined || total === undefined || total >= minScore) return code;
  output.say(`The score ${total} is below ${minScore}.`);
  return code === exitCodes.done ? exitCodes.unclean : code;
}
