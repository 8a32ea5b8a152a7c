import type { ModelSpec } from './modelSpec';

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

/** What a mode's absence is called in a registry: the model thinks as its CLI's own default says. */
const plainModes = ['standard', 'n/a', 'none', 'default'];

/** Every word for a thinking mode, weakest first, then the words for none. */
export const thinkingWords: readonly string[] = [...levels.keys(), ...plainModes];

/** Whether MAO knows a word for a thinking mode, however it is written. */
export function isThinkingWord(word: string): boolean {
  return thinkingWords.includes(normal(word));
}

/** The thinking modes that make a difference for a model, weakest first; its own of the registry always among them. */
export function thinkingModes(model: ModelSpec): readonly string[] {
  const own = model.thinking === undefined ? [] : [model.thinking];
  return [...new Set([...offered(model), ...own])];
}

/** Whether a mode says something to a model: one that it knows, its own of the registry, or the word for none. */
export function knowsThinking(model: ModelSpec, mode: string): boolean {
  if (normal(mode) === normal(model.thinking) || plainModes.includes(normal(mode))) return true;
  return offered(model).length > 0 && thinkingLevel(mode) !== undefined;
}

/** Gemini CLI, Ollama and CLIs of the user's own have no switch for it; the GPT-4 family does not reason. */
function offered(model: ModelSpec): readonly string[] {
  switch (model.cli) {
    case 'claude':
      return ['low', 'think', 'think hard', 'megathink', 'ultrathink'];
    case 'openai':
    case 'codex':
      return /^gpt-[34]/.test(model.model.toLowerCase()) ? [] : ['low', 'medium', 'high', 'xhigh'];
    case undefined:
      return ['low', 'medium', 'high', 'max'];
    default:
      return [];
  }
}
