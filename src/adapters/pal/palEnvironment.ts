import { join } from 'node:path';
import { childEnvironment, type Environment } from '../process/childEnvironment';

/** Where PAL lives on this machine, and what `.mcp.json` gives it. */
export interface PalPlaces {
  /** MAO's own environment, of which PAL gets the allow-list. */
  readonly environment: Environment;
  readonly server: Readonly<Record<string, string>>;
  /** MAO's own folder for PAL, outside of which `chat` takes no files. */
  readonly folder: string;
  /** A home of MAO's own, so that no definition of the user's home replaces MAO's. */
  readonly home: string;
  /** The folder of MAO's definitions; absent for the process that only chats. */
  readonly definitions?: string;
}

/**
 * The environment of the PAL server: the allow-list, what `.mcp.json` says, a home of MAO's own. What `uvx` and Python keep
 * for the user (cache, settings, installed Pythons) stays the user's.
 */
export function palEnvironment({
  environment,
  server,
  folder,
  home,
  definitions,
}: PalPlaces): Readonly<Record<string, string>> {
  const set = (name: string) => (environment[name] === '' ? undefined : environment[name]);
  const user = set('HOME') ?? set('USERPROFILE') ?? home;
  const folders = {
    XDG_CONFIG_HOME: set('XDG_CONFIG_HOME') ?? join(user, '.config'),
    XDG_CACHE_HOME: set('XDG_CACHE_HOME') ?? join(user, '.cache'),
    XDG_DATA_HOME: set('XDG_DATA_HOME') ?? join(user, '.local', 'share'),
    XDG_STATE_HOME: join(home, '.local', 'state'),
  };
  const windows = process.platform === 'win32';
  const uvCache = windows
    ? join(set('LOCALAPPDATA') ?? join(user, 'AppData', 'Local'), 'uv', 'cache')
    : join(folders.XDG_CACHE_HOME, 'uv');
  const kept = Object.keys(environment).filter((name) => /^UV_(?!PUBLISH)|^PYENV_ROOT$/.test(name));
  const tools = Object.fromEntries(kept.flatMap((name) => (set(name) === undefined ? [] : [[name, set(name) ?? '']])));
  return childEnvironment(environment, 'pal', {
    allowApiKeys: false,
    extra: {
      ...folders,
      UV_CACHE_DIR: uvCache,
      PYENV_ROOT: join(user, '.pyenv'),
      ...tools,
      ...server,
      HOME: home,
      PAL_WORKSPACE_ROOT: folder,
      ...(windows ? { USERPROFILE: home } : {}),
      ...(definitions === undefined ? {} : { CLI_CLIENTS_CONFIG_PATH: definitions }),
    },
  });
}
