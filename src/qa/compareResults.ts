import type { Finding, FindingState } from '../core/finding';
import type { GoneFinding } from '../core/qaScore';
import { indexFile, squeeze } from './anchor/fileIndex';

/** What a comparison needs of this QA: `texts` are the files under review, `assessed` the dimensions that got a score. */
export interface ComparisonInput {
  readonly current: readonly Finding[];
  readonly earlier: readonly Finding[];
  /** Ids of dismissed findings with the user's reason. */
  readonly dismissed: ReadonlyMap<string, string>;
  readonly assessed: ReadonlySet<string>;
  /** Ids of findings that a fix run mended since, as a reviewer or the code said then. */
  readonly fixed?: ReadonlySet<string>;
  readonly texts: ReadonlyMap<string, string>;
  readonly inScope: (file: string) => boolean;
  /** Whether the workspace still has the file. */
  readonly exists: (file: string) => boolean;
}

function howGone(
  finding: Finding,
  input: ComparisonInput,
  hasQuote: (finding: Finding) => boolean,
): GoneFinding['how'] {
  if (!input.exists(finding.file) || input.fixed?.has(finding.id) === true) return 'fixed';
  if (!input.inScope(finding.file)) return 'not-checked';
  if (finding.quote !== '' && !hasQuote(finding)) return 'fixed';
  if (!finding.dimensions.some((dimension) => input.assessed.has(dimension))) return 'not-checked';
  // A finding about a whole file leaves no code behind to look for.
  return finding.quote === '' ? 'fixed' : 'not-seen';
}

/** The findings with what is known of each from before, and those of before that are gone. Dismissed ones that are gone are not listed. */
export function compareResults(input: ComparisonInput): {
  readonly findings: readonly Finding[];
  readonly gone: readonly GoneFinding[];
} {
  const before = new Set(input.earlier.map(({ id }) => id));
  const now = new Set(input.current.map(({ id }) => id));
  const squeezed = new Map<string, string>();
  const hasQuote = ({ file, quote }: Finding) => {
    const known = squeezed.get(file) ?? indexFile(input.texts.get(file) ?? '').squeezed.text;
    squeezed.set(file, known);
    return known.includes(squeeze(quote));
  };
  const findings = input.current.map((finding): Finding => {
    const reason = input.dismissed.get(finding.id);
    if (reason !== undefined) return { ...finding, state: 'dismissed', dismissal: reason };
    const state: FindingState = before.has(finding.id) ? 'open' : 'new';
    return { ...finding, state };
  });
  const gone = input.earlier
    .filter(({ id }) => !now.has(id) && !input.dismissed.has(id))
    .map((finding): GoneFinding => {
      const { id, file, line, message } = finding;
      return { id, file, line, message, how: howGone(finding, input, hasQuote) };
    });
  return { findings, gone };
}
