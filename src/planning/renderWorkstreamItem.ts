import type { WorkstreamPlan } from '../core/plan';

/** Lines of an item that are no brief: what the workstream owns, waits for, and is done with. */
export const itemLinePattern = /^(Owns|After|Done when)(?: (.*))?$/s;

/** A path or name for a comma separated list; quoted when it could be taken for several. */
function listed(name: string): string {
  return /[,"`]|^\s|\s$/.test(name) ? JSON.stringify(name) : name;
}

/** A brief's further lines stand indented; one that looks like another line of the item gets a backslash. */
function briefLine(line: string): string {
  if (line === '') return '';
  return `  ${line.startsWith('\\') || itemLinePattern.test(line) ? '\\' : ''}${line}`;
}

/** The model, thinking mode and fallbacks of a workstream: `gemini-pro (thinking max), else sonnet, else opus`. */
export function modelsText({ model, thinking, fallbacks }: WorkstreamPlan): string {
  const mode = thinking === undefined ? '' : ` (thinking ${thinking})`;
  return [`${model}${mode}`, ...fallbacks.map((fallback) => `else ${fallback}`)].join(', ');
}

/** One workstream as an item of the plan document, line by line, as `readWorkstreamItem` takes it back. */
export function renderWorkstreamItem(workstream: WorkstreamPlan): readonly string[] {
  const { id, skip, owns, dependsOn, acceptance } = workstream;
  const [first = '', ...more] = workstream.brief.trim().replace(/\r\n?/g, '\n').split('\n');
  const head = `- [${skip === true ? ' ' : 'x'}] **${id}** ${modelsText(workstream)}:`;
  return [
    first === '' ? head : `${head} ${first}`,
    ...more.map(briefLine),
    ...(owns.length > 0 ? [`  Owns ${owns.map(listed).join(', ')}`] : []),
    ...(dependsOn.length > 0 ? [`  After ${dependsOn.map(listed).join(', ')}`] : []),
    ...acceptance.map((point) => `  Done when ${point.replace(/\s+/g, ' ').trim()}`),
  ];
}
