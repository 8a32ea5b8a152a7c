import { Disposable, LanguageModelTextPart, LanguageModelToolResult, lm } from 'vscode';
import { findingsText, runsText } from '../../presentation/chatText';
import { toolNames } from '../contributions';
import type { Deps, Shell } from '../shell';
import { chatPowers } from './chatPowers';
import { hasFunction } from './hasFunction';

/** What language models may look up: runs and findings. They only read, also in a workspace that is not trusted. */
export function registerTools(deps: Deps): Disposable {
  if (!hasFunction(lm, 'registerTool')) return new Disposable(() => undefined);
  const text = async (answer: (shell: Shell) => Promise<string>) =>
    new LanguageModelToolResult([new LanguageModelTextPart(await answer(await deps.shell()))]);
  return Disposable.from(
    lm.registerTool<{ readonly runId?: string }>(toolNames.runStatus, {
      invoke: ({ input }) => text((shell) => runStatus(shell, input.runId)),
    }),
    lm.registerTool<Wanted>(toolNames.findings, {
      invoke: ({ input }) => text((shell) => findings(shell, input)),
    }),
  );
}

async function runStatus(shell: Shell, runId: string | undefined): Promise<string> {
  if (runId === undefined) return runsText(await chatPowers(shell).recent());
  const run = await shell.load(await (await shell.engine()).resolveRun(runId));
  return runsText(run ? [run.state] : []);
}

interface Wanted {
  readonly file?: string;
  readonly severity?: string;
}

async function findings(shell: Shell, { file, severity }: Wanted): Promise<string> {
  const inForce = (await shell.findings.settled()).map(({ finding }) => finding);
  return findingsText(
    inForce
      .filter((finding) => file === undefined || finding.file === file)
      .filter((finding) => severity === undefined || finding.severity === severity),
  );
}
