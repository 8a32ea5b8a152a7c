import type { Plan } from '../core/plan';
import type { Problem } from '../core/problem';
import { count } from './format';

/** What stands above a plan that is being edited: its expected diversity, against the one proposed, and its prompts. */
export function planFigures(edited: Plan, proposed: Plan): string {
  const prompts = edited.sections.flatMap(({ workstreams }) => workstreams.filter(({ skip }) => skip !== true));
  const change = edited.diversity === proposed.diversity ? '' : `${proposed.diversity} → `;
  return `Diversity ${change}${edited.diversity}, ${count(prompts.length, 'prompt')}`;
}

/** How many problems a plan has, errors first; nothing when there are none. */
export function problemFigures(problems: readonly Problem[]): string | undefined {
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const warnings = problems.length - errors;
  const parts = [
    ...(errors > 0 ? [count(errors, 'error')] : []),
    ...(warnings > 0 ? [count(warnings, 'warning')] : []),
  ];
  return parts.length === 0 ? undefined : parts.join(', ');
}
