import type { CheckCommand } from '../../core/ports/approver';

/** Checks that make what others use: `tsc` alone and with `--build` writes, with `--noEmit` it only looks. */
const makes = [/\b(build|compile|bundle|generate|codegen|prepare|install)\b/i, /\btsc\b(?!.*--noEmit)/];

/** The checks to run for an answer about the red ones: those, and what stands before one of them and makes something. */
export function neededChecks(commands: readonly CheckCommand[], red: ReadonlySet<string>): readonly CheckCommand[] {
  const last = commands.findLastIndex(({ name }) => red.has(name));
  return commands
    .slice(0, last + 1)
    .filter(({ name, command }) => red.has(name) || makes.some((made) => made.test(`${name} ${command.join(' ')}`)));
}
