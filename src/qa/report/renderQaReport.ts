import type { Finding } from '../../core/finding';
import { bullets, code, inline, table } from '../../core/markdown';
import type { GoneFinding } from '../../core/qaScore';
import { agreementPart, viewpointsPart } from './agreementPart';
import { dimensionParts } from './dimensionParts';
import { counted, placeText, type QaReportInput } from './reportInput';
import { scorePart } from './scorePart';

const mostFiles = 60;

const gonePoint = ({ file, line, message, id }: GoneFinding) =>
  `${code(`${file}:${line}`)} ${inline(message)} (${inline(id)})`;

function comparisonPart({ score, findings }: QaReportInput): string {
  const { gone = [], earlier } = score;
  if (!earlier) return '';
  const amount = (state: Finding['state']) => findings.filter((finding) => finding.state === state).length;
  const how = (kind: GoneFinding['how']) => gone.filter((one) => one.how === kind);
  const list = (title: string, points: readonly GoneFinding[]) =>
    points.length === 0 ? '' : `${title}:\n\n${bullets(points.map(gonePoint))}`;
  const counts = `${amount('new')} new, ${amount('open')} still there, ${how('fixed').length} fixed, ${amount('dismissed')} dismissed.`;
  const parts = [
    `Against run ${inline(earlier.runId)}: ${counts}`,
    list('Fixed', how('fixed')),
    list('Not reported this time, though the code is as it was', how('not-seen')),
    list('Not looked at this time', how('not-checked')),
  ];
  return ['## Since the last QA', ...parts.filter((part) => part !== '')].join('\n\n');
}

function fixesPart({ findings }: QaReportInput): string {
  const open = findings.filter(({ state, assignedTo }) => state !== 'dismissed' && assignedTo !== undefined);
  if (open.length === 0) return '';
  const byModel = Map.groupBy(open, ({ assignedTo }) => assignedTo ?? '');
  const rows = [...byModel].map(([model, own]) => [
    inline(model),
    String(own.length),
    own
      .slice(0, 8)
      .map((finding) => code(placeText(finding)))
      .join(', ') + (own.length > 8 ? ` and ${own.length - 8} more` : ''),
  ]);
  return `## Who fixes what\n\n${table(['Model', 'Findings', 'Where'], rows, ['Findings'])}`;
}

function droppedPart({ score: { dropped = [] } }: QaReportInput): string {
  if (dropped.length === 0) return '';
  const points = dropped.map(
    ({ model, dimension, file, message, reason }) =>
      `${inline(model)} (${inline(dimension)}), ${code(file)}: ${inline(message)} (${inline(reason)})`,
  );
  return `## Dropped\n\n${counted(dropped.length, 'finding')} could not be tied to a file of the workspace:\n\n${bullets(points)}`;
}

function scopePart({ files, notes }: QaReportInput): string {
  const shown = files.slice(0, mostFiles).map(code);
  const more = files.length > mostFiles ? [`and ${files.length - mostFiles} more`] : [];
  const noted = notes.length === 0 ? '' : `\n\n## Notes\n\n${bullets([...new Set(notes)].map(inline))}`;
  return `## Files under review\n\n${bullets([...shown, ...more])}${noted}`;
}

/**
 * The report of a QA in markdown, for VS Code's preview and for a terminal: the score first, then dimension by dimension, the
 * viewpoints side by side, agreement, who fixes what, what changed since, what was dropped. Nothing that a model wrote can
 * become markup.
 */
export function renderQaReport(input: QaReportInput): string {
  const parts = [
    scorePart(input),
    comparisonPart(input),
    dimensionParts(input),
    viewpointsPart(input),
    agreementPart(input),
    fixesPart(input),
    droppedPart(input),
    scopePart(input),
  ];
  return parts.filter((part) => part !== '').join('\n\n') + '\n';
}
