import type { ModelRegistry } from '../core/modelSpec';
import type { Problem } from '../core/problem';
import { closestWord } from '../core/closestWord';
import { developmentWords, isDevelopmentTask } from '../core/taskAlias';
import type { DataSource } from './dataSource';
import type { RoutingFile } from './fileSchemas';
import { choices } from './issueText';
import { problemAt } from './sourceRange';

const areas = ['development', 'qa', 'pre_flight', 'journal'] as const;

/** Every model that a routing file names and the registry does not know, where it stands. */
export function unknownModels(file: RoutingFile, source: DataSource, registry: ModelRegistry): readonly Problem[] {
  const problems: Problem[] = [];
  const check = (id: string, path: readonly PropertyKey[]) => {
    if (registry.has(id)) return;
    const message = `There is no model "${id}" in the registry.${choices(id, [...registry.keys()])}`;
    problems.push(problemAt(source.file, source.locate(path, 'value'), 'error', message));
  };
  for (const area of areas) {
    for (const [task, { primary, fallback }] of Object.entries(file[area] ?? {})) {
      check(primary, [area, task, 'primary']);
      if (typeof fallback === 'string') check(fallback, [area, task, 'fallback']);
      else fallback?.forEach((id, at) => check(id, [area, task, 'fallback', at]));
    }
  }
  return problems;
}

/** Tasks of an area in which only the known ones are ever run; most likely misspelled. */
export function idleTasks(
  source: DataSource,
  area: 'pre_flight' | 'journal',
  given: readonly string[],
  known: readonly string[],
): readonly Problem[] {
  return given
    .filter((task) => !known.includes(task))
    .map((task) =>
      problemAt(
        source.file,
        source.locate([area, task], 'key'),
        'warning',
        `MAO has no use for "${task}".${choices(task, known)}`,
      ),
    );
}

/** Workstreams that nobody but the file knows and that are nearly called like a known one; most likely misspelled. */
export function nearlyKnownTasks(source: DataSource, given: readonly string[]): readonly Problem[] {
  return given.flatMap((id) => {
    const meant = isDevelopmentTask(id) ? undefined : closestWord(id, developmentWords);
    if (meant === undefined) return [];
    const message = `"${id}" is a workstream of your own. Did you mean ${meant}?`;
    return [problemAt(source.file, source.locate(['development', id], 'key'), 'warning', message)];
  });
}
