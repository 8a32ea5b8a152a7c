import { homedir } from 'node:os';
import { join } from 'node:path';

/** MAO's folders of this user: `config` holds `mao.config.yaml`, `data` snapshot repositories and worktrees. */
export interface UserFolders {
  readonly config: string;
  readonly data: string;
}

/** Where this platform keeps a program's files of a user; an environment without home falls back on the system's. */
export function userFolders(
  environment: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
): UserFolders {
  const set = (name: string) => (environment[name] === '' ? undefined : environment[name]);
  const home = set('HOME') ?? set('USERPROFILE') ?? homedir();
  if (platform === 'win32') {
    const roaming = set('APPDATA') ?? join(home, 'AppData', 'Roaming');
    const local = set('LOCALAPPDATA') ?? join(home, 'AppData', 'Local');
    return { config: join(roaming, 'mao'), data: join(local, 'mao') };
  }
  if (platform === 'darwin') {
    const support = join(home, 'Library', 'Application Support', 'mao');
    return { config: support, data: join(support, 'data') };
  }
  return {
    config: join(set('XDG_CONFIG_HOME') ?? join(home, '.config'), 'mao'),
    data: join(set('XDG_DATA_HOME') ?? join(home, '.local', 'share'), 'mao'),
  };
}
