import type { Problem, WithProblems } from '../core/problem';
import { isTemplatePlaceholder, placeholderPattern, templatePlaceholders } from '../core/templatePlaceholders';
import { choices } from './issueText';
import { problemAt, rangeIn } from './sourceRange';

const says = ['section', 'brief', 'contract'] as const;

/**
 * Reads a prompt template (`.claude/models/prompts/<name>.md`). An unknown `{{placeholder}}` is a problem where it stands; a
 * template that tells the model nothing of its task is worth a warning. The value is undefined when the template has an error.
 */
export function readTemplate(name: string, text: string, file: string): WithProblems<string | undefined> {
  const template = text.replace(/^\uFEFF/, '');
  if (template.trim() === '') {
    const message = `This template is empty. Write the prompt for ${name} in it, or delete it to use MAO's own.`;
    return { value: undefined, problems: [problemAt(file, rangeIn(template, 0, 0), 'error', message)] };
  }
  const found = [...template.matchAll(placeholderPattern)];
  const unknown = found.flatMap((match): readonly Problem[] => {
    const [whole, placeholder = ''] = match;
    if (isTemplatePlaceholder(placeholder)) return [];
    const message = `There is no placeholder {{${placeholder}}}.${choices(placeholder, templatePlaceholders)}`;
    return [problemAt(file, rangeIn(template, match.index, match.index + whole.length), 'error', message)];
  });
  if (unknown.length > 0) return { value: undefined, problems: unknown };
  const isTelling = found.some(([, placeholder]) => says.some((known) => known === placeholder));
  const warning = `The model will not be told its task: this template has none of ${says.map((known) => `{{${known}}}`).join(', ')}.`;
  return { value: template, problems: isTelling ? [] : [problemAt(file, rangeIn(template, 0, 0), 'warning', warning)] };
}
