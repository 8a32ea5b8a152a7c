import type { CheckCommand } from '../core/ports/approver';
import { gradleChecks, goChecks, mavenChecks, rustChecks } from './detect/compiledChecks';
import { stages, type FoundCheck, type ProjectFiles } from './detect/foundCheck';
import { makeChecks } from './detect/makeChecks';
import { nodeChecks } from './detect/nodeChecks';
import { pythonChecks } from './detect/pythonChecks';

/** Names a check by its stage, and by its ecosystem too when several have that stage. */
function toCommand(check: FoundCheck, all: readonly FoundCheck[]): CheckCommand {
  const several = all.filter(({ stage }) => stage === check.stage).length > 1;
  const { stage, ecosystem, ...rest } = check;
  return { name: several ? `${stage} (${ecosystem})` : stage, ...rest };
}

/**
 * The checks that a project names at its root, read from the base snapshot so that no model decides what runs: type checks,
 * then tests, then builds. A makefile fills only the stages that no other tool has, since it mostly calls those tools.
 */
export async function detectChecks(project: ProjectFiles): Promise<readonly CheckCommand[]> {
  const own = [
    ...(await nodeChecks(project)),
    ...(await pythonChecks(project)),
    ...goChecks(project),
    ...rustChecks(project),
    ...(await mavenChecks(project)),
    ...(await gradleChecks(project)),
  ];
  const made = (await makeChecks(project)).filter(({ stage }) => !own.some((check) => check.stage === stage));
  const found = [...own, ...made];
  const ordered = stages.flatMap((stage) => found.filter((check) => check.stage === stage));
  return ordered.map((check) => toCommand(check, ordered));
}
