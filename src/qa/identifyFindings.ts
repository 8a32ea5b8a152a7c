import type { Finding } from '../core/finding';
import { stableHash } from '../core/stableHash';
import { squeeze } from './anchor/fileIndex';
import { likeness, meaningOf } from './meaning';
import type { UnnamedFinding } from './mergeCluster';

/** A finding of an earlier run, as far as its return can be told by it. */
export type KnownFinding = Pick<Finding, 'id' | 'file' | 'quote' | 'message' | 'category' | 'suggestion'>;

type Recognizable = Omit<KnownFinding, 'id'>;

interface Traits {
  readonly file: string;
  readonly quote: string;
  readonly words: ReadonlySet<string>;
  readonly meaning: ReadonlySet<string>;
}

const traitsOf = ({ file, quote, message, category, suggestion }: Recognizable): Traits => ({
  file,
  quote: squeeze(quote),
  words: meaningOf(quote),
  meaning: meaningOf(`${category} ${message} ${suggestion}`),
});

/**
 * How surely two findings of one file are the same one, 0–1; 0: they are not. The same code asks for less agreement in
 * words, since a model never puts a thing twice in the same way; but without any it is another matter at the same place.
 */
function sameness(a: Traits, b: Traits): number {
  const alike = likeness(a.meaning, b.meaning);
  if (a.quote === b.quote && a.quote !== '') return alike >= 0.2 ? 0.6 + 0.4 * alike : 0;
  if (a.quote === '' || b.quote === '') return alike >= 0.5 ? 0.5 * alike : 0;
  const contains = a.quote.includes(b.quote) || b.quote.includes(a.quote);
  const code = contains ? 0.8 : likeness(a.words, b.words);
  return code >= 0.5 && alike >= 0.35 ? 0.5 * (code + alike) * 0.9 : 0;
}

/** Earlier ids for findings that return, by their index: the surest pairs first, each used once. */
function recognized(findings: readonly UnnamedFinding[], known: readonly KnownFinding[]): Map<number, string> {
  const earlier = Map.groupBy(
    known.map((one) => ({ id: one.id, traits: traitsOf(one) })),
    ({ traits }) => traits.file,
  );
  const pairs = findings.flatMap((finding, at) => {
    const candidates = earlier.get(finding.file) ?? [];
    const traits = candidates.length === 0 ? undefined : traitsOf(finding);
    return candidates.flatMap(({ id, traits: other }) => {
      const score = traits ? sameness(traits, other) : 0;
      return score > 0 ? [{ at, id, score }] : [];
    });
  });
  const ids = new Map<number, string>();
  const used = new Set<string>();
  for (const { at, id } of pairs.toSorted((a, b) => b.score - a.score || a.at - b.at || (a.id < b.id ? -1 : 1))) {
    if (ids.has(at) || used.has(id)) continue;
    ids.set(at, id);
    used.add(id);
  }
  return ids;
}

/** What names a finding that nobody knows yet: its file and code, not its line and not how a model put it. */
function nameOf(finding: UnnamedFinding): string {
  const code = squeeze(finding.quote);
  if (code !== '') return [finding.file, code, finding.copy].join('\0');
  return [finding.file, '', finding.dimensions[0], ...[...meaningOf(finding.message)].sort()].join('\0');
}

/**
 * Gives each finding its id: that of an earlier finding which it is (same file; same code and like words, or nearly), else
 * one made of its file and code, so that it stays through inserted lines and other words. No two get the same id, and
 * none that of an earlier finding which it is not.
 */
export function identifyFindings(
  findings: readonly UnnamedFinding[],
  known: readonly KnownFinding[],
): readonly { readonly id: string; readonly finding: UnnamedFinding }[] {
  const ids = recognized(findings, known);
  const taken = new Set([...known.map(({ id }) => id), ...ids.values()]);
  return findings.map((finding, at) => {
    const name = nameOf(finding);
    let id = ids.get(at);
    for (let round = 0; id === undefined; round++) {
      const candidate = `q${stableHash(round === 0 ? name : `${name}\0${round}`).slice(0, 10)}`;
      if (!taken.has(candidate)) id = candidate;
    }
    taken.add(id);
    return { id, finding };
  });
}
