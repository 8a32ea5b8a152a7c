import type { Finding } from '../core/finding';
import type { DimensionScore, GoneFinding, JudgedRequirement } from '../core/qaScore';
import type { RunState } from '../core/runState';
import { dimensionTitle } from './dimensionTitle';
import { count } from './format';
import type {
  PlaceView,
  QaDimensionView,
  QaFindingView,
  QaListView,
  QaPointView,
  QaReportView,
  RequirementView,
} from './qaReportView';
import { severityOrder } from './severityOrder';

/** More of one dimension than this is left to the Findings view and the markdown report: a message to the panel has its size. */
const mostFindings = 40;
const mostRequirements = 80;
const mostPlaces = 12;
const mostPoints = 40;
const mostText = 600;

const cut = (text: string) => (text.length > mostText ? `${text.slice(0, mostText - 1)}…` : text);

const number = (value: number) => String(Math.round(value * 10) / 10);
const percent = (share: number) => `${Math.round(share * 100)} %`;

function placeOf({ file, line, anchor, id }: Finding): PlaceView {
  const known = anchor === 'file' ? undefined : line;
  return { text: known === undefined ? file : `${file}:${known}`, path: file, line: known, finding: id };
}

const placeAt = (path: string, line: number | undefined): PlaceView => ({
  text: line === undefined ? path : `${path}:${line}`,
  path,
  line,
  finding: undefined,
});

function voicesOf({ opinions, models }: Finding): string {
  if (opinions.length === 0) return models.join(', ');
  return opinions.map(({ model, severity }) => `${model} (${severity})`).join(', ');
}

function stateOf({ state, dismissal }: Finding): string | undefined {
  if (state === 'dismissed') return dismissal ? `dismissed: ${dismissal}` : 'dismissed';
  return state === 'open' ? 'seen before' : undefined;
}

function findingView(finding: Finding): QaFindingView {
  const { id, severity, category, message, why, suggestion, confidence, assignedTo } = finding;
  return {
    ...{ id, severity, category, message: cut(message), why: cut(why), suggestion: cut(suggestion) },
    place: placeOf(finding),
    voices: voicesOf(finding),
    confidence: percent(confidence),
    state: stateOf(finding),
    fix: assignedTo,
    related: finding.related.slice(0, mostPlaces).map(({ file, line }) => placeAt(file, line)),
  };
}

const statusTexts = { met: 'met', partly: 'partly met', not: 'not met', 'not-verifiable': 'not verifiable' } as const;

function requirementView({ requirement, status, note, file, line }: JudgedRequirement): RequirementView {
  const place = file === undefined ? undefined : placeAt(file, line);
  return { requirement, status, note, place, statusText: statusTexts[status] };
}

function requirementsText(requirements: readonly JudgedRequirement[]): string {
  if (requirements.length === 0) return '';
  const amount = (status: JudgedRequirement['status']) => requirements.filter((one) => one.status === status).length;
  const parts = (['met', 'partly', 'not', 'not-verifiable'] as const).map(
    (status) => `${amount(status)} ${statusTexts[status]}`,
  );
  return `${count(requirements.length, 'requirement')}: ${parts.join(', ')}`;
}

/** `1 error, 2 warnings`; only what there is. */
function amountsOf(findings: readonly Finding[]): string {
  return severityOrder
    .map((severity) => [severity, findings.filter((finding) => finding.severity === severity).length] as const)
    .filter(([, amount]) => amount > 0)
    .map(([severity, amount]) => count(amount, severity))
    .join(', ');
}

function dimensionView(dimension: DimensionScore, findings: readonly Finding[]): QaDimensionView {
  const { id, model, score, weight, share, summary, reason, requirements = [] } = dimension;
  const all = findings.filter(({ dimensions }) => dimensions.includes(id));
  const own = all.filter(({ dimensions }) => dimensions[0] === id);
  return {
    id,
    title: dimensionTitle(id),
    model: model ?? '',
    score,
    weight:
      share === undefined || share === weight ? `${number(weight)} %` : `${number(weight)} % → ${number(share)} %`,
    amounts: amountsOf(all),
    view: (score === null ? reason : summary) ?? '',
    requirementsText: requirementsText(requirements),
    requirements: requirements.slice(0, mostRequirements).map(requirementView),
    findings: own.slice(0, mostFindings).map(findingView),
    more: Math.max(0, own.length - mostFindings),
    seeAlso: all
      .filter(({ dimensions }) => dimensions[0] !== id)
      .slice(0, mostPlaces)
      .map(placeOf),
  };
}

