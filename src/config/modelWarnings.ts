import type { Problem } from '../core/problem';
import { closestWord } from '../core/closestWord';
import { isThinkingWord, thinkingWords } from '../core/thinking';
import type { DataSource } from './dataSource';
import { defaultRegistry } from './defaultRegistry';
import type { RegistryFile } from './fileSchemas';
import { choices } from './issueText';
import { problemAt } from './sourceRange';

/** The registry's names of the CLIs that MAO knows without being told. */
export const knownClis: readonly string[] = [
  ...new Set([...defaultRegistry().values()].flatMap(({ cli }) => cli ?? [])),
  'codex',
];
const knownRoles = [...new Set([...defaultRegistry().values()].flatMap(({ role }) => role ?? []))];
/** One model of each of these is asked; a second one would never be. */
const uniqueRoles = ['orchestrator', 'checker'];

const isNone = (word: string) => /^n\/?a$/i.test(word.trim());

/**
 * What can be read but hardly be meant: a CLI that nobody defines, a thinking mode that no model knows, a role misspelt, two
 * orchestrators. `clis` are the names of the user's settings.
 */
export function modelWarnings(
  models: RegistryFile['models'],
  source: DataSource,
  clis: readonly string[],
): readonly Problem[] {
  const problems: Problem[] = [];
  const warn = (path: readonly string[], message: string) =>
    problems.push(problemAt(source.file, source.locate(['models', ...path], 'value'), 'warning', message));
  const known = [...new Set([...knownClis, ...clis])];
  const order = [...new Set([...defaultRegistry().keys(), ...Object.keys(models)])];
  for (const [id, { cli, thinking, role }] of Object.entries(models)) {
    if (typeof cli === 'string' && !isNone(cli) && !known.includes(cli)) {
      warn(
        [id, 'cli'],
        `MAO knows no CLI "${cli}".${choices(cli, known)} One of your own stands under "clis" in your settings.`,
      );
    }
    if (typeof thinking === 'string' && !isThinkingWord(thinking)) {
      warn(
        [id, 'thinking'],
        `No model knows the thinking mode "${thinking}", so it has none.${choices(thinking, thinkingWords)}`,
      );
    }
    if (role === undefined) continue;
    const meant = closestWord(role, knownRoles);
    if (meant !== undefined && meant !== role) {
      warn([id, 'role'], `"${role}" is no role that MAO knows. Did you mean ${meant}?`);
    }
    const holder = uniqueRoles.includes(role) ? order.find((other) => models[other]?.role === role) : id;
    if (holder !== undefined && holder !== id) {
      warn([id, 'role'], `${holder} is the ${role} already; ${id} is never asked as one.`);
    }
  }
  return problems;
}
