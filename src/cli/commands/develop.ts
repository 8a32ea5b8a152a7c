import { formatProblem } from '../../core/problem';
import { readPlanDocument } from '../../planning/readPlanDocument';
import { renderPlanDocument } from '../../planning/renderPlanDocument';
import type { RunRequest } from '../../orchestration/engine';
import type { CliContext } from '../cliContext';
import { exitCodeOf, exitCodes, type ExitCode } from '../exitCodes';
import { progressPrinter } from '../progressPrinter';
import { terminalApprover } from '../terminalApprover';
import { requirePrd } from './sections';

/** `mao develop` and `mao plan`: one run, its events on stdout with `--json`, its progress in words on stderr. */
export async function develop(
  context: CliContext,
  command: RunRequest['command'],
  sections: string,
): Promise<ExitCode> {
  const { engine, options, output, terminal, edit, signal } = context;
  await requirePrd(context);
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
  const print = progressPrinter(output);
  const request: RunRequest = {
    command,
    sections,
    verify: options.verify,
    apply: options.apply === true || approve.apply === 'always',
    ...(options.prd === undefined ? {} : { prd: options.prd }),
  };
  let code: ExitCode = exitCodes.unclean;
  for await (const event of engine.run(request, approver, signal)) {
    if (output.json) output.result(JSON.stringify(event));
    print(event);
    if (event.type === 'run-end') code = exitCodeOf(event);
  }
  return code;
}
