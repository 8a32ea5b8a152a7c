import type { Culprits } from '../synthesis/culprit/findCulprit';
import type { FinishedWorkstream } from './candidate';

/** What the search for the cause came to, in one sentence for people; never more certain than it is. */
export function culpritText(
  checks: readonly string[],
  culprits: Culprits,
  finished: readonly FinishedWorkstream[],
): string {
  const red = `Red: ${checks.join(', ')}`;
  const label = (key: string | undefined) => {
    const done = finished.find((one) => one.key === key);
    return done ? `${done.workstream.title} (${done.model})` : (key ?? 'nobody');
  };
  if (culprits.kind === 'unknown') return `${red}, and no single workstream explains it.`;
  const names = culprits.keys.map(label).join(', ');
  switch (culprits.proof) {
    case 'alone':
      return `${red}, because of ${names}: green without it.`;
    case 'together':
      return `${red}, and no single workstream explains it: green only without ${names} together.`;
    case 'tests':
      return `${red}, and green without the tests of ${names}: either these or what they test is wrong.`;
    case 'output':
      return culprits.shownBy === undefined
        ? `${red}, most likely because of ${names}: the output points there, though no trial proves it.`
        : `${red}, most likely because of ${names}: the output points there, and the tests of ${label(culprits.shownBy)} show it.`;
  }
}
