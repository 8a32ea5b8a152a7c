type Environment = Readonly<Record<string, string | undefined>>;

/** Names of variables that hold secrets: API_KEY, GH_TOKEN, dbPassword… */
const secretName =
  /(^|[^a-z])(api_?keys?|keys?|tokens?|secrets?|passw(or)?ds?|pass(phrase)?|pwd|credentials?|auth|private)($|[^a-z])/i;

/** camelCase and PascalCase as separate words. */
const spaced = (name: string) => name.replace(/([a-z0-9])([A-Z])/g, '$1_$2');

/** Shorter values, plain words, paths, numbers and addresses stand in ordinary text too. */
function isTelling(value: string): boolean {
  if (value.length < 10 || /^[A-Za-z]+$/.test(value) || /^\d+$/.test(value)) return false;
  return !/^(\/|\.{0,2}\/|~|[A-Za-z]:\\|[a-z][a-z0-9+.-]*:\/\/)/.test(value);
}

/**
 * The secrets among an environment's values, by the names of the variables; each also as it stands within JSON. A value of
 * several lines (a key) counts line by line.
 */
export function secretValues(...environments: readonly Environment[]): readonly string[] {
  const values = environments
    .flatMap((environment) => Object.entries(environment))
    .filter(([name]) => secretName.test(spaced(name)))
    .flatMap(([, value]) => (value ?? '').split(/\r?\n/).map((line) => line.trim()))
    .filter((value) => isTelling(value) && !value.startsWith('-----'));
  return [...new Set(values.flatMap((value) => [value, JSON.stringify(value).slice(1, -1)]))];
}
