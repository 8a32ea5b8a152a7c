import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import * as z from 'zod';
import { jsonLine, type JsonLine } from './rehearse';

const record = z.record(z.string(), z.unknown());
const text = (value: unknown) => (typeof value === 'string' ? value : '');
const child = (value: unknown, key: string): unknown => record.safeParse(value).data?.[key];

/** What kind of line it is: two lines of one kind have the same shape in the real CLI. */
export function kindOf(line: JsonLine): string {
  const item = child(line['params'], 'item') ?? line['item'];
  const event = line['event'];
  const answer = line['method'] === undefined && line['id'] !== undefined ? `answer ${JSON.stringify(line['id'])}` : '';
  const parts = [
    line['type'] ?? line['method'] ?? answer,
    line['subtype'],
    child(event, 'type'),
    child(child(event, 'delta'), 'type'),
    child(child(event, 'content_block'), 'type'),
    child(item, 'type'),
    line['role'],
  ];
  return parts.map(text).filter(Boolean).join(' ');
}

/** Key paths with the type of what stands there: `usage.input_tokens number`. Lists count as one place. */
function shape(value: unknown, path = ''): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item) => shape(item, `${path}[]`));
  const object = record.safeParse(value);
  if (!object.success) return [`${path} ${value === null ? 'null' : typeof value}`];
  // Models by name and a tool's parameters are data, not format.
  if (/(models|modelUsage|parameters|input)$/.test(path)) return [`${path} object`];
  return Object.entries(object.data).flatMap(([key, inner]) => shape(inner, `${path}.${key}`));
}

/** All shapes that the real CLI printed for each kind of line. */
export function recordedShapes(name: string): ReadonlyMap<string, ReadonlySet<string>> {
  const shapes = new Map<string, Set<string>>();
  for (const row of readFileSync(resolve('test/fixtures/rehearsal', name), 'utf8').trim().split('\n')) {
    const line = jsonLine.parse(JSON.parse(row));
    const known = shapes.get(kindOf(line)) ?? new Set();
    for (const entry of shape(line)) known.add(entry);
    shapes.set(kindOf(line), known);
  }
  return shapes;
}

/** Where a line differs from what the real CLI prints: a kind it has not, a key it has not, another type. */
export function strangeness(line: JsonLine, recorded: ReadonlyMap<string, ReadonlySet<string>>): readonly string[] {
  const known = recorded.get(kindOf(line));
  if (known === undefined) return [`no such line: ${kindOf(line)}`];
  return shape(line)
    .filter((entry) => !known.has(entry))
    .map((entry) => `${kindOf(line)}: ${entry}`);
}
