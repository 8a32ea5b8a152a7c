/** A fenced block of a markdown file: its language in lower case, and the lines between the fences (from 0, `end` excluded). */
export interface Fence {
  readonly language: string;
  readonly start: number;
  readonly end: number;
}

const opening = /^\s*(?:[-*+]\s+)?(`{3,}|~{3,})\s*([^\s`{]*)[^`]*$/;

/** Every fenced block; one that never ends goes to the end of the text. */
export function readFences(lines: readonly string[]): readonly Fence[] {
  const fences: Fence[] = [];
  for (let at = 0; at < lines.length; at++) {
    const [, mark, language = ''] = opening.exec(lines[at] ?? '') ?? [];
    if (mark === undefined) continue;
    const closing = new RegExp(`^\\s*${mark.slice(0, 1)}{${mark.length},}\\s*$`);
    const start = at + 1;
    at = start;
    while (at < lines.length && !closing.test(lines[at] ?? '')) at++;
    fences.push({ language: language.toLowerCase(), start, end: at });
  }
  return fences;
}

/** One YAML text of a file: everything around it is blanked, so that its offsets are those of the file; `start` is where it begins. */
export interface YamlText {
  readonly yaml: string;
  readonly start: number;
}

/** The YAML of a configuration file: its fences marked `yaml` or `yml` (else those without a language), or all of a file without fences. */
export function yamlTexts(text: string): readonly YamlText[] {
  const lines = text.split('\n');
  const fences = readFences(lines);
  if (fences.length === 0) return [{ yaml: text, start: 0 }];
  const marked = fences.filter(({ language }) => language === 'yaml' || language === 'yml');
  const chosen = marked.length > 0 ? marked : fences.filter(({ language }) => language === '');
  return chosen.map(({ start, end }) => ({
    yaml: lines.map((line, at) => (at >= start && at < end ? line : line.replace(/[^\r]/g, ' '))).join('\n'),
    start: lines.slice(0, start).reduce((sum, line) => sum + line.length + 1, 0),
  }));
}
