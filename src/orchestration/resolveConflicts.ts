import type { Plan } from '../core/plan';
import { conflictPrompt } from '../synthesis/conflictPrompt';
import { readConflictAnswer } from '../synthesis/readConflictAnswer';
import type { ConflictResolver } from '../synthesis/mergeWorkstreams';
import { askModel } from './askModel';
import { orchestratorOf } from './orchestrator';
import type { RunContext } from './runDependencies';

/** Asks the orchestrator to join conflicting files, with both sides, the base and both briefs; undefined when it could not. */
export function orchestratorResolver(context: RunContext, plan: Plan, workdir: string): ConflictResolver {
  return async (conflict) => {
    const sections = plan.sections.filter((section) =>
      conflict.workstreams.some(({ section: id }) => id === section.id),
    );
    const answer = await askModel(context, {
      task: 'conflict',
      title: 'Conflict resolution',
      section: sections.map((section) => section.id).join(', '),
      workstream: conflict.workstreams.map(({ workstream }) => workstream).join(', '),
      models: [orchestratorOf(context.configuration.registry)],
      body: conflictPrompt({ ...conflict, contracts: sections.map((section) => section.contract) }),
      workdir,
      access: 'none',
      read: (text) => readConflictAnswer(text, conflict.files, context.redactor),
    });
    return answer.outcome === 'answered' ? { by: answer.model, texts: answer.value } : undefined;
  };
}
