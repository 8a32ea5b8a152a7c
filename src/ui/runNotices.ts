import { Disposable, l10n, window } from 'vscode';
import type { RunState } from '../core/runState';
import { allAttempts } from '../presentation/usage';
import { endNotice, exhaustedNotice, planNotice, type RunNotice } from '../presentation/runNotice';
import type { PlanApprovals } from './approval/planApprovals';
import { viewIds } from './contributions';
import { disposeAll } from './disposeAll';
import type { RunConductor } from './runConductor';
import type { RunStore } from './runStore';

/** What a notice can lead to. */
export interface NoticeActions {
  readonly review: (state: RunState) => Promise<void>;
  readonly showReport: (runId: string) => Promise<void>;
  readonly showLog: () => void;
  readonly open: (runId: string) => void;
}

/** The progress line of the Workstreams view, as long as a run is under way. */
export function showProgress(conductor: RunConductor): Disposable {
  return conductor.onDidStart((runId) => {
    void window.withProgress(
      { location: { viewId: viewIds.workstreams } },
      () =>
        new Promise<void>((resolve) => {
          const ended = conductor.onDidEnd((other) => {
            if (other !== runId) return;
            void ended.dispose();
            resolve();
          });
        }),
    );
  });
}

const words = () => ({
  review: l10n.t('Review'),
  report: l10n.t('Show report'),
  log: l10n.t('Show log'),
  open: l10n.t('Open run'),
});

const shownMs = 10_000;

/** Says it, and does what the user chooses. */
async function say(state: RunState, notice: RunNotice | undefined, actions: NoticeActions): Promise<void> {
  if (!notice) return;
  if (notice.kind === 'quiet') {
    window.setStatusBarMessage(`MAO: ${notice.message}`, shownMs);
    return;
  }
  const show = {
    error: window.showErrorMessage,
    warning: window.showWarningMessage,
    info: window.showInformationMessage,
  };
  const named = words();
  const chosen = await show[notice.kind](notice.message, ...notice.actions.map((action) => named[action]));
  switch (notice.actions.find((action) => named[action] === chosen)) {
    case 'review':
      return actions.review(state);
    case 'report':
      return actions.showReport(state.runId);
    case 'log': {
      actions.showLog();
      return;
    }
    case 'open': {
      actions.open(state.runId);
      return;
    }
    case undefined:
      return;
  }
}

/** Says at once that a CLI is signed out, with what to do: once per CLI and run, since the run goes on without it. */
export function showSignInNotices(runs: RunStore): Disposable {
  const shown = new Set<string>();
  return runs.onDidChange(({ runId, event }) => {
    const run = runs.get(runId);
    if (!run?.live || event?.type !== 'attempt-end' || event.failure?.code !== 'not-signed-in') return;
    const attempt = allAttempts(run.state).findLast(({ model }) => model === event.model);
    const key = `${runId} ${attempt?.cli ?? event.model ?? ''}`;
    if (shown.has(key)) return;
    shown.add(key);
    void window.showWarningMessage(event.failure.message);
  });
}

/**
 * Notifications of this window's runs, and only where the user is needed or looks elsewhere: a plan waits, no model is left
 * for a workstream, a run failed or ended while the window was in the background.
 */
export function showRunNotices(
  conductor: RunConductor,
  runs: RunStore,
  approvals: PlanApprovals,
  actions: NoticeActions,
): Disposable {
  const told = new Set<string>();
  const listeners = [
    approvals.onDidChange(() => {
      for (const state of runs.own()) {
        const { runId } = state;
        if (!approvals.find(runId)) told.delete(runId);
        else if (!told.has(runId)) {
          told.add(runId);
          void say(state, planNotice(state, window.state.focused), actions);
        }
      }
    }),
    conductor.onDidEnd((runId) => {
      const state = runs.get(runId)?.state;
      if (state) void say(state, endNotice(state, window.state.focused), actions);
    }),
    runs.onDidChange(({ runId, event }) => {
      const run = runs.get(runId);
      if (!run?.live || run.elsewhere || !event) return;
      if (event.type === 'workstream-end' && event.outcome === 'failed' && event.task === undefined) {
        const notice = exhaustedNotice(run.state, event.section ?? '', event.workstream ?? '');
        void say(run.state, notice, actions);
      }
    }),
  ];
  return new Disposable(() => disposeAll(listeners));
}
