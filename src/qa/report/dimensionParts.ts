import type { Finding } from '../../core/finding';
import { bullets, code, inline, table } from '../../core/markdown';
import type { DimensionScore, JudgedRequirement } from '../../core/qaScore';
import { rubricOf } from '../rubrics';
import { counted, placeText, type QaReportInput } from './reportInput';

const signs = { met: '✔ met', partly: '◐ partly', not: '✘ not met', 'not-verifiable': '? not verifiable' } as const;

const percent = (confidence: number) => `${Math.round(confidence * 100)} %`;

function stateText({ state, dismissal }: Finding): string {
  if (state === 'dismissed') return `, dismissed${dismissal ? `: ${inline(dismissal)}` : ''}`;
  return state === 'open' ? ', seen before' : '';
}

function relatedText({ related }: Finding): string {
  if (related.length === 0) return '';
  return `\n  Also at ${related.map(({ file, line }) => code(`${file}:${line}`)).join(', ')}.`;
}

function findingText(finding: Finding): string {
  const { severity, category, message, why, suggestion, models, confidence, assignedTo, id } = finding;
  const lines = [
    `**${severity}** ${code(placeText(finding))}${category === '' ? '' : ` ${inline(category)}`}: ${inline(message)}`,
    ...(why === '' ? [] : [`  Why: ${inline(why)}`]),
    ...(suggestion === '' ? [] : [`  Do: ${inline(suggestion)}`]),
    `  ${inline(models.join(', '))}, confidence ${percent(confidence)}, ${inline(id)}${stateText(finding)}`,
  ];
  return lines.join('\n') + relatedText(finding) + (assignedTo === undefined ? '' : `\n  Fix: ${inline(assignedTo)}`);
}

function requirementsText(requirements: readonly JudgedRequirement[]): string {
  if (requirements.length === 0) return '';
  const amount = (status: JudgedRequirement['status']) => requirements.filter((one) => one.status === status).length;
  const rows = requirements.map(({ requirement, status, file, line, note }) => [
    inline(requirement),
    signs[status],
    file === undefined ? '' : code(line === undefined ? file : `${file}:${line}`),
    inline(note),
  ]);
  const sum = `${counted(requirements.length, 'requirement')}: ${amount('met')} met, ${amount('partly')} partly, ${amount('not')} not, ${amount('not-verifiable')} not verifiable.`;
  return `${sum}\n\n${table(['Requirement', '', 'Place', 'Note'], rows)}`;
}

function dimensionPart(
  { id, summary, requirements = [], assessed }: DimensionScore,
  findings: readonly Finding[],
): string {
  // A finding of several dimensions is told once, under its first one.
  const own = findings.filter(({ dimensions }) => dimensions[0] === id);
  const shared = findings.filter(({ dimensions }) => dimensions[0] !== id && dimensions.includes(id));
  const pieces = [
    `### ${inline(rubricOf(id).title)}`,
    assessed ? inline(summary ?? '') : 'Not assessed.',
    requirementsText(requirements),
    assessed && own.length === 0 && shared.length === 0 ? 'No findings.' : bullets(own.map(findingText)),
    shared.length === 0 ? '' : `See also ${shared.map((finding) => code(placeText(finding))).join(', ')}.`,
  ];
  return pieces.filter((piece) => piece !== '').join('\n\n');
}

/** The findings, dimension by dimension; one of several dimensions stands under its first. */
export function dimensionParts({ score, findings }: QaReportInput): string {
  return ['## Dimension by dimension', ...score.dimensions.map((one) => dimensionPart(one, findings))].join('\n\n');
}
