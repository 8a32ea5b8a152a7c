import type * as z from 'zod';
import type { Problem } from '../core/problem';
import type { DataSource } from './dataSource';
import { choices, issueText } from './issueText';
import { isRecord } from '../core/isRecord';
import { plainIssues } from './plainIssues';
import { schemaKeys } from './schemaKeys';
import { inFileOrder, problemAt } from './sourceRange';

type Issue = z.core.$ZodIssue;

/** The value, when the data has no error, and all that is wrong with it. */
export interface Validated<T> {
  readonly value: T | undefined;
  readonly problems: readonly Problem[];
}

function valueAt(data: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, part) => {
    if (Array.isArray(value)) return typeof part === 'number' ? value[part] : undefined;
    return isRecord(value) && Object.hasOwn(value, part) ? value[String(part)] : undefined;
  }, data);
}

function issueProblems(
  issue: Issue,
  schema: z.ZodType,
  source: DataSource,
  unknownKeys: Problem['severity'],
): readonly Problem[] {
  const { file, data } = source;
  const path = issue.path;
  if (issue.code === 'unrecognized_keys') {
    const allowed = schemaKeys(schema, path);
    return issue.keys.map((key) =>
      problemAt(
        file,
        source.locate([...path, key], 'key'),
        unknownKeys,
        `Unknown key "${key}".${choices(key, allowed)}`,
      ),
    );
  }
  if (issue.code === 'invalid_key') {
    return [problemAt(file, source.locate(path, 'key'), 'error', issueText(issue, undefined))];
  }
  const value = valueAt(data, path);
  if (value === undefined && path.length > 0) {
    const where = source.locate(path.slice(0, -1), 'key');
    return [problemAt(file, where, 'error', `"${String(path.at(-1))}" is missing here.`)];
  }
  return [problemAt(file, source.locate(path, 'value'), 'error', issueText(issue, value))];
}

/** Data without the keys that a schema does not know. */
function withoutKeys(data: unknown, path: readonly PropertyKey[], keys: readonly string[]): unknown {
  const [part, ...rest] = path;
  if (part === undefined) {
    return isRecord(data) ? Object.fromEntries(Object.entries(data).filter(([key]) => !keys.includes(key))) : data;
  }
  if (Array.isArray(data)) return data.map((item: unknown, at) => (at === part ? withoutKeys(item, rest, keys) : item));
  return isRecord(data) ? { ...data, [part]: withoutKeys(data[String(part)], rest, keys) } : data;
}

/**
 * Reads a source with a schema; every mistake becomes a problem at its line and column. Where unknown keys are only worth a
 * warning, the rest of the file is read without them.
 */
export function validate<S extends z.ZodType>(
  schema: S,
  source: DataSource,
  unknownKeys: Problem['severity'],
): Validated<z.output<S>> {
  const first = schema.safeParse(source.data);
  if (first.success) return { value: first.data, problems: [] };
  const issues = first.error.issues.flatMap((issue) => plainIssues(issue));
  const problems = inFileOrder(issues.flatMap((issue) => issueProblems(issue, schema, source, unknownKeys)));
  if (problems.some(({ severity }) => severity === 'error')) return { value: undefined, problems };
  const known = issues.reduce<unknown>(
    (data, issue) => (issue.code === 'unrecognized_keys' ? withoutKeys(data, issue.path, issue.keys) : data),
    source.data,
  );
  const second = schema.safeParse(known);
  return { value: second.success ? second.data : undefined, problems };
}
