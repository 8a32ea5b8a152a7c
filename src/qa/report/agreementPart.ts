import { severities, type Finding } from '../../core/finding';
import { bullets, code, inline, table } from '../../core/markdown';
import { rubricOf } from '../rubrics';
import { counted, placeText, type QaReportInput } from './reportInput';

const voices = ({ opinions, models }: Finding) =>
  opinions.length === 0
    ? inline(models.join(', '))
    : opinions.map(({ model, severity }) => `${inline(model)} (${severity})`).join(', ');

const spread = ({ opinions }: Finding) => {
  const ranks = opinions.map(({ severity }) => severities.indexOf(severity));
  return ranks.length === 0 ? 0 : Math.max(...ranks) - Math.min(...ranks);
};

const point = (finding: Finding) => `${code(placeText(finding))} ${inline(finding.message)} (${voices(finding)})`;

/** Who thinks what, side by side: one row per dimension with its model, its score and its view in its own words. */
export function viewpointsPart({ score, findings }: QaReportInput): string {
  const rows = score.dimensions.map(({ id, model, score: points, summary, reason }) => {
    const own = findings.filter((finding) => finding.dimensions.includes(id));
    const worst = severities
      .map((severity) => [severity, own.filter((finding) => finding.severity === severity).length] as const)
      .filter(([, amount]) => amount > 0)
      .map(([severity, amount]) => counted(amount, severity));
    const view = points === null ? `not assessed: ${inline(reason ?? '')}` : inline(summary ?? '');
    return [
      inline(rubricOf(id).title),
      inline(model ?? '—'),
      points === null ? '—' : String(points),
      worst.join(', ') || '—',
      view,
    ];
  });
  return `## Viewpoints side by side\n\n${table(['Dimension', 'Model', 'Score', 'Found', 'View'], rows, ['Score'])}`;
}

/** What several models found, where they differ in how bad it is, and how much one model alone saw. */
export function agreementPart({ findings }: QaReportInput): string {
  if (findings.length === 0) return '';
  const agreed = findings.filter(({ models }) => models.length > 1);
  const differing = agreed.filter((finding) => spread(finding) > 0);
  const alone = findings.length - agreed.length;
  const parts = [
    agreed.length === 0
      ? 'No two models found the same thing.'
      : `Found by several models:\n\n${bullets(agreed.map(point))}`,
    differing.length === 0 ? '' : `They differ in how bad it is:\n\n${bullets(differing.map(point))}`,
    alone === 0 ? '' : `${counted(alone, 'finding')} by one model alone.`,
  ];
  return ['## Agreement and disagreement', ...parts.filter((part) => part !== '')].join('\n\n');
}
