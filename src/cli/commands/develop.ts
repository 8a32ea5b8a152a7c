import type { Configuration } from '../../core/configuration';
import type { Approver } from '../../core/ports/approver';
import type { EntryApprover } from '../../core/ports/entryApprover';
import type { ScopeApprover } from '../../core/ports/scopeApprover';
import { formatProblem } from '../../core/problem';
import type { RunEvent } from '../../core/runEvent';
import { readPlanDocument } from '../../planning/readPlanDocument';
import { renderPlanDocument } from '../../planning/renderPlanDocument';
import type { RunRequest } from '../../orchestration/engine';
import type { CliContext } from '../cliContext';
import { exitCodeOf, exitCodes, type ExitCode } from '../exitCodes';
import { progressPrinter } from '../progressPrinter';
import { terminalApprover } from '../terminalApprover';
import { requirePrd } from './sections';

/** The configuration in force and who approves; an exit code when the configuration has to be mended first. */
export async function prepareRun(context: CliContext): Promise<
  | {
      readonly configuration: Configuration;
      readonly approver: Approver & EntryApprover & Partial<ScopeApprover>;
    }
  | ExitCode
> {
  const { engine, options, output, terminal, edit } = context;
  const { configuration, problems } = await engine.loadConfiguration();
  for (const problem of problems) output.say(formatProblem(problem));
  if (problems.some((problem) => problem.severity === 'error')) {
    output.say('Mend the configuration first: nothing was started.');
    return exitCodes.usage;
  }
  const { approve } = configuration.settings;
  const approver = terminalApprover({
    yes: options.yes === true,
    approved: { plan: approve.plan === 'always', checks: approve.checks === 'always' },
    terminal,
    output,
    edit,
    renderDocument: (plan, source) => renderPlanDocument(plan, source, configuration.registry),
    readDocument: (text, plan) => {
      const read = readPlanDocument(text, plan, configuration.registry);
      return { plan: read.plan, problems: read.problems.map(formatProblem) };
    },
  });
  return { configuration, approver };
}

/** Prints a run to its end: its events on stdout with `--json`, its progress in words on stderr. */
export async function printRun({ output }: CliContext, events: AsyncIterable<RunEvent>): Promise<ExitCode> {
  const print = progressPrinter(output);
  let code: ExitCode = exitCodes.unclean;
  let waiting = false;
  for await (const event of events) {
    if (output.json) output.result(JSON.stringify(event));
    print(event);
    if (event.type === 'changes-proposed') waiting = event.files.length > 0;
    if (event.type === 'changes-applied') waiting = false;
    if (event.type !== 'run-end') continue;
    code = exitCodeOf(event);
    if (event.outcome === 'unclean') output.say(`What is left to do: mao report ${event.runId}`);
    if (waiting) {
      output.say(`Look at the changes: mao report ${event.runId} --diff. Apply them: mao apply ${event.runId}`);
    }
  }
  return code;
}

/** `mao develop` and `mao plan`: one run from its beginning to its end. */
export async function develop(
  context: CliContext,
  command: RunRequest['command'],
  sections: string,
): Promise<ExitCode> {
  const { engine, options, signal } = context;
  await requirePrd(context);
  const prepared = await prepareRun(context);
  if (typeof prepared === 'number') return prepared;
  const request: RunRequest = {
    command,
    sections,
    verify: options.verify,
    apply: options.apply === true || prepared.configuration.settings.approve.apply === 'always',
    ...(options.prd === undefined ? {} : { prd: options.prd }),
  };
  return printRun(context, engine.run(request, prepared.approver, signal));
}
