import * as z from 'zod';
import { isRecord } from '../core/isRecord';

function children(schema: Readonly<Record<string, unknown>>, part: PropertyKey): readonly unknown[] {
  const { properties, additionalProperties, items, anyOf } = schema;
  const own =
    isRecord(properties) && Object.hasOwn(properties, part)
      ? [properties[String(part)]]
      : [additionalProperties, items];
  const branches = Array.isArray(anyOf) ? anyOf.filter(isRecord).flatMap((branch) => children(branch, part)) : [];
  return [...own, ...branches].filter(isRecord);
}

/** The keys that a schema allows in the mapping at `path`; none where any key is allowed. */
export function schemaKeys(schema: z.ZodType, path: readonly PropertyKey[]): readonly string[] {
  let found: readonly unknown[] = [z.toJSONSchema(schema, { io: 'input' })];
  for (const part of path) found = found.filter(isRecord).flatMap((one) => children(one, part));
  return found.filter(isRecord).flatMap(({ properties }) => (isRecord(properties) ? Object.keys(properties) : []));
}
