import type { Disposable } from 'vscode';
import type { Logger } from '../../core/ports/logger';
import type { Engine } from '../../orchestration/engine';
import type { RunConductor } from '../runConductor';
import type { RunStore } from '../runStore';
import type { ChangeActions } from './changeActions';

/** Applies a clean run by itself when the user's own settings say so (`mao.approve.apply`: `always`); protected files never. */
export function registerAutoApply(
  engine: () => Promise<Engine>,
  conductor: RunConductor,
  runs: RunStore,
  actions: ChangeActions,
  logger: Logger,
): Disposable {
  const apply = async (runId: string) => {
    const state = runs.get(runId)?.state;
    if (state?.end?.outcome !== 'succeeded' || (state.changes?.files.length ?? 0) === 0) return;
    const { configuration } = await (await engine()).loadConfiguration();
    if (configuration.settings.approve.apply === 'always') await actions.apply(state);
  };
  return conductor.onDidEnd((runId) => {
    apply(runId).catch((error: unknown) => logger.error('The changes could not be applied by themselves', error));
  });
}
