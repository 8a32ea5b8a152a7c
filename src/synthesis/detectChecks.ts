import type { CheckCommand } from '../core/ports/approver';
import { gradleChecks, goChecks, mavenChecks, rustChecks } from './detect/compiledChecks';
import { stages, type FoundCheck, type ProjectFiles } from './detect/foundCheck';
import { makeChecks } from './detect/makeChecks';
import { nodeChecks } from './detect/nodeChecks';
import { pythonChecks } from './detect/pythonChecks';
import { projectAt, subprojectsOf } from './detect/subprojects';

/** Names a check by its stage, by its folder, and by its ecosystem too when several there have that stage. */
function toCommand(check: FoundCheck, all: readonly FoundCheck[]): CheckCommand {
  const { stage, ecosystem, source, ...rest } = check;
  const { folder } = check;
  const several = all.filter((other) => other.stage === stage && other.folder === folder).length > 1;
  const where = [...(folder === undefined ? [] : [folder]), ...(several ? [ecosystem] : [])];
  return {
    name: where.length === 0 ? stage : `${stage} (${where.join(', ')})`,
    source: folder === undefined ? source : `${source} (in ${folder})`,
    ...rest,
  };
}

/** The checks of one project. A makefile fills only the stages that no other tool has, since it mostly calls those tools. */
async function checksOf(project: ProjectFiles): Promise<readonly FoundCheck[]> {
  const own = [
    ...(await nodeChecks(project)),
    ...(await pythonChecks(project)),
    ...goChecks(project),
    ...rustChecks(project),
    ...(await mavenChecks(project)),
    ...(await gradleChecks(project)),
  ];
  const made = (await makeChecks(project)).filter(({ stage }) => !own.some((check) => check.stage === stage));
  return [...own, ...made];
}

/**
 * The checks that a project names, read from the base snapshot so that no model decides what runs: type checks, then tests,
 * then builds. Those at its root, and those of projects in its folders: what the root checks with the same tools, or with a
 * makefile, it is taken to check for its folders too.
 */
export async function detectChecks(project: ProjectFiles): Promise<readonly CheckCommand[]> {
  const found = [...(await checksOf(project))];
  const ofRoot = new Set(found.map(({ ecosystem }) => ecosystem));
  for (const folder of ofRoot.has('make') ? [] : subprojectsOf(project.files)) {
    const checks = await checksOf(projectAt(project, folder));
    found.push(...checks.filter(({ ecosystem }) => !ofRoot.has(ecosystem)).map((check) => ({ ...check, folder })));
  }
  const ordered = stages.flatMap((stage) => found.filter((check) => check.stage === stage));
  return ordered.map((check) => toCommand(check, ordered));
}
