import { bullets, code, inline, table } from '../../core/markdown';
import type { CulpritState, RepairState, RunState } from '../../core/runState';
import { count } from './figures';

import type { ReportInput } from './reportInput';

/** A workstream by its title and the model that did it; the whole merge where no single one is meant. */
function label(state: RunState, of: { readonly section: string | undefined; readonly workstream: string }): string {
  const found = state.workstreams.find(({ section, id }) => section === of.section && id === of.workstream);
  if (!found) return of.workstream === 'merge' ? 'the whole change' : inline(of.workstream);
  const several = new Set(state.workstreams.map(({ section }) => section)).size > 1;
  return inline(`${several ? `${found.section} ` : ''}${found.title} (${found.model})`);
}

function culpritPoint(state: RunState, culprit: CulpritState): string {
  const checks = inline(culprit.checks.length > 0 ? culprit.checks.join(', ') : 'the checks');
  const why = {
    alone: `green without it: ${checks}`,
    together: `no single workstream explains it; green without all that are named here: ${checks}`,
    output: `no trial proves it, but the output points to it: ${checks}`,
    tests: `green without its tests, so either these or what they test is wrong: ${checks}`,
  };
  return `**${label(state, culprit)}**${culprit.proof === undefined ? '' : `: ${why[culprit.proof]}`}.`;
}

function outcome({ outcome: ended, rolledBack, failure, files }: RepairState): string {
  if (rolledBack !== undefined) return `taken back: ${inline(rolledBack)}`;
  if (ended === 'succeeded') return 'the checks are green';
  if (ended === 'failed') {
    return failure ? `${failure.code}: ${inline(failure.message)}` : 'kept, but the checks stayed red';
  }
  return ended === 'running' ? 'not ended' : `cancelled${files.length > 0 ? ', not checked' : ''}`;
}

function rounds(state: RunState): string {
  const rows = state.repairs.map((repair) => [
    String(repair.round),
    label(state, repair),
    inline(repair.model ?? ''),
    outcome(repair),
    repair.files.map(code).join(', '),
  ]);
  return rows.length > 0 ? table(['Round', 'Workstream', 'By', 'Outcome', 'Files'], rows, ['Round']) : '';
}

/** What stood beside the rounds: who took over, and what was changed beyond the workstream's own files. */
function remarks(state: RunState): string {
  const points = state.repairs.flatMap(({ round, fallbacks, outsideOwnership, rolledBack }) => [
    ...fallbacks.map(({ message }) => inline(message)),
    ...(outsideOwnership.length > 0 && rolledBack === undefined
      ? [`Round ${round} changed outside its ownership: ${outsideOwnership.map(code).join(', ')}`]
      : []),
  ]);
  return bullets(points);
}

/** Who made the checks red, and what repairs came to; nothing when nothing was red. */
export function repairPart({ state }: ReportInput): string {
  const { redBefore, culprits, repairs } = state;
  if (redBefore.length === 0 && culprits.length === 0 && repairs.length === 0) return '';
  const before =
    redBefore.length > 0
      ? `${count(redBefore.length, 'check')} red before this run, without any of its changes: ${redBefore.map(inline).join(', ')}. MAO repairs only what a run broke.`
      : '';
  const nobody = culprits.length === 0 && repairs.length > 0 ? 'No single workstream explains what is red.' : '';
  const parts = [
    before,
    nobody,
    bullets(culprits.map((culprit) => culpritPoint(state, culprit))),
    rounds(state),
    remarks(state),
  ];
  return `## Culprit and repair\n\n${parts.filter((part) => part !== '').join('\n\n')}`;
}
