import { Disposable, StatusBarAlignment, window } from 'vscode';
import { hasOpenChanges } from '../presentation/runView';
import { statusView } from '../presentation/statusView';
import { commandIds, viewIds } from './contributions';
import type { RunStore } from './runStore';

/** The one status bar item: progress while a run is under way, a way to its result after, hidden otherwise. */
export function createStatusBar(runs: RunStore): Disposable {
  const item = window.createStatusBarItem('mao.status', StatusBarAlignment.Left, 20);
  item.name = 'MAO';
  const show = () => {
    const live = runs.live();
    const view = statusView(live, runs.newest(hasOpenChanges));
    if (!view) {
      item.hide();
      return;
    }
    item.text = view.text;
    item.tooltip = view.tooltip;
    item.accessibilityInformation = { label: `${view.text.replace(/\$\([^)]*\)\s*/g, '')}. ${view.tooltip}` };
    const run = live.at(-1);
    item.command = run
      ? { command: commandIds.openRun, title: 'Open run', arguments: [run.runId] }
      : `${viewIds.changes}.focus`;
    item.show();
  };
  const listener = runs.onDidChange(({ event, delta }) => {
    if (!delta && event?.type !== 'usage-update') show();
  });
  return Disposable.from(item, listener);
}
