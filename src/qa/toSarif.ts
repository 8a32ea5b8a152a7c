import type { Finding, Place, Severity } from '../core/finding';
import { rubricOf } from './rubrics';
import type { QaReportInput } from './report/reportInput';
import { sarifRule } from './sarifRules';

const levels: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
};

/** Where a file stands below the base `SRCROOT`: `prefix` is the workspace's own path there (`packages/app/`, or empty). */
type ArtifactOf = (file: string) => { readonly uri: string; readonly uriBaseId: 'SRCROOT' };

const artifactsBelow =
  (prefix: string): ArtifactOf =>
  (file) => ({ uri: `${prefix}${file}`.split('/').map(encodeURIComponent).join('/'), uriBaseId: 'SRCROOT' });

/**
 * Lines as a region with the columns that code hosts ask for: from the start of the first line to the end of the last one.
 * A quote is cut when it is long, and the region with it; without one (`""`) the end of the last line is not known.
 */
function regionOf({ line, endLine }: Place, quote: string) {
  if (quote === '') return { startLine: line, startColumn: 1, endLine, endColumn: 1 };
  const lines = quote.split('\n');
  return {
    ...{ startLine: line, startColumn: 1 },
    ...{ endLine: line + lines.length - 1, endColumn: (lines.at(-1) ?? '').length + 1 },
    snippet: { text: quote },
  };
}

/** Code such as `handlers[type](event)` would be read as a link (§3.11.6). */
const withoutLinks = (text: string) => text.replace(/\[(?=[^[\]]*\]\()/g, '\\[');

function messageText({ message, why, suggestion }: Finding): string {
  const parts = [message, why === '' ? '' : `Why: ${why}`, suggestion === '' ? '' : `Suggestion: ${suggestion}`];
  return withoutLinks(parts.filter((text) => text !== '').join('\n\n'));
}

function resultOf(finding: Finding, ruleIndex: ReadonlyMap<string, number>, artifact: ArtifactOf, compared: boolean) {
  const { id, file, severity, dimensions, category, models, confidence, assignedTo, quote, anchor } = finding;
  const [rule = 'qa'] = dimensions;
  const index = ruleIndex.get(rule);
  return {
    ruleId: rule,
    ...(index === undefined ? {} : { ruleIndex: index }),
    kind: 'fail' as const,
    level: levels[severity],
    message: { text: messageText(finding) },
    locations: [{ physicalLocation: { artifactLocation: artifact(file), region: regionOf(finding, quote) } }],
    ...(finding.related.length === 0
      ? {}
      : {
          relatedLocations: finding.related.map((other, at) => ({
            id: at + 1,
            physicalLocation: { artifactLocation: artifact(other.file), region: regionOf(other, '') },
            message: { text: 'Here as well' },
          })),
        }),
    // GitHub heeds that name only, and takes two results for one when it is equal.
    partialFingerprints: { primaryLocationLineHash: id, 'maoFinding/v1': id },
    // Baselines are told only where there is an earlier result to compare with (§3.27.24).
    ...(compared ? { baselineState: finding.state === 'new' ? ('new' as const) : ('unchanged' as const) } : {}),
    ...(finding.state === 'dismissed'
      ? {
          suppressions: [
            { kind: 'external' as const, status: 'accepted' as const, justification: finding.dismissal ?? '' },
          ],
        }
      : {}),
    rank: Math.round(confidence * 100),
    properties: {
      tags: [...dimensions],
      category,
      models,
      confidence,
      anchor,
      ...(assignedTo === undefined ? {} : { assignedTo }),
    },
  };
}

/**
 * A QA as a SARIF 2.1.0 log (OASIS, https://docs.oasis-open.org/sarif/sarif/v2.1.0/), for code hosts and CI: dimensions are
 * the rules, dismissed findings are suppressed. What was fixed since the last QA is left out: code hosts do not know of
 * absent results, and would show them as open. `version` is MAO's own; `prefix` is the path of the workspace in its
 * repository (`packages/app/`, empty at its root), since code hosts count paths from there.
 */
export function toSarif(input: QaReportInput, version: string, prefix = '') {
  const { score, findings } = input;
  const compared = score.earlier !== undefined;
  const ids = [
    ...new Set([...score.dimensions.map(({ id }) => id), ...findings.flatMap(({ dimensions }) => dimensions)]),
  ];
  const ruleIndex = new Map(ids.map((id, index) => [id, index]));
  const missing = score.dimensions.filter(({ assessed }) => !assessed);
  const artifact = artifactsBelow(prefix);
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0' as const,
    runs: [
      {
        tool: {
          driver: {
            name: 'MAO',
            semanticVersion: version,
            rules: ids.map(sarifRule),
          },
        },
        automationDetails: { id: `mao-qa/${input.sections.map(({ number }) => number).join('+')}/${input.runId}` },
        invocations: [
          {
            executionSuccessful: score.total !== undefined,
            startTimeUtc: input.startedAt,
            toolExecutionNotifications: missing.map(({ id, reason }) => ({
              level: 'warning' as const,
              message: { text: `${rubricOf(id).title} was not assessed: ${reason ?? 'no reason known'}` },
            })),
          },
        ],
        originalUriBaseIds: {
          SRCROOT: {
            description: { text: 'The root of the repository, or of the workspace where that lies in none.' },
          },
        },
        columnKind: 'utf16CodeUnits' as const,
        results: findings.map((finding) => resultOf(finding, ruleIndex, artifact, compared)),
        ...(score.total === undefined ? {} : { properties: { score: score.total } }),
      },
    ],
  };
}
