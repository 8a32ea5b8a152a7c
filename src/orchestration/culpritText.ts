import type { Culprits } from '../synthesis/culprit/findCulprit';
import type { FinishedWorkstream } from './candidate';

/** What the search for the cause came to, in one sentence for people; never more certain than it is. */
export function culpritText(
  checks: readonly string[],
  culprits: Culprits,
  finished: readonly FinishedWorkstream[],
): string {
  const red = checks.join(', ');
  const [fail, pass] = checks.length === 1 ? ['fails', 'passes'] : ['fail', 'pass'];
  const label = (key: string | undefined) => {
    const done = finished.find((one) => one.key === key);
    return done ? `${done.workstream.title} (${done.model})` : (key ?? 'nobody');
  };
  if (culprits.kind === 'unknown') return `${red} ${fail}, and no single workstream explains it.`;
  const names = culprits.keys.map(label).join(', ');
  switch (culprits.proof) {
    case 'alone':
      return `${red} ${fail} because of ${names}: without it ${red} ${pass}.`;
    case 'together':
      return `${red} ${fail}, and no single workstream explains it: ${pass} only without ${names} together.`;
    case 'tests':
      return `${red} ${pass} without the tests of ${names}: either these or what they test is wrong.`;
    case 'output':
      return culprits.shownBy === undefined
        ? `${red} ${fail}, most likely because of ${names}: the output points there, though no trial proves it.`
        : `${red} ${fail}, most likely because of ${names}: the output points there, and the tests of ${label(culprits.shownBy)} show it.`;
  }
}
