import type { RunState } from '../core/runState';
import { count } from './format';
import type { PanelView } from './panelView';

/** `Fix of src/members.ts`, or of how many files: those of the findings. */
export function fixTitle({ findings }: RunState): string {
  const files = [...new Set(findings.map(({ file }) => file))];
  return files.length === 1 ? `Fix of ${files.join('')}` : `Fix of ${count(files.length, 'file')}`;
}

/** `2 findings fixed`, `1 of 2 findings fixed`; undefined while nobody has looked. */
export function fixedText({ findings, findingChecks }: RunState): string | undefined {
  if (findingChecks.length === 0) return undefined;
  const all = Math.max(findings.length, findingChecks.length);
  const fixed = findingChecks.filter(({ outcome }) => outcome === 'fixed').length;
  return fixed === all ? `${count(all, 'finding')} fixed` : `${fixed} of ${count(all, 'finding')} fixed`;
}

/** The findings of a fix run: which it is about, then what became of each that is fixed (the others are warnings of its log). */
export function fixRemarks({ command, findings, findingChecks }: RunState): PanelView['remarks'] {
  if (command !== 'fix') return [];
  const fixed = new Set(findingChecks.filter(({ outcome }) => outcome === 'fixed').map(({ id }) => id));
  return findings.map(({ id, file, line, message }) => ({
    level: 'info',
    message: `${fixed.has(id) ? 'Fixed' : 'To mend'}: ${file}:${line} ${message}`,
  }));
}
