import type { ConfigurationCursor } from './cursorAt';
import { isRecord } from '../core/isRecord';

/** The files that have help while they are written. */
export type ConfigurationFileKind = 'registry' | 'routing' | 'settings';

/** What the configuration in force knows by name. */
export interface KnownNames {
  /** Models of the registry, with a line about each. */
  readonly models: ReadonlyMap<string, string>;
  readonly clis: readonly string[];
  /** Tasks and dimensions by the area of the routing: `development`, `qa`… */
  readonly tasks: ReadonlyMap<string, readonly string[]>;
}

/** One thing to write at the cursor. `isKey`: a colon follows. */
export interface ConfigurationChoice {
  readonly label: string;
  readonly isKey: boolean;
  readonly documentation: string;
}

type Schema = Readonly<Record<string, unknown>>;

function below(schema: Schema, key: string): readonly Schema[] {
  const { properties, additionalProperties, items, anyOf } = schema;
  const named = isRecord(properties) && Object.hasOwn(properties, key) ? [properties[key]] : [additionalProperties];
  const inItems = isRecord(items) ? below(items, key) : [];
  const branches = Array.isArray(anyOf) ? anyOf.filter(isRecord).flatMap((branch) => below(branch, key)) : [];
  return [...named.filter(isRecord), ...inItems, ...branches];
}

function schemasAt(schema: Schema, path: readonly string[]): readonly Schema[] {
  return path.reduce<readonly Schema[]>((found, key) => found.flatMap((one) => below(one, key)), [schema]);
}

/** The schema and all that it may be instead: branches, and the items of a list. */
function forms(schema: Schema): readonly Schema[] {
  const { anyOf, items } = schema;
  const branches = Array.isArray(anyOf) ? anyOf.filter(isRecord).flatMap(forms) : [];
  return [schema, ...branches, ...(isRecord(items) ? forms(items) : [])];
}

function valuesOf(schemas: readonly Schema[]): readonly string[] {
  const all = schemas.flatMap(forms);
  const named = all.flatMap((one) => (Array.isArray(one['enum']) ? one['enum'].map(String) : []));
  return [...new Set([...named, ...(all.some(({ type }) => type === 'boolean') ? ['true', 'false'] : [])])];
}

const isModelKey = (kind: ConfigurationFileKind, path: readonly string[]) =>
  kind === 'routing' && ['primary', 'fallback'].includes(path.at(-1) ?? '');

/** What may stand at a cursor, by the file's JSON schema and by what is known by name. */
export function suggestAt(
  kind: ConfigurationFileKind,
  schema: Schema,
  cursor: ConfigurationCursor,
  names: KnownNames,
): readonly ConfigurationChoice[] {
  const found = schemasAt(schema, cursor.path);
  if (cursor.kind === 'value') {
    if (isModelKey(kind, cursor.path)) {
      return [...names.models].map(([label, documentation]) => ({ label, isKey: false, documentation }));
    }
    const clis = kind === 'registry' && cursor.path.at(-1) === 'cli' ? names.clis : [];
    return [...valuesOf(found), ...clis].map((label) => ({ label, isKey: false, documentation: '' }));
  }
  const properties = found.flatMap((one) => (isRecord(one['properties']) ? Object.entries(one['properties']) : []));
  const keys = properties.map(([label, one]) => ({
    label,
    isKey: true,
    documentation: describe(isRecord(one) ? one : {}),
  }));
  const [area = ''] = cursor.path;
  const chosen =
    kind === 'routing' ? names.tasks.get(area) : kind === 'registry' ? [...names.models.keys()] : names.clis;
  const isFree = cursor.path.length === 1 && found.some((one) => isRecord(one['additionalProperties']));
  const free = isFree ? (chosen ?? []) : [];
  return [
    ...keys,
    ...free.map((label) => ({ label, isKey: true, documentation: names.models.get(label) ?? '' })),
  ].filter(({ label }) => !cursor.siblings.includes(label));
}

/** What a key or value is, as markdown; undefined where nothing is known of it. */
export function describeAt(
  kind: ConfigurationFileKind,
  schema: Schema,
  cursor: ConfigurationCursor,
  names: KnownNames,
): string | undefined {
  if (cursor.kind === 'value') return isModelKey(kind, cursor.path) ? names.models.get(cursor.text) : undefined;
  const [found] = schemasAt(schema, [...cursor.path, cursor.text]);
  const text = found && describe(found);
  return text === '' ? undefined : text;
}

function describe(schema: Schema): string {
  const { description, default: preset } = schema;
  const values = valuesOf([schema]);
  return [
    typeof description === 'string' ? description : '',
    values.length > 0 ? values.map((value) => `\`${value}\``).join(', ') : '',
    preset === undefined || preset === null || isRecord(preset) ? '' : `Default: \`${JSON.stringify(preset)}\``,
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}