function changeOf({ total, earlier }: NonNullable<RunState['score']>): string | undefined {
  if (!earlier) return undefined;
  const change = Math.round((total - earlier.total) * 10) / 10;
  if (change === 0) return `as before (${number(earlier.total)})`;
  return `${change > 0 ? '+' : '−'}${Math.abs(change)} since the last QA (${number(earlier.total)})`;
}

function missingOf(dimensions: readonly DimensionScore[]): string | undefined {
  const missing = dimensions.filter(({ assessed }) => !assessed).map(({ id }) => dimensionTitle(id));
  if (missing.length === 0) return undefined;
  return `Not assessed: ${missing.join(', ')}. The weight is spread over the others.`;
}

const pointOf = (finding: Finding): QaPointView => ({
  place: placeOf(finding),
  text: `${cut(finding.message)} (${voicesOf(finding)})`,
});

function spreadOf({ opinions }: Finding): number {
  const ranks = opinions.map(({ severity }) => severityOrder.indexOf(severity));
  return ranks.length === 0 ? 0 : Math.max(...ranks) - Math.min(...ranks);
}

function agreementOf(findings: readonly Finding[]): Pick<QaReportView, 'agreed' | 'differing' | 'agreementText'> {
  const agreed = findings.filter(({ models }) => models.length > 1);
  const alone = findings.length - agreed.length;
  const texts = [
    agreed.length === 0 && findings.length > 0 ? 'No two models found the same thing.' : '',
    alone === 0 ? '' : `${count(alone, 'finding')} by one model alone.`,
  ];
  return {
    agreed: agreed.slice(0, mostPoints).map(pointOf),
    differing: agreed
      .filter((finding) => spreadOf(finding) > 0)
      .slice(0, mostPoints)
      .map(pointOf),
    agreementText: texts.filter((text) => text !== '').join(' '),
  };
}

function fixesOf(findings: readonly Finding[]): QaReportView['fixes'] {
  const open = findings.filter(({ state, assignedTo }) => state !== 'dismissed' && assignedTo !== undefined);
  return [...Map.groupBy(open, ({ assignedTo }) => assignedTo ?? '')].map(([model, own]) => ({
    model,
    text: count(own.length, 'finding'),
    places: own.slice(0, mostPlaces).map(placeOf),
  }));
}

function sinceOf(state: RunState): QaReportView['since'] {
  const { earlier, gone = [] } = state.score ?? {};
  if (!earlier) return undefined;
  const amount = (kind: Finding['state']) => state.findings.filter((finding) => finding.state === kind).length;
  const list = (title: string, how: GoneFinding['how']): QaListView => ({
    title,
    points: gone
      .filter((one) => one.how === how)
      .slice(0, mostPoints)
      .map(({ file, line, message }) => ({ place: placeAt(file, line > 0 ? line : undefined), text: message })),
  });
  const lists = [
    list('Fixed', 'fixed'),
    list('Not reported this time, though the code is as it was', 'not-seen'),
    list('Not looked at this time', 'not-checked'),
  ];
  const fixed = gone.filter(({ how }) => how === 'fixed').length;
  return {
    text: `${amount('new')} new, ${amount('open')} still there, ${fixed} fixed, ${amount('dismissed')} dismissed`,
    lists: lists.filter(({ points }) => points.length > 0),
  };
}

/** The report of a QA as the run panel shows it; undefined while there is no score. */
export function qaReport(state: RunState): QaReportView | undefined {
  const { score, findings, scope } = state;
  if (!score) return undefined;
  const { total, dimensions, dropped = [] } = score;
  const parts = dimensions.map(
    ({ id, score: points }) => `${dimensionTitle(id)} ${points === null ? 'not assessed' : number(points)}`,
  );
  const open = amountsOf(findings.filter((finding) => finding.state !== 'dismissed'));
  return {
    total,
    change: changeOf(score),
    amounts: `${open === '' ? 'Nothing found' : open} in ${count(scope.length, 'file')}`,
    summary: score.summary ?? '',
    chartText: `Score ${number(total)} of 100. ${parts.join(', ')}.`,
    missing: missingOf(dimensions),
    dimensions: dimensions.map((dimension) => dimensionView(dimension, findings)),
    ...agreementOf(findings),
    fixes: fixesOf(findings),
    dropped: dropped.map(
      ({ model, dimension, file, message, reason }) =>
        `${model} (${dimensionTitle(dimension)}), ${file}: ${message} (${reason})`,
    ),
    since: sinceOf(state),
  };
}
