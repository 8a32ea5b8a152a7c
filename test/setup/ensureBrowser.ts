import { existsSync } from 'node:fs';
import { ensureDebianPackages } from './ensureDebianPackages';

/** Debian's /usr/bin/chromium is a script that exports an API key of Debian's own; the program itself comes first. */
const candidates = [
  '/usr/lib/chromium/chromium',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/usr/bin/chromium-browser',
];

/** The path of a Chromium, which is installed first where it is missing; `MAO_CHROMIUM` names another. */
export async function ensureBrowser(): Promise<string> {
  const found = findBrowser();
  if (found !== undefined) return found;
  await ensureDebianPackages(['chromium', 'fonts-liberation', 'fonts-dejavu-core']);
  const installed = findBrowser();
  if (installed === undefined) throw new Error(`No Chromium found at ${candidates.join(', ')}. Set MAO_CHROMIUM.`);
  return installed;
}

function findBrowser(): string | undefined {
  const named = process.env['MAO_CHROMIUM'];
  return [...(named === undefined ? [] : [named]), ...candidates].find((path) => existsSync(path));
}
