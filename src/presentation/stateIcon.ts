import { assertNever } from '../core/assertNever';
import type { CheckState, WorkstreamState } from '../core/runState';

/** An icon of VS Code's set with a theme colour, by name; the shell makes a ThemeIcon of it. */
export interface StateIcon {
  readonly name: string;
  readonly color?: string;
}

/** Everything that has a life cycle in a view, in one vocabulary. */
export type ViewState = WorkstreamState['state'];

/** The icon of a state: never colour alone, the shape tells too. */
export function stateIcon(state: ViewState): StateIcon {
  switch (state) {
    case 'waiting':
      return { name: 'circle-outline', color: 'disabledForeground' };
    case 'running':
      return { name: 'sync~spin', color: 'progressBar.background' };
    case 'succeeded':
      return { name: 'pass', color: 'testing.iconPassed' };
    case 'failed':
      return { name: 'error', color: 'testing.iconFailed' };
    case 'cancelled':
      return { name: 'circle-slash', color: 'disabledForeground' };
    case 'skipped':
      return { name: 'debug-step-over', color: 'testing.iconSkipped' };
    default:
      return assertNever(state);
  }
}

const iconWords: Readonly<Record<string, string>> = {
  pass: 'done',
  error: 'failed',
  warning: 'needs a look',
  'circle-outline': 'waiting',
  'circle-slash': 'stopped',
  'debug-step-over': 'skipped',
  'sync~spin': 'running',
};

/** What a screen reader says of a row: label, description, and the state that sighted people see by the icon alone. */
export function spokenRow(label: string, description: string, { name }: StateIcon): string {
  return [label, description, iconWords[name]].filter((part) => part !== undefined && part !== '').join(', ');
}

/** The state of a check in the common vocabulary. */
export function checkViewState(check: CheckState): ViewState {
  switch (check.outcome) {
    case 'running':
      return 'running';
    case 'passed':
      return 'succeeded';
    case 'failed':
    case 'timed-out':
      return 'failed';
    case 'skipped':
      return 'skipped';
    default:
      return assertNever(check.outcome);
  }
}
