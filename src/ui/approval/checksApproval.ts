import { createHash } from 'node:crypto';
import { l10n, window, type Memento } from 'vscode';
import type { CheckCommand } from '../../core/ports/approver';
import { checksFingerprint } from '../../synthesis/checksFingerprint';

const storageKey = 'mao.approvedChecks';

/** The hash that an approval is bound to: one byte of a command more or less and the user is asked again. */
export function checksHash(commands: readonly CheckCommand[]): string {
  return createHash('sha256').update(checksFingerprint(commands)).digest('hex');
}

/** The commands as the user sees them before they allow them. */
export function describeChecks(commands: readonly CheckCommand[]): string {
  return commands.map(({ name, command, source }) => `${name}: ${command.join(' ')}\n    from ${source}`).join('\n\n');
}

/**
 * Asks once whether exactly these commands may run in this workspace, and remembers the yes on this machine. The dialog
 * can not be closed from here; an abort settles the answer as no.
 */
export async function approveChecks(
  commands: readonly CheckCommand[],
  memory: Memento,
  signal: AbortSignal,
): Promise<boolean> {
  if (commands.length === 0) return true;
  const hash = checksHash(commands);
  const known = memory.get<readonly string[]>(storageKey, []);
  if (known.includes(hash)) return true;
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
  if ((await Promise.race([asked, aborted])) !== allow) return false;
  await memory.update(storageKey, [...known, hash]);
  return true;
}
