import type { Finding } from '../core/finding';
import { indexFile } from './anchor/fileIndex';
import { followFinding } from './followFinding';

/** Why nothing is left of a finding in its file as it is now (undefined: there is no such file); undefined: it may still hold. */
export function whyGone(finding: Finding, text: string | undefined): string | undefined {
  if (text === undefined) return `${finding.file} is gone`;
  if (finding.quote.trim() === '' || followFinding(indexFile(text), finding)) return undefined;
  return `its code is gone from ${finding.file}`;
}
