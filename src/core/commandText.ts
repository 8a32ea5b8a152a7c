import type { ModelCommand } from './modelCommand';

const plainWord = /^[\w@%+=:,./\\-]+$/;

/** Argv as one line: words with blanks or signs in quotes, so that it can be told where each begins and ends. */
export function commandText({ commandLine }: Pick<ModelCommand, 'commandLine'>): string {
  return commandLine.map((word) => (plainWord.test(word) ? word : JSON.stringify(word))).join(' ');
}
