import type { Route } from '../core/route';

/** A route from what a file says: one fallback or a list of them; nobody stands in for himself or twice. */
export function routeOf(entry: {
  readonly primary: string;
  readonly fallback?: string | readonly string[] | undefined;
}): Route {
  const fallback = typeof entry.fallback === 'string' ? [entry.fallback] : (entry.fallback ?? []);
  return { primary: entry.primary, fallback: [...new Set(fallback)].filter((id) => id !== entry.primary) };
}
