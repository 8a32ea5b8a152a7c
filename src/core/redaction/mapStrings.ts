/** Plain data with every string in it (keys excepted) put through `change`; what does not change stays the same object. */
export function mapStrings<T>(value: T, change: (text: string) => string): T;
export function mapStrings(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    const mapped = items.map((item) => mapStrings(item, change));
    return mapped.every((item, at) => item === items[at]) ? items : mapped;
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries: readonly (readonly [string, unknown])[] = Object.entries(value);
  const mapped = entries.map(([key, item]) => [key, mapStrings(item, change)] as const);
  return mapped.every(([, item], at) => item === entries[at]?.[1]) ? value : Object.fromEntries(mapped);
}
