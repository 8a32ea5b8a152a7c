/** How hard a model shall think, from the specification's words, weakest first. */
export type ThinkingLevel = 'low' | 'medium' | 'high' | 'xhigh' | 'max';

const levels: ReadonlyMap<string, ThinkingLevel> = new Map([
  ['minimal', 'low'],
  ['low', 'low'],
  ['think', 'medium'],
  ['medium', 'medium'],
  ['think hard', 'high'],
  ['high', 'high'],
  ['think harder', 'xhigh'],
  ['megathink', 'xhigh'],
  ['xhigh', 'xhigh'],
  ['ultrathink', 'max'],
  ['max', 'max'],
]);

/** The level of a thinking mode; undefined for `standard`, `N/A` and unknown words: the CLI's own default. */
export function thinkingLevel(mode: string | undefined): ThinkingLevel | undefined {
  return levels.get(normal(mode));
}

/** The mode when it is one of the words that Claude reads in a prompt. */
export function thinkingKeyword(mode: string | undefined): string | undefined {
  const word = normal(mode);
  return ['think', 'think hard', 'think harder', 'megathink', 'ultrathink'].includes(word) ? word : undefined;
}

const normal = (mode: string | undefined) =>
  (mode ?? '')
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ');
