import type { SectionText } from '../core/section';
import { UsageError } from '../core/usageError';
import type { EngineParts } from './engineParts';

/** The sections that a request names, and all of the PRD; a `UsageError` when there is no PRD or no such section. */
export async function findSections(
  parts: EngineParts,
  request: { readonly sections: string; readonly prd?: string },
): Promise<{
  readonly all: readonly SectionText[];
  readonly sections: readonly SectionText[];
  readonly warnings: readonly string[];
}> {
  const prd = await parts.readPrd(request.prd);
  if (prd.text === undefined) throw new UsageError(`No PRD found (looked for ${prd.searched.join(', ')}).`);
  const { prdReader } = await import('../prd/prdReader');
  const { sections: all } = prdReader.read(prd.text, prd.file);
  return { all, ...prdReader.resolve(request.sections, all) };
}
