import { FailureError } from '../../core/failure';
import type { ScopeApprover } from '../../core/ports/scopeApprover';
import type { FoundScope, Scope } from './findScope';

const key = (files: readonly string[]) => [...new Set(files)].sort().join('\n');

/**
 * The files that a QA looks at, as the user wants them: what they named themselves is not asked about; all else is shown where
 * there is somebody to ask, who may pick other files. Undefined: they turned away. A `FailureError` when nobody could say
 * which files, and nobody is there to pick them.
 */
export async function approveScope(
  found: FoundScope,
  question: { readonly sections: readonly string[]; readonly all: readonly string[] },
  approver: ScopeApprover | undefined,
  signal: AbortSignal,
): Promise<Scope | undefined> {
  const known = 'problem' in found ? undefined : found;
  if (!approver) {
    if (known) return known;
    throw new FailureError({ code: 'refused', message: 'problem' in found ? found.problem : '' });
  }
  if (known?.source === 'paths') return known;
  const files = known?.files ?? [];
  const wanted = await approver.approveScope({ ...question, files, source: known?.source }, signal);
  if (!wanted) return undefined;
  const picked = question.all.filter((file) => wanted.includes(file));
  if (picked.length === 0) return undefined;
  return known && key(picked) === key(files) ? known : { files: picked, source: 'paths' };
}
