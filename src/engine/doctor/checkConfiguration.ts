import { relative } from 'node:path';
import type { Diagnosis } from '../../core/diagnosis';
import { formatProblem } from '../../core/problem';
import type { DoctorInput } from './doctorInput';
import { doubtful, well, wrong } from './finding';

/** The configuration files that there are, and what is wrong with them. */
export function checkConfiguration({ loaded, texts, workspace }: DoctorInput): Diagnosis {
  const subject = { id: 'configuration', area: 'workspace', title: 'Configuration' } as const;
  const { registry, routing, mcp, user, templates } = texts;
  const files = [registry, routing, mcp, ...templates.values(), user].flatMap((text) => (text ? [text.file] : []));
  const shown = files.map((file) => {
    const inside = relative(workspace, file);
    return inside.startsWith('..') ? file : inside;
  });
  const problems = loaded.problems.map(formatProblem);
  const facts = { files, problems };
  const found = files.length === 0 ? 'no files, defaults in force' : shown.join(', ');
  const errors = loaded.problems.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) {
    return wrong(subject, found, `Mend: ${errors.map(formatProblem).join(' · ')}`, facts);
  }
  if (problems.length > 0) return doubtful(subject, found, `Look at: ${problems.join(' · ')}`, facts);
  return well(subject, found, facts);
}
