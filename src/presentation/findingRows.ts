import type { Dismissal } from '../core/dismissal';
import type { Finding, Severity } from '../core/finding';
import type { RunState } from '../core/runState';
import { dimensionTitle } from './dimensionTitle';
import { fitsFilter, type FindingFilter } from './findingFilter';
import { count, escapeMarkdown } from './format';
import { scoreText } from './qaScoreText';
import type { StateIcon } from './stateIcon';
import { severityOrder } from './severityOrder';

/** A finding where it stands now: `line` from 1, in the file as it is in its editor or on disk. */
export interface PlacedFinding {
  readonly runId: string;
  readonly finding: Finding;
  readonly line: number;
}

interface Row {
  /** Unique in the view, and the same as long as the row means the same. */
  readonly id: string;
  readonly label: string;
  readonly description: string;
}

/** A row of the Findings view. */
export type FindingRow =
  | (Row & {
      readonly kind: 'review';
      readonly runId: string;
      readonly sections: string;
      readonly children: readonly FindingRow[];
    })
  | (Row & { readonly kind: 'file'; readonly path: string; readonly children: readonly FindingRow[] })
  | (Row & {
      readonly kind: 'finding' | 'dismissed';
      readonly findingId: string;
      /** The QA that found it, where it is known. */
      readonly runId: string | undefined;
      readonly path: string;
      /** From 1; undefined where only the file is known. */
      readonly line: number | undefined;
      readonly icon: StateIcon;
      readonly tooltip: string;
      readonly spoken: string;
    })
  | (Row & { readonly kind: 'dismissals'; readonly children: readonly FindingRow[] });

/** What the Findings view is made of. `dismissed`: those to be listed; empty while nobody asks for them. */
export interface FindingRowsInput {
  readonly findings: readonly PlacedFinding[];
  readonly reviews: readonly RunState[];
  readonly filter: FindingFilter;
  readonly dismissed: readonly Dismissal[];
}

const icons: Readonly<Record<Severity, StateIcon>> = {
  error: { name: 'error', color: 'problemsErrorIcon.foreground' },
  warning: { name: 'warning', color: 'problemsWarningIcon.foreground' },
  info: { name: 'info', color: 'problemsInfoIcon.foreground' },
};

const rank = ({ finding }: PlacedFinding) => severityOrder.indexOf(finding.severity);
const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();
const percent = (confidence: number) => `${Math.round(confidence * 100)} %`;

function tooltipOf({ message, why, suggestion, models, confidence, category, assignedTo }: Finding): string {
  const facts = [category, models.join(', '), `confidence ${percent(confidence)}`];
  if (assignedTo !== undefined) facts.push(`fix suits ${assignedTo}`);
  const parts = [
    `**${escapeMarkdown(oneLine(message))}**`,
    escapeMarkdown(oneLine(why)),
    suggestion === '' ? '' : `Suggestion: ${escapeMarkdown(oneLine(suggestion))}`,
    escapeMarkdown(facts.filter((fact) => fact !== '').join(' · ')),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

function findingRow({ runId, finding, line }: PlacedFinding): FindingRow {
  const { id, file, severity, dimensions, message, models, confidence, anchor } = finding;
  const place = anchor === 'file' ? 'whole file' : `line ${line}`;
  const titles = dimensions.map(dimensionTitle).join(', ');
  const text = oneLine(message);
  return {
    kind: 'finding',
    id: `${runId}/${id}`,
    // In front, since a narrow view cuts the end.
    label: anchor === 'file' ? text : `${line}  ${text}`,
    description: [titles, models.join(', '), percent(confidence)].join(' · '),
    findingId: id,
    runId,
    path: file,
    line: anchor === 'file' ? undefined : line,
    icon: icons[severity],
    tooltip: tooltipOf(finding),
    spoken: `${severity}: ${text}, ${place}, ${titles}, by ${models.join(' and ')}, confidence ${percent(confidence)}`,
  };
}

const amounts = (found: readonly PlacedFinding[]) => count(found.length, 'finding');

/** The rows of a list of findings, by file; within a file as Problems sorts them: the worst first, then by line. */
function fileRows(found: readonly PlacedFinding[], under: string): readonly FindingRow[] {
  const byFile = Map.groupBy(found, ({ finding }) => finding.file);
  return [...byFile.keys()].toSorted().map((path): FindingRow => {
    const own = byFile.get(path) ?? [];
    const slash = path.lastIndexOf('/');
    return {
      kind: 'file',
      id: `${under}/file/${path}`,
      label: path.slice(slash + 1),
      description: [slash < 0 ? '' : path.slice(0, slash), String(own.length)]
        .filter((part) => part !== '')
        .join(' · '),
      path,
      children: own.toSorted((a, b) => rank(a) - rank(b) || a.line - b.line).map(findingRow),
    };
  });
}

function reviewRow(state: RunState, found: readonly PlacedFinding[]): FindingRow {
  const sections = state.sections.join(', ');
  const score = state.score ? [scoreText(state.score)] : [];
  return {
    kind: 'review',
    id: `review/${state.runId}`,
    label: `${state.sections.length > 1 ? 'Sections' : 'Section'} ${sections}`,
    description: [...score, amounts(found)].join(' · '),
    runId: state.runId,
    sections,
    children: fileRows(found, state.runId),
  };
}

function dismissedRow(dismissal: Dismissal): FindingRow {
  const { id, file, message, reason } = dismissal;
  const label = oneLine(message);
  return {
    kind: 'dismissed',
    id: `dismissed/${id}`,
    label,
    description: `${file} · ${oneLine(reason)}`,
    findingId: id,
    runId: undefined,
    path: file,
    line: undefined,
    icon: { name: 'circle-slash', color: 'disabledForeground' },
    tooltip: `**${escapeMarkdown(label)}**\n\n${escapeMarkdown(`Dismissed: ${oneLine(reason)}`)}`,
    spoken: `dismissed: ${label}, ${file}, ${oneLine(reason)}`,
  };
}

/**
 * The Findings view: the findings in force that fit the filter, by file, below their sections when they are of more than one
 * QA; then, on request, what was dismissed, the newest first.
 */
export function findingRows({ findings, reviews, filter, dismissed }: FindingRowsInput): readonly FindingRow[] {
  const shown = findings.filter(({ finding }) => fitsFilter(filter, finding));
  const byRun = Map.groupBy(shown, ({ runId }) => runId);
  const own = reviews.filter(({ runId }) => byRun.has(runId));
  const several = new Set(findings.map(({ runId }) => runId)).size > 1;
  const rows = several ? own.map((state) => reviewRow(state, byRun.get(state.runId) ?? [])) : fileRows(shown, 'all');
  if (dismissed.length === 0) return rows;
  const children = dismissed.toSorted((a, b) => b.time.localeCompare(a.time)).map(dismissedRow);
  return [
    ...rows,
    { kind: 'dismissals', id: 'dismissals', label: 'Dismissed', description: String(children.length), children },
  ];
}

/** What stands beside the view's name: how many findings, and how many of them the filter shows. */
export function findingsDescription(findings: readonly PlacedFinding[], filter: FindingFilter): string {
  const shown = findings.filter(({ finding }) => fitsFilter(filter, finding)).length;
  if (findings.length === 0) return '';
  return shown === findings.length ? amounts(findings) : `${shown} of ${amounts(findings)}`;
}
