import { relative } from 'node:path';
import type { Diagnosis } from '../../core/diagnosis';
import { formatProblem } from '../../core/problem';
import type { DoctorInput } from './doctorInput';
import { doubtful, well } from './finding';

/** The PRD: where it is, and how many sections it has. */
export async function checkPrd(input: DoctorInput): Promise<Diagnosis> {
  const subject = { id: 'prd', area: 'workspace', title: 'PRD' } as const;
  const { file, text, searched } = await input.readPrd();
  if (text === undefined) {
    const todo = `Write one (MAO: Create PRD from Template), or name yours with the setting mao.prd or --prd FILE. MAO looked for ${searched.slice(0, 3).join(', ')}${searched.length > 3 ? ' and the like' : ''}.`;
    return doubtful(subject, 'not found', todo);
  }
  const { prdReader } = await import('../../prd/prdReader');
  const { sections, problems } = prdReader.read(text, file);
  const found = `${relative(input.workspace, file)}, ${sections.length} section${sections.length === 1 ? '' : 's'}`;
  const facts = { file, sections: sections.length, problems: problems.map(formatProblem) };
  if (sections.length === 0) return doubtful(subject, found, 'Give it headings: each is a section.', facts);
  if (problems.length > 0) return doubtful(subject, found, problems.map(formatProblem).join(' · '), facts);
  return well(subject, found, facts);
}
