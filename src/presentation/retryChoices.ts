import type { CliState } from '../core/cliState';
import { modelRows, type DoctorSight } from './modelRows';

/** A model that a workstream can be given to; `description` says whether it rests and how it did so far. */
export interface RetryChoice {
  readonly model: string;
  readonly label: string;
  readonly description: string;
}

/** The models of one CLI that is on this machine; `state`: what keeps it from working, empty when nothing is known to. */
export interface RetryGroup {
  readonly cli: string;
  readonly state: string;
  readonly models: readonly RetryChoice[];
}

/** Which models a workstream can be given to, those of signed-out CLIs last; `at` is who did it so far. */
export function retryChoices(
  clis: readonly CliState[],
  doctor: readonly DoctorSight[],
  at: string,
  now: Date,
): readonly RetryGroup[] {
  const rows = modelRows(clis, doctor, now).filter(({ context }) => context !== 'cli.missing');
  const isOut = (context: string) => Number(context === 'cli.signedOut');
  return rows
    .toSorted((a, b) => isOut(a.context) - isOut(b.context))
    .map(({ label, context, description, children }) => ({
      cli: label,
      state: context === 'cli.signedOut' ? description : '',
      models: children.map((row) => ({
        model: row.label,
        label: row.label,
        description: [row.description, row.label === at ? 'did it so far' : '']
          .filter((part) => part !== '')
          .join(' · '),
      })),
    }))
    .filter(({ models }) => models.length > 0);
}
