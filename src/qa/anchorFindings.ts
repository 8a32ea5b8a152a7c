import type { AnchorKind, Place, Severity } from '../core/finding';
import type { DroppedFinding } from '../core/qaScore';
import { anchorQuote } from './anchor/anchorQuote';
import { indexFile, squeeze, type FileIndex } from './anchor/fileIndex';
import type { LineRange } from './anchor/findAll';
import { resolvePath } from './anchor/resolvePath';
import type { DimensionReview } from './review';

/** One reviewer's finding at its place. `copy` counts equal places above it in the file, from 0. */
export interface AnchoredFinding extends Place {
  readonly dimension: string;
  readonly model: string;
  readonly anchor: AnchorKind;
  readonly quote: string;
  readonly copy: number;
  readonly related: readonly Place[];
  readonly severity: Severity;
  readonly category: string;
  readonly message: string;
  readonly why: string;
  readonly suggestion: string;
}

/** The code under review: all paths of the workspace, and the texts of those files that findings name. */
export interface ReviewedCode {
  readonly paths: readonly string[];
  readonly texts: ReadonlyMap<string, string>;
  /** Where the reviewers worked: paths below it are paths of the workspace. */
  readonly root?: string;
}

const quotedChars = 2_000;

/** The files of the workspace that reviews speak of: what has to be read before their findings can be anchored. */
export function filesNamed(reviews: readonly DimensionReview[], code: Omit<ReviewedCode, 'texts'>): readonly string[] {
  const named = reviews.flatMap((review) => (review.assessed ? [...review.findings, ...review.requirements] : []));
  const paths = new Set(named.flatMap(({ file }) => file ?? []));
  return [...new Set([...paths].flatMap((path) => resolvePath(path, code.paths, code.root) ?? []))].sort();
}

const placeOf = (file: string, { first, last }: LineRange): Place => ({ file, line: first + 1, endLine: last + 1 });

function copiesAbove(index: FileIndex, first: number): number {
  const places = index.linesBySqueezed.get(index.squeezedLines[first] ?? '') ?? [];
  return places.filter((at) => at < first).length;
}

/** Finds places in the files of one review, each file prepared once. */
export class Anchorer {
  private readonly indexes = new Map<string, FileIndex>();

  constructor(private readonly code: ReviewedCode) {}

  indexOf(file: string): FileIndex | undefined {
    const known = this.indexes.get(file);
    const text = this.code.texts.get(file);
    if (known || text === undefined) return known;
    const index = indexFile(text);
    this.indexes.set(file, index);
    return index;
  }

  /** The finding's place: by its quote, else the file as a whole; undefined when there is no such file. */
  anchor(
    finding: { readonly file: string; readonly quote: string; readonly line?: number | undefined },
    about: string,
  ): Pick<AnchoredFinding, 'file' | 'line' | 'endLine' | 'anchor' | 'quote' | 'copy' | 'related'> | undefined {
    const file = resolvePath(finding.file, this.code.paths, this.code.root);
    if (file === undefined) return undefined;
    const whole = { ...placeOf(file, { first: 0, last: 0 }), anchor: 'file', quote: '', copy: 0, related: [] } as const;
    const index = this.indexOf(file);
    const found = index && anchorQuote(index, finding.quote, { line: finding.line, about });
    if (!index || !found) return whole;
    const { first, last } = found.place;
    const quote = index.lines.slice(first, last + 1).join('\n');
    if (squeeze(quote) === '') return whole;
    return {
      ...placeOf(file, found.place),
      anchor: found.how,
      quote: quote.slice(0, quotedChars),
      copy: copiesAbove(index, first),
      related: found.others.map((place) => placeOf(file, place)),
    };
  }
}

/** All findings of all reviews at their places, and those that name no file of the workspace. */
export function anchorFindings(
  reviews: readonly DimensionReview[],
  code: ReviewedCode,
): { readonly anchored: readonly AnchoredFinding[]; readonly dropped: readonly DroppedFinding[] } {
  const anchorer = new Anchorer(code);
  const anchored: AnchoredFinding[] = [];
  const dropped: DroppedFinding[] = [];
  for (const review of reviews) {
    if (!review.assessed) continue;
    const { dimension, model } = review;
    for (const finding of review.findings) {
      const { severity, category, message, why, suggestion } = finding;
      const place = anchorer.anchor(finding, [message, why, suggestion].join('\n'));
      if (place) anchored.push({ ...place, dimension, model, severity, category, message, why, suggestion });
      else {
        const reason = 'the workspace has no such file';
        dropped.push({ dimension, model, file: finding.file, message, reason });
      }
    }
  }
  return { anchored, dropped };
}
