import { goesOn } from '../../core/goesOn';
import type { RunSummary } from '../../orchestration/engine';
import { UsageError } from '../../core/usageError';
import type { CliContext } from '../cliContext';
import { exitCodes, type ExitCode } from '../exitCodes';
import { progressPrinter } from '../progressPrinter';
import { changing, runNamed } from '../runNamed';

/** `mao runs`: all runs, newest first. */
export async function runs(context: CliContext): Promise<ExitCode> {
  const { engine, output } = context;
  const all = await engine.listRuns();
  if (output.json) output.result(JSON.stringify(all.map(listed)));
  else if (all.length === 0) output.say('No runs yet. Start one with: mao develop <section>');
  else {
    for (const run of all) {
      const took = run.durationMs === null ? '' : `  ${(run.durationMs / 1000).toFixed(1)} s`;
      const stopped = run.outcome === 'interrupted' && goesOn(run.command);
      const hint = stopped ? `  (go on with: mao resume ${run.runId})` : '';
      // That a run proposes something is what it is for; what became of it is news.
      const changes = run.changes === undefined || run.changes === 'proposed' ? '' : `, ${run.changes}`;
      const what = `${run.command} ${run.sections.join(', ')}`.trimEnd();
      output.result(`${run.runId}  ${what}  ${run.outcome}${changes}${took}${hint}`);
    }
  }
  return exitCodes.done;
}

/** A run as the headless contract lists it. */
const listed = ({ runId, command, sections, outcome, startedAt, durationMs }: RunSummary) => ({
  ...{ runId, command, sections, outcome, startedAt, durationMs },
});

/** Why a run has no report, and what to do about it. */
async function withoutReport({ engine }: CliContext, runId: string): Promise<UsageError> {
  const found = (await engine.listRuns()).find((summary) => summary.runId === runId);
  if (found?.outcome === 'running') return new UsageError(`Run ${runId} is under way. Its report comes at its end.`);
  if (found?.outcome === 'interrupted') {
    return new UsageError(`Run ${runId} was interrupted before its report. Go on with: mao resume ${runId}`);
  }
  if (found?.command === 'journal') {
    const { journalFile } = await engine.loadRun(runId);
    const where = journalFile === undefined ? 'wrote none' : `wrote ${journalFile}`;
    return new UsageError(`Run ${runId} is a journal entry and has no report; it ${where}. Name another: mao runs`);
  }
  const why = found?.command === 'plan' ? 'a run that only plans writes none' : 'it ended before there was one';
  return new UsageError(`Run ${runId} has no report: ${why}. See: mao replay ${runId}`);
}

/** `mao report [run]`: the run's report in markdown. */
export async function report(context: CliContext, run: string | undefined): Promise<ExitCode> {
  const { engine, output } = context;
  const runId = await runNamed(engine, run, [...changing, 'qa']);
  const text = await engine.readReport(runId);
  if (text === undefined) throw await withoutReport(context, runId);
  output.result(output.json ? JSON.stringify({ runId, report: text }) : text.trimEnd());
  return exitCodes.done;
}

/** `mao replay <run>`: the run again from its log, without any model. */
export async function replay(context: CliContext, run: string): Promise<ExitCode> {
  const { engine, output } = context;
  const print = progressPrinter(output);
  for await (const event of engine.readEvents(await engine.resolveRun(run))) {
    if (output.json) output.result(JSON.stringify(event));
    else print(event);
  }
  return exitCodes.done;
}
