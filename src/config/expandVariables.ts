const variable = /\$\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\}/g;

/** A text with its variables filled in, and the names of those that are not set and have no default (they became empty). */
export interface Expanded {
  readonly text: string;
  readonly unset: readonly string[];
}

/** Expands `${VAR}` and `${VAR:-default}`; as in a shell, the default also stands in for an empty variable. */
export function expandVariables(text: string, env: Readonly<Record<string, string | undefined>>): Expanded {
  const unset: string[] = [];
  const expanded = text.replace(variable, (_, name: string, fallback: string | undefined) => {
    const value = Object.hasOwn(env, name) ? env[name] : undefined;
    if (fallback !== undefined) return value === undefined || value === '' ? fallback : value;
    if (value === undefined) unset.push(name);
    return value ?? '';
  });
  return { text: expanded, unset: [...new Set(unset)] };
}
