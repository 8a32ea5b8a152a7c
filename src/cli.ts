import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { main } from './cli/main';
import { createEngine } from './engine';

/** The composition root of the `mao` command; the bundle lies in `dist/`, below `package.json`. */
const root = join(__dirname, '..');
const cancel = new AbortController();

process.on('SIGINT', () => {
  if (cancel.signal.aborted) process.exit(130);
  process.stderr.write('\nCancelling; once more to leave at once.\n');
  cancel.abort();
});
process.on('SIGTERM', () => cancel.abort());
process.stdout.on('error', () => process.exit(0)); // the reader of a pipe went away

function version(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest
    ? String(manifest.version)
    : 'unknown';
}

void main({
  argv: process.argv.slice(2),
  environment: process.env,
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  version: version(),
  templates: join(__dirname, 'templates.json'),
  createEngine,
  signal: cancel.signal,
}).then((code) => {
  process.exitCode = code;
});
