import { l10n, window } from 'vscode';
import type { CheckCommand } from '../../core/ports/approver';

/** The commands as the user sees them before they allow them. */
function describeChecks(commands: readonly CheckCommand[]): string {
  return commands.map(({ name, command, source }) => `${name}: ${command.join(' ')}\n    from ${source}`).join('\n\n');
}

/** Asks whether exactly these commands may run. The dialog can not be closed from here; an abort settles the answer as no. */
export async function approveChecks(commands: readonly CheckCommand[], signal: AbortSignal): Promise<boolean> {
  if (signal.aborted) return false;
  const allow = l10n.t('Run these checks');
  const aborted = new Promise<undefined>((resolve) => {
    signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
  const asked = window.showWarningMessage(
    l10n.t('MAO wants to run these commands on copies of your workspace to check what the models wrote.'),
    { modal: true, detail: `${describeChecks(commands)}\n\n${l10n.t('Your answer holds until a command changes.')}` },
    allow,
  );
  return (await Promise.race([asked, aborted])) === allow;
}
