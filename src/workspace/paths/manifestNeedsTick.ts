/** Keys of JSON manifests whose values are commands that a tool runs. */
const commandKeys: Readonly<Record<string, readonly string[]>> = {
  'package.json': ['scripts', 'husky', 'simple-git-hooks', 'lint-staged', 'pre-commit'],
  'composer.json': ['scripts'],
  'deno.json': ['tasks'],
};

const tomlManifests = new Set(['pyproject.toml', 'cargo.toml', 'pipfile']);

/** Whether a path names a package manifest that can name commands. */
export function isManifest(path: string): boolean {
  return Object.hasOwn(commandKeys, nameOf(path)) || tomlManifests.has(nameOf(path));
}

const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1).toLowerCase();

/**
 * Why a change of a package manifest needs the user's tick: it changes what tools run. Undefined: it needs none, or `path`
 * is no manifest. `before` or `after` undefined: the file is created or deleted. What can not be read needs a tick.
 */
export function manifestNeedsTick(
  path: string,
  before: Uint8Array | undefined,
  after: Uint8Array | undefined,
): string | undefined {
  const name = nameOf(path);
  if (after === undefined) return undefined;
  const reason = 'the scripts of a package manifest are run by tools';
  const keys = Object.hasOwn(commandKeys, name) ? commandKeys[name] : undefined;
  if (keys) return sameCommands(keys, before, after) ? undefined : reason;
  if (tomlManifests.has(name)) return tomlCommands(before) === tomlCommands(after) ? undefined : reason;
  return undefined;
}

function sameCommands(keys: readonly string[], before: Uint8Array | undefined, after: Uint8Array): boolean {
  const next = commandsOf(keys, after);
  return (
    next !== undefined && next === (before === undefined ? commandsOf(keys, encode('{}')) : commandsOf(keys, before))
  );
}

const encode = (text: string) => new TextEncoder().encode(text);
const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

/** The values of the keys as canonical text; undefined when the file is no JSON object. */
function commandsOf(keys: readonly string[], bytes: Uint8Array): string | undefined {
  try {
    const parsed: unknown = JSON.parse(decode(bytes));
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return undefined;
    const values = new Map<string, unknown>(Object.entries(parsed));
    return JSON.stringify(keys.map((key) => canonical(values.get(key) ?? {})));
  } catch {
    return undefined;
  }
}

function canonical(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.entries(value)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, inner]) => [key, canonical(inner)]);
}

/** The lines of a TOML manifest that name commands: sections of scripts, tasks and build system, and keys of those names. */
function tomlCommands(bytes: Uint8Array | undefined): string {
  if (bytes === undefined) return '';
  let inside = false;
  const kept = decode(bytes)
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => {
      const header = /^\[+([^\]]+)\]+/.exec(line)?.[1];
      if (header !== undefined) {
        inside = /(^|\.)\s*"?(scripts|gui-scripts|tasks|build-system|commands|hooks)"?\s*(\.|$)/.test(header);
      }
      const key = /^["']?(scripts|tasks|build|build-backend|backend-path|cmd|command)["']?\s*[.=]/.test(line);
      return line !== '' && !line.startsWith('#') && (inside || key);
    });
  return kept.join('\n');
}
