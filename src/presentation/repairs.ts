import { assertNever } from '../core/assertNever';
import type { CulpritState, RepairState, RunState } from '../core/runState';
import type { ViewState } from './stateIcon';

/** One round of repair as views show it. */
export interface RepairView {
  readonly title: string;
  readonly text: string;
  readonly state: ViewState;
}

function nameOf(state: RunState, { section, workstream }: Pick<CulpritState, 'section' | 'workstream'>): string {
  const found = state.workstreams.find((one) => one.section === section && one.id === workstream);
  return found?.title ?? (workstream === 'merge' ? 'the whole change' : workstream);
}

/** `Core logic (o3)`, or several of them; undefined: nobody was named. */
export function culpritNames(state: RunState): string | undefined {
  if (state.culprits.length === 0) return undefined;
  const names = state.culprits.map((culprit) => {
    const { section, workstream } = culprit;
    const model = state.workstreams.find((one) => one.section === section && one.id === workstream)?.model;
    return `${nameOf(state, culprit)}${model === undefined ? '' : ` (${model})`}`;
  });
  return names.join(' and ');
}

function roundText({ round, rounds }: RepairState): string {
  return rounds === undefined ? `round ${round}` : `${round} of ${rounds}`;
}

/** `culprit: Core logic (o3), being repaired (1 of 2)`; what was red before the run has no culprit. */
export function culpritText(state: RunState): string | undefined {
  const names = culpritNames(state);
  const last = state.repairs.at(-1);
  const culprit =
    names !== undefined
      ? [`culprit: ${names}`]
      : last
        ? ['no single workstream explains it']
        : state.redBefore.length > 0
          ? [`red before this run: ${state.redBefore.join(', ')}`]
          : [];
  const fate =
    last?.outcome === 'running'
      ? [`being repaired (${roundText(last)})`]
      : last?.outcome === 'succeeded'
        ? ['repaired']
        : last
          ? ['not repaired']
          : [];
  return culprit.length > 0 ? [...culprit, ...fate].join(', ') : undefined;
}

function outcomeText(repair: RepairState): string {
  const { outcome, rolledBack, failure, files } = repair;
  switch (outcome) {
    case 'running':
      return 'at work';
    case 'succeeded':
      return `the checks are green, changed ${files.join(', ')}`;
    case 'cancelled':
      return 'cancelled';
    case 'failed':
      return rolledBack === undefined
        ? (failure?.message ?? `changed ${files.join(', ')}, the checks stayed red`)
        : `taken back: ${rolledBack}`;
    default:
      return assertNever(outcome);
  }
}

/** Every round of repair: what it concerns, by whom, and what came of it. */
export function repairViews(state: RunState): readonly RepairView[] {
  return state.repairs.map((repair) => ({
    title: `Repair ${roundText(repair)}: ${nameOf(state, repair)}`,
    text: [repair.model ?? '', outcomeText(repair)].filter((part) => part !== '').join(' · '),
    state: repair.outcome,
  }));
}
