import type { CliSettings } from '../../core/machineSettings';

/** Where Ollama listens when nobody says otherwise. */
const usualUrl = 'http://127.0.0.1:11434';

/** The address of one route (`api/chat`) below `clis.ollama.url`, which may have a path of its own. */
export function routeOf({ url = usualUrl }: CliSettings, route: string): URL {
  return new URL(route, url.endsWith('/') ? url : `${url}/`);
}

/** The server's address for people: without the name and password that a URL may hold. */
export function shownServer(settings: CliSettings): string {
  const { origin, pathname } = routeOf(settings, '');
  return `${origin}${pathname}`.replace(/\/$/, '');
}
