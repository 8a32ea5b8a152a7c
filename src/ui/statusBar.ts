import { Disposable, MarkdownString, StatusBarAlignment, window } from 'vscode';
import { escapeMarkdown } from '../presentation/format';
import { hasOpenChanges } from '../presentation/runView';
import { statusView } from '../presentation/statusView';
import { commandIds } from './contributions';
import type { RunStore } from './runStore';

const commandOf = { open: commandIds.openRun, review: commandIds.review } as const;

/** The one status bar item: progress while a run is under way, a way to its result after, hidden otherwise. */
export function createStatusBar(runs: RunStore): Disposable {
  const item = window.createStatusBarItem('mao.status', StatusBarAlignment.Left, 20);
  item.name = 'MAO';
  const show = () => {
    const view = statusView(runs.live(), runs.newest(hasOpenChanges));
    if (!view) {
      item.hide();
      return;
    }
    item.text = view.text;
    item.tooltip = new MarkdownString(view.tooltip.split('\n').map(escapeMarkdown).join('\n\n'));
    item.accessibilityInformation = { label: view.label };
    item.command = { command: commandOf[view.click.kind], title: 'MAO', arguments: [view.click.runId] };
    item.show();
  };
  const listener = runs.onDidChange(({ event, delta }) => {
    if (!delta && event?.type !== 'usage-update') show();
  });
  return Disposable.from(item, listener);
}
