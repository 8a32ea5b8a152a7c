import type { Finding, Place, Severity } from '../core/finding';
import type { GoneFinding } from '../core/qaScore';
import { rubricOf } from './rubrics';
import type { QaReportInput } from './report/reportInput';

const levels: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
};

/** A workspace path as a URI reference below the base `SRCROOT`. */
const uriOf = (path: string) => path.split('/').map(encodeURIComponent).join('/');

const artifact = (file: string) => ({ uri: uriOf(file), uriBaseId: 'SRCROOT' });

function location({ file, line, endLine }: Place, quote = '', id?: number) {
  const region = { startLine: line, endLine, ...(quote === '' ? {} : { snippet: { text: quote } }) };
  return { ...(id === undefined ? {} : { id }), physicalLocation: { artifactLocation: artifact(file), region } };
}

function messageText({ message, why, suggestion }: Finding): string {
  return [message, why === '' ? '' : `Why: ${why}`, suggestion === '' ? '' : `Suggestion: ${suggestion}`]
    .filter((text) => text !== '')
    .join('\n\n');
}

function resultOf(finding: Finding, ruleIndex: ReadonlyMap<string, number>, compared: boolean) {
  const { id, file, line, endLine, severity, dimensions, category, models, confidence, assignedTo, quote, anchor } =
    finding;
  const [rule = 'qa'] = dimensions;
  const index = ruleIndex.get(rule);
  const place =
    anchor === 'file'
      ? { physicalLocation: { artifactLocation: artifact(file) } }
      : location({ file, line, endLine }, quote);
  return {
    ruleId: rule,
    ...(index === undefined ? {} : { ruleIndex: index }),
    kind: 'fail' as const,
    level: levels[severity],
    message: { text: messageText(finding) },
    locations: [place],
    ...(finding.related.length === 0
      ? {}
      : { relatedLocations: finding.related.map((other, at) => location(other, '', at + 1)) }),
    partialFingerprints: { 'maoFinding/v1': id },
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
      ...(assignedTo === undefined ? {} : { assignedTo }),
    },
  };
}

function absentOf({ id, file, line, message }: GoneFinding) {
  return {
    ruleId: 'qa',
    kind: 'pass' as const,
    level: 'none' as const,
    message: { text: message },
    locations: [location({ file, line: Math.max(1, line), endLine: Math.max(1, line) })],
    partialFingerprints: { 'maoFinding/v1': id },
    baselineState: 'absent' as const,
  };
}

/**
 * A QA as a SARIF 2.1.0 log (OASIS, https://docs.oasis-open.org/sarif/sarif/v2.1.0/), for code hosts and CI: dimensions are
 * the rules, dismissed findings are suppressed, what was fixed since the last QA is absent. `version` is MAO's own.
 */
export function toSarif(input: QaReportInput, version: string) {
  const { score, findings } = input;
  const compared = score.earlier !== undefined;
  const ids = [
    ...new Set([...score.dimensions.map(({ id }) => id), ...findings.flatMap(({ dimensions }) => dimensions)]),
  ];
  const ruleIndex = new Map(ids.map((id, index) => [id, index]));
  const missing = score.dimensions.filter(({ assessed }) => !assessed);
  const fixed = compared ? (score.gone ?? []).filter(({ how }) => how === 'fixed') : [];
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0' as const,
    runs: [
      {
        tool: {
          driver: {
            name: 'MAO',
            semanticVersion: version,
            rules: ids.map((id) => {
              const { title, question } = rubricOf(id);
              return {
                id,
                name: title.replace(/\W+/g, '') || id,
                shortDescription: { text: title },
                fullDescription: { text: question },
              };
            }),
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
        originalUriBaseIds: { SRCROOT: { description: { text: 'The root of the workspace.' } } },
        columnKind: 'utf16CodeUnits' as const,
        results: [...findings.map((finding) => resultOf(finding, ruleIndex, compared)), ...fixed.map(absentOf)],
        ...(score.total === undefined ? {} : { properties: { score: score.total } }),
      },
    ],
  };
}
