/** What a prompt template (`.claude/models/prompts/<task>.md`) may hold in `{{…}}`. */
export const templatePlaceholders = [
  'section',
  'contract',
  'brief',
  'acceptance',
  'context',
  'workstream',
  'model',
] as const;

export type TemplatePlaceholder = (typeof templatePlaceholders)[number];

/** Matches one `{{name}}`, whether the name is known or not; group 1 is the name. */
export const placeholderPattern = /\{\{\s*([\w-]+)\s*\}\}/g;

/** Whether a template's placeholder has a value. */
export function isTemplatePlaceholder(name: string): name is TemplatePlaceholder {
  return templatePlaceholders.some((known) => known === name);
}

/** Puts the values in for their placeholders, once: a value that holds `{{…}}` itself is not expanded; unknown names stay. */
export function fillTemplate(template: string, values: Readonly<Record<TemplatePlaceholder, string>>): string {
  return template.replace(placeholderPattern, (whole, name: string) =>
    isTemplatePlaceholder(name) ? values[name] : whole,
  );
}
