import type { Finding } from '../../core/finding';
import { bullets, inline, table } from '../../core/markdown';
import type { DimensionScore } from '../../core/qaScore';
import { rubricOf } from '../rubrics';
import { bar, counted, type QaReportInput } from './reportInput';

const number = (value: number) => String(Math.round(value * 10) / 10);

/** `+3.5 since …`, or nothing without an earlier QA. */
function trend(total: number, earlier: QaReportInput['score']['earlier']): string {
  if (!earlier) return '';
  const change = Math.round((total - earlier.total) * 10) / 10;
  const words =
    change === 0
      ? 'as before'
      : `${change > 0 ? '+' : '−'}${Math.abs(change)} since the last QA (${number(earlier.total)})`;
  return `, ${words}`;
}

function row({ id, weight, score, share, model }: DimensionScore, findings: readonly Finding[]): readonly string[] {
  const own = findings.filter(({ dimensions }) => dimensions.includes(id));
  const result = score === null ? 'not assessed' : `\`${bar(score)}\` ${number(score)}`;
  const counts = inline(
    share === undefined || share === weight ? `${number(weight)} %` : `${number(weight)} % → ${number(share)} %`,
  );
  return [inline(rubricOf(id).title), inline(model ?? ''), counts, result, String(own.length)];
}

function missingNote(dimensions: readonly DimensionScore[]): string {
  const missing = dimensions.filter(({ assessed }) => !assessed);
  if (missing.length === 0) return '';
  const reasons = missing.map(
    ({ id, reason }) => `${inline(rubricOf(id).title)}: ${inline(reason ?? 'no reason known')}`,
  );
  const spread = missing.length < dimensions.length ? ' Their weight is spread over the others.' : '';
  return `Not assessed:${spread}\n\n${bullets(reasons)}`;
}

/** The head of the report: the total with its chart, one line per dimension, and what could not be assessed. */
export function scorePart({ score, findings, sections, runId, startedAt, files }: QaReportInput): string {
  const { total, dimensions, summary, earlier } = score;
  const asked = sections.map(({ number: section, title }) => inline(`${section} ${title}`)).join(', ');
  const open = findings.filter(({ state }) => state !== 'dismissed');
  const amounts = (['error', 'warning', 'info'] as const).map((severity) =>
    counted(open.filter((finding) => finding.severity === severity).length, severity),
  );
  const headline =
    total === undefined
      ? '**Nobody could assess this code.** There is no score.'
      : `**${number(total)} of 100** \`${bar(total)}\`${trend(total, earlier)}`;
  return [
    `# QA of section ${asked}`,
    `${headline}\n\n${amounts.join(', ')} in ${counted(files.length, 'file')}. Run ${inline(runId)}, ${inline(startedAt)}.`,
    inline(summary ?? ''),
    table(
      ['Dimension', 'Model', 'Weight', 'Score', 'Findings'],
      dimensions.map((dimension) => row(dimension, findings)),
      ['Findings'],
    ),
    missingNote(dimensions),
  ]
    .filter((piece) => piece !== '')
    .join('\n\n');
}
