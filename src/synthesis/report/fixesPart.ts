import type { FindingCheck } from '../../core/findingCheck';
import { bullets, code, inline } from '../../core/markdown';
import type { ReportInput } from './reportInput';

const words = { fixed: '**Fixed**', open: '**Still there**', unknown: '**Not looked at again**' } as const;

function point({ id, file, line, message, outcome, by, reason }: FindingCheck): string {
  const who = [by, reason].filter((part) => part !== undefined && part !== '').join(': ');
  return `${words[outcome]}: ${code(`${file}:${line}`)} ${inline(message)}${who === '' ? '' : ` (${inline(who)})`}, ${inline(id)}`;
}

/** What became of the findings that a fix run was to mend; nothing for other runs. */
export function fixesPart({ state }: ReportInput): string {
  const checked = new Set(state.findingChecks.map(({ id }) => id));
  const left = state.command === 'fix' ? state.findings.filter(({ id }) => !checked.has(id)) : [];
  const checks = [...state.findingChecks, ...left.map((finding) => ({ ...finding, outcome: 'unknown' as const }))];
  return checks.length === 0 ? '' : `## Findings\n\n${bullets(checks.map(point))}`;
}
