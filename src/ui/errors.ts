import { l10n, window } from 'vscode';
import type { Logger } from '../core/ports/logger';

/**
 * Tells the user that a command went wrong: what they can mend as it stands (UsageError, FailureError, known by name since
 * each bundle has a class of its own), our own bugs with a way to the log. The one place where commands catch.
 */
export async function showError(error: unknown, logger: Logger, showLog: () => void): Promise<void> {
  const known = error instanceof Error && (error.name === 'UsageError' || error.name === 'FailureError');
  if (known) {
    logger.warn(error.message);
    await window.showErrorMessage(error.message);
    return;
  }
  logger.error('A command failed unexpectedly', error);
  const show = l10n.t('Show log');
  const message = l10n.t('MAO hit an internal error: {0}', error instanceof Error ? error.message : String(error));
  if ((await window.showErrorMessage(message, show)) === show) showLog();
}
