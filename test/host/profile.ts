import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { quietSettings } from './settings';

/** The throwaway folders of one VS Code: nothing of the person's own profile is read or written. */
export interface Profile {
  readonly root: string;
  readonly home: string;
  readonly data: string;
  readonly server: string;
  readonly extensions: string;
  readonly browser: string;
  /** Removes all of it, unless `MAO_TEST_KEEP` is set. */
  readonly remove: () => void;
}

/** Makes a throwaway profile. Its settings stand with those of the machine for a served VS Code, of the user for a desktop one. */
export function createProfile(settings: Readonly<Record<string, unknown>> = {}): Profile {
  const root = mkdtempSync(join(tmpdir(), 'mao-host-'));
  const folder = (name: string) => {
    const path = join(root, name);
    mkdirSync(path, { recursive: true });
    return path;
  };
  const data = folder('data');
  const text = JSON.stringify({ ...quietSettings, ...settings }, null, 2);
  for (const scope of ['data/User', 'data/Machine']) writeFileSync(join(folder(scope), 'settings.json'), text);
  return {
    root,
    home: folder('home'),
    data,
    server: folder('server'),
    extensions: folder('extensions'),
    browser: folder('browser'),
    remove: () => {
      if (process.env['MAO_TEST_KEEP']) process.stdout.write(`kept: ${root}\n`);
      else rmSync(root, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    },
  };
}
