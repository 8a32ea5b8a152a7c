import type { PanelAction, WorkstreamAction } from '../../src/presentation/panelMessages';
import { element } from './dom';
import { icon, type IconName } from './icons';

const labels: Readonly<Record<PanelAction | WorkstreamAction, string>> = {
  approve: 'Approve',
  'edit-plan': 'Edit plan',
  cancel: 'Cancel',
  stop: 'Stop now',
  resume: 'Resume',
  review: 'Review',
  apply: 'Apply',
  revert: 'Revert',
  'show-report': 'Report',
  'show-log': 'Log',
  'cancel-workstream': 'Cancel',
  'stop-workstream': 'Stop now',
  'retry-workstream': 'Retry with…',
  'open-transcript': 'Transcript',
  'open-diff': 'Diff',
};

const primary: ReadonlySet<string> = new Set<PanelAction>(['approve', 'review', 'resume']);

const signs: Readonly<Record<WorkstreamAction, IconName>> = {
  'cancel-workstream': 'cancel',
  'stop-workstream': 'stop',
  'retry-workstream': 'retry',
  'open-transcript': 'transcript',
  'open-diff': 'diff',
};

/** A button with the name of what it does. */
export function actionButton(action: PanelAction | WorkstreamAction, act: () => void): HTMLElement {
  const button = element('button', { type: 'button', 'data-focus': action }, labels[action]);
  if (primary.has(action)) button.className = 'primary';
  button.addEventListener('click', act);
  return button;
}

/** A row of buttons that tell the host what the user wants. */
export function buttonRow(actions: readonly PanelAction[], act: (action: PanelAction) => void): HTMLElement {
  return element('div', { class: 'buttons' }, ...actions.map((action) => actionButton(action, () => act(action))));
}

/** A small button of a column: its icon, and its name for the pointer and for screen readers (`Transcript of Schemas`). */
export function iconButton(action: WorkstreamAction, title: string, act: () => void): HTMLElement {
  const label = labels[action];
  const button = element(
    'button',
    { type: 'button', class: 'icon-button', title: label, 'aria-label': `${label}: ${title}`, 'data-focus': action },
    icon(signs[action]),
  );
  button.addEventListener('click', act);
  return button;
}
