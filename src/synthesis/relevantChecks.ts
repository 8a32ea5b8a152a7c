import type { CheckCommand } from '../core/ports/approver';

/** With more projects than this, those are not all checked where only some were changed. */
const mostProjects = 8;

/**
 * The checks that a change calls for: all of the root; those of a folder when something in it was changed, and of all folders
 * when the root has none, as projects that stand side by side may build on each other (of up to eight).
 */
export function relevantChecks(commands: readonly CheckCommand[], changed: readonly string[]): readonly CheckCommand[] {
  const folders = new Set(commands.flatMap(({ folder }) => folder ?? []));
  if (folders.size <= mostProjects && commands.every(({ folder }) => folder !== undefined)) return commands;
  return commands.filter(({ folder }) => folder === undefined || changed.some((path) => path.startsWith(`${folder}/`)));
}
