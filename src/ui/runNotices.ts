import { window, type Disposable } from 'vscode';
import type { RunState } from '../core/runState';
import { allAttempts } from '../presentation/usage';
import { redChecksText } from '../presentation/checks';
import { count } from '../presentation/format';
import { hasOpenChanges, runTitle } from '../presentation/runView';
import { viewIds } from './contributions';
import type { RunConductor } from './runConductor';
import type { RunStore } from './runStore';

/** What a notice can lead to. */
export interface NoticeActions {
  readonly review: (state: RunState) => Promise<void>;
  readonly showReport: (runId: string) => Promise<void>;
  readonly showLog: () => void;
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

async function tell(state: RunState, actions: NoticeActions): Promise<void> {
  const review = 'Review';
  const anyway = 'Review anyway';
  const report = 'Show report';
  const log = 'Show log';
  const failure = state.end?.failure;
  const red = redChecksText(state);
  let chosen: string | undefined;
  if (state.end?.outcome === 'cancelled') return;
  if (failure || state.end?.outcome === 'failed') {
    const next = hasOpenChanges(state) ? [review, report] : [log];
    chosen = await window.showErrorMessage(`${runTitle(state)}: ${failure?.message ?? 'the run failed.'}`, ...next);
  } else if (red !== undefined && hasOpenChanges(state)) {
    chosen = await window.showWarningMessage(`${runTitle(state)}: ${red}`, report, anyway);
  } else if (!window.state.focused && hasOpenChanges(state)) {
    const files = count(state.changes?.files.length ?? 0, 'file');
    chosen = await window.showInformationMessage(`${runTitle(state)} is done: ${files} to review.`, review);
  }
  if (chosen === review || chosen === anyway) await actions.review(state);
  if (chosen === report) await actions.showReport(state.runId);
  if (chosen === log) actions.showLog();
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

/** One notification at the end of a run, and only when the user must know: it failed, or they look elsewhere. */
export function showRunNotices(conductor: RunConductor, runs: RunStore, actions: NoticeActions): Disposable {
  return conductor.onDidEnd((runId) => {
    const state = runs.get(runId)?.state;
    if (state?.end) void tell(state, actions);
  });
}
