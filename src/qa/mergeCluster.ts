import { severities, type AnchorKind, type Finding, type Place } from '../core/finding';
import type { AnchoredFinding } from './anchorFindings';
import { confidenceOf } from './confidence';

/** A finding that has no id yet; `copy` counts equal places above it in the file. */
export type UnnamedFinding = Omit<Finding, 'id' | 'state' | 'assignedTo' | 'dismissal'> & { readonly copy: number };

const anchorOrder: readonly AnchorKind[] = ['exact', 'whitespace', 'nearest', 'file'];
const mostRelated = 10;

function compare(a: AnchoredFinding, b: AnchoredFinding): number {
  const bySeverity = severities.indexOf(a.severity) - severities.indexOf(b.severity);
  const byAnchor = anchorOrder.indexOf(a.anchor) - anchorOrder.indexOf(b.anchor);
  const byLength = b.message.length + b.why.length - a.message.length - a.why.length;
  if (bySeverity !== 0 || byAnchor !== 0 || byLength !== 0) return bySeverity || byAnchor || byLength;
  const keys = (one: AnchoredFinding) => `${one.message}\n${one.dimension}\n${one.model}\n${one.line}`;
  return keys(a) < keys(b) ? -1 : 1;
}

/** Whether a place tells nothing that the main place does not tell. */
const isInside = (inner: Place, outer: Place) =>
  inner.file === outer.file && inner.line >= outer.line && inner.endLine <= outer.endLine;

const unique = (texts: readonly string[]) => [...new Set(texts)];

/**
 * One finding from what several reviewers said of it: the words of the one who takes it most seriously and quotes it best,
 * everybody's opinion kept. `familyOf` gives a model's vendor.
 */
export function mergeCluster(members: readonly AnchoredFinding[], familyOf: (model: string) => string): UnnamedFinding {
  const sorted = members.toSorted(compare);
  // The place is that of the best quote, whoever has the best words.
  const [main] = sorted;
  if (!main) throw new Error('A cluster has at least one finding.');
  const seen = sorted.toSorted((a, b) => anchorOrder.indexOf(a.anchor) - anchorOrder.indexOf(b.anchor))[0] ?? main;
  const { file, line, endLine, anchor, quote, copy } = seen;
  const others = sorted.flatMap((one) => [
    ...(one.anchor === 'file' ? [] : [{ file: one.file, line: one.line, endLine: one.endLine }]),
    ...one.related,
  ]);
  const related = others.filter(
    (place, at) =>
      !isInside(place, seen) && others.findIndex((other) => isInside(place, other) && isInside(other, place)) === at,
  );
  const first = (pick: (one: AnchoredFinding) => string) => sorted.map(pick).find((text) => text !== '') ?? '';
  return {
    file,
    line,
    endLine,
    severity: main.severity,
    dimensions: unique([main.dimension, ...sorted.map(({ dimension }) => dimension).sort()]),
    category: first((one) => one.category),
    message: main.message,
    why: first((one) => one.why),
    suggestion: first((one) => one.suggestion),
    models: unique([main.model, ...sorted.map(({ model }) => model).sort()]),
    confidence: confidenceOf(sorted.map((one) => ({ family: familyOf(one.model), anchor: one.anchor }))),
    quote,
    anchor,
    related: related.toSorted((a, b) => a.line - b.line).slice(0, mostRelated),
    opinions: sorted.map(({ dimension, model, severity, message }) => ({ dimension, model, severity, message })),
    copy,
  };
}
