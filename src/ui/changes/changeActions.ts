import { l10n, window, workspace } from 'vscode';
import type { Logger } from '../../core/ports/logger';
import type { RunState } from '../../core/runState';
import type { Engine } from '../../orchestration/engine';
import { hasOpenChanges, runTitle } from '../../presentation/runView';
import { mainFolder } from '../folder';
import type { RunStore } from '../runStore';
import { applyRun, revertRun, type ApplyContext } from './applyRun';
import type { ChangeChoice } from './changeChoice';
import type { Hunks } from './hunks';
import { meantHunk } from './meantHunk';
import { openDiff, reviewChanges } from './reviewChanges';
import type { SidesProvider } from './sidesProvider';

const shownMs = 8000;

/** What a user does with a run's changes. Without a folder nothing happens. */
export interface ChangeActions {
  readonly review: (state: RunState) => Promise<void>;
  readonly openDiff: (state: RunState, path: string, line?: number) => Promise<void>;
  readonly apply: (state: RunState) => Promise<void>;
  /** Sends a proposal away; what the run wrote stays until the run is deleted. */
  readonly discard: (state: RunState) => Promise<void>;
  /** Accepts or refuses the hunk that a command's argument, or the cursor, means. */
  readonly chooseHunk: (argument: unknown, accepted: boolean) => Promise<void>;
  readonly revert: (state: RunState) => Promise<void>;
}

/** Joins the steps of review, apply and revert with what they need. */
export function createChangeActions(
  engine: () => Promise<Engine>,
  runs: RunStore,
  sides: SidesProvider,
  choice: ChangeChoice,
  hunks: Hunks,
  logger: Logger,
): ChangeActions {
  const inFolder = async (work: (context: ApplyContext) => Promise<void>) => {
    const folder = mainFolder();
    if (!folder) return;
    const applyEdit: ApplyContext['applyEdit'] = (edit, metadata) => workspace.applyEdit(edit, metadata);
    await work({ engine: await engine(), folder, runs, sides, logger, applyEdit });
  };
  return {
    review: async (state) => {
      const folder = mainFolder();
      if (folder) await reviewChanges(state, folder);
    },
    openDiff,
    apply: (state) => inFolder((context) => applyRun(context, state, choice.of(state), choice.hunks(state))),
    discard: async (state) => {
      if (!hasOpenChanges(state)) return;
      runs.dispatch(await (await engine()).recordDiscarded(state.runId));
      const done = l10n.t('Discarded the changes of {0}. The Runs view still has them.', runTitle(state));
      window.setStatusBarMessage(done, shownMs);
    },
    chooseHunk: async (argument, accepted) => {
      const { runId, row } = await meantHunk(hunks, argument);
      hunks.choose(runId, row, accepted);
    },
    revert: (state) => inFolder((context) => revertRun(context, state)),
  };
}
