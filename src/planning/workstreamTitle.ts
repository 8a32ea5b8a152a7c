const titles: ReadonlyMap<string, string> = new Map([
  ['schemas', 'Schema generation'],
  ['storage', 'Storage'],
  ['core_logic', 'Core logic'],
  ['implementation', 'Implementation'],
  ['tests', 'Tests'],
]);

/** A workstream's name for people and for the log; an id that MAO does not know is made readable: `api-client` → "Api client". */
export function workstreamTitle(id: string): string {
  const known = titles.get(id);
  if (known !== undefined) return known;
  const words = id
    .replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, '$1 $2')
    .replace(/[_-]+/g, ' ')
    .trim()
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
