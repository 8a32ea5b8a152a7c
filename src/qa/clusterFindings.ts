import type { AnchoredFinding } from './anchorFindings';
import { likeness, meaningOf } from './meaning';

/** Lines between two places that may still be about one thing. */
const near = 3;

interface Entry {
  readonly finding: AnchoredFinding;
  readonly meaning: ReadonlySet<string>;
}

/** One order for the same findings, however they arrive. */
function compare(a: AnchoredFinding, b: AnchoredFinding): number {
  const keys = (one: AnchoredFinding) => [
    one.file,
    one.dimension,
    one.model,
    one.message,
    one.why,
    one.suggestion,
    one.quote,
  ];
  if (a.line !== b.line) return a.line - b.line;
  if (a.endLine !== b.endLine) return a.endLine - b.endLine;
  const other = keys(b);
  for (const [at, key] of keys(a).entries()) {
    const against = other[at] ?? '';
    if (key !== against) return key < against ? -1 : 1;
  }
  return 0;
}

/** Whether two findings of one file are about the same thing: the nearer their places, the less their words have to agree. */
function isSame(a: Entry, b: Entry): boolean {
  const alike = likeness(a.meaning, b.meaning);
  const oneReviewer = a.finding.model === b.finding.model && a.finding.dimension === b.finding.dimension;
  // A reviewer that says two things of one line means two things.
  if (oneReviewer) return a.finding.line === b.finding.line && alike >= 0.8;
  const isWhole = (entry: Entry) => entry.finding.anchor === 'file';
  if (isWhole(a) || isWhole(b)) return alike >= 0.5;
  const gap = Math.max(a.finding.line, b.finding.line) - Math.min(a.finding.endLine, b.finding.endLine);
  if (gap <= 0) return alike >= 0.2;
  return gap <= near && alike >= 0.4;
}

/** Joins entries and tells at the end which are together. */
class Groups {
  private readonly parents: number[];

  constructor(size: number) {
    this.parents = Array.from({ length: size }, (_, at) => at);
  }

  root(at: number): number {
    const parent = this.parents[at] ?? at;
    if (parent === at) return at;
    const root = this.root(parent);
    this.parents[at] = root;
    return root;
  }

  join(a: number, b: number): void {
    const [first, second] = [this.root(a), this.root(b)];
    this.parents[Math.max(first, second)] = Math.min(first, second);
  }
}

function clustersOfFile(findings: readonly AnchoredFinding[]): AnchoredFinding[][] {
  const entries = findings.toSorted(compare).map((finding) => ({
    finding,
    meaning: meaningOf(`${finding.category} ${finding.message} ${finding.suggestion}`),
  }));
  const groups = new Groups(entries.length);
  const whole = entries.flatMap((entry, at) => (entry.finding.anchor === 'file' ? [at] : []));
  entries.forEach((entry, at) => {
    for (const other of whole) {
      const against = entries[other];
      if (other !== at && against && isSame(entry, against)) groups.join(at, other);
    }
    // Sorted by line, so that what begins too far below ends the search.
    for (let next = at + 1; next < entries.length; next++) {
      const other = entries[next];
      if (!other || other.finding.line > entry.finding.endLine + near) break;
      if (isSame(entry, other)) groups.join(at, next);
    }
  });
  const byRoot = Map.groupBy(entries.entries(), ([at]) => groups.root(at));
  return [...byRoot.values()].map((members) => members.map(([, { finding }]) => finding));
}

/**
 * Puts together what is one finding said by several reviewers: same file, same or near place, like words. The result does
 * not depend on the order of `findings`; clusters and their members come in the order of file and line.
 */
export function clusterFindings(findings: readonly AnchoredFinding[]): readonly (readonly AnchoredFinding[])[] {
  const byFile = Map.groupBy(findings, ({ file }) => file);
  const files = [...byFile.keys()].sort();
  return files.flatMap((file) => clustersOfFile(byFile.get(file) ?? []));
}
