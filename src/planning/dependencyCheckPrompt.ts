import { dataNotice, fenced } from '../core/fence';
import { subjectText, type SubjectText } from './planPrompt';

const example = { ready: false, missing: [{ what: '…', section: '1' }], dependsOn: { '3': ['2'] } };

/** The prompt for the quick check before a run, without header lines; the answer is read by `dependencyCheckAnswerSchema`. */
export function dependencyCheckPrompt(input: SubjectText): string {
  const asked = input.sections.map((section) => section.number).join(', ');
  return `Check what section ${asked} of this PRD rests on, before models begin to build it. Be quick and exact; you change no file, but you may read the workspace.

${dataNotice}

${subjectText(input)}
## What to find out

1. Does a section use something (a type, a stored record, a function, a service) that is neither in the workspace yet nor built by the sections asked for? List each such thing under "missing", with the number of the section that describes it where there is one. Something that is in the workspace is not missing, even if it will have to change.
2. Among the sections asked for (${asked}): which one needs the finished work of which other one? List these under "dependsOn", by number: the section, then those that it needs. Leave it empty when they are independent.
3. "ready" is true when nothing is missing.

## Answer

One JSON object in the last \`\`\`json fence of your answer, in this form:

${fenced(JSON.stringify(example), 'json')}`;
}
