/** A quote's lines without blank ones around them, and without a fence or backticks that a model put around it. */
function bare(quote: string): string {
  const lines = quote.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  const isFence = (line: string | undefined) => line !== undefined && /^\s*(`{3,}|~{3,})\s*[\w-]*\s*$/.test(line);
  const withoutBlank = (all: readonly string[]) => {
    const first = all.findIndex((line) => line.trim() !== '');
    return first < 0 ? [] : all.slice(first, all.findLastIndex((line) => line.trim() !== '') + 1);
  };
  let kept = withoutBlank(lines);
  if (kept.length > 2 && isFence(kept[0]) && isFence(kept.at(-1))) kept = withoutBlank(kept.slice(1, -1));
  return kept.join('\n');
}

const numbered = /^\s*(?:L?\d+\s*[:|→]|\d+\t)\s?/;
const marked = /^[-+ ]/;

/**
 * The texts that a model may have meant by a quote, likeliest first: as it is, without backticks around it, without the
 * line numbers or the diff marks with which its tools showed it the file. None for an empty quote.
 */
export function quoteForms(quote: string): readonly string[] {
  const plain = bare(quote);
  if (plain === '') return [];
  const lines = plain.split('\n');
  const without = (pattern: RegExp) =>
    lines.every((line) => line.trim() === '' || pattern.test(line))
      ? lines.map((line) => line.replace(pattern, '')).join('\n')
      : plain;
  const ticked = /^`+([^`]+)`+$/.exec(plain.trim())?.[1] ?? plain;
  const diff = lines.some((line) => /^[-+]/.test(line)) ? without(marked) : plain;
  const forms = [plain, plain.trim(), ticked.trim(), without(numbered), diff];
  return [...new Set(forms)].filter((form) => form.trim() !== '');
}
