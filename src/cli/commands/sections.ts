import { UsageError } from '../../core/usageError';
import { formatProblem } from '../../core/problem';
import type { PrdView } from '../../orchestration/engine';
import type { CliContext } from '../cliContext';
import { exitCodes, type ExitCode } from '../exitCodes';

/** The usual places, the first few of them: more says no more. */
const placesText = (places: readonly string[]) =>
  places.length > 6 ? `${places.slice(0, 4).join(', ')} and ${places.length - 4} other places` : places.join(', ');

/** The PRD, or a `UsageError` that says where MAO looked. */
export async function requirePrd(context: CliContext): Promise<PrdView> {
  const { prd, searched } = await context.engine.findPrd(context.options.prd);
  if (prd) return prd;
  if (context.options.prd !== undefined) {
    throw new UsageError(`There is no file ${context.options.prd} (--prd) that can be read as a PRD.`);
  }
  throw new UsageError(`No PRD found (looked for ${placesText(searched)}). Write one, or name it with --prd FILE.`);
}

/** `mao sections`: what the PRD holds. */
export async function sections(context: CliContext): Promise<ExitCode> {
  const { output } = context;
  const prd = await requirePrd(context);
  for (const problem of prd.problems) output.say(formatProblem(problem));
  if (output.json) output.result(JSON.stringify(prd.sections));
  else {
    const width = Math.max(0, ...prd.sections.map((section) => section.number.length));
    const top = Math.min(...prd.sections.map((section) => section.level));
    for (const section of prd.sections) {
      output.result(`${section.number.padEnd(width)}  ${'  '.repeat(section.level - top)}${section.title}`);
    }
  }
  return exitCodes.done;
}
