import type { Amendment, Author, SnapshotStore } from '../core/ports/snapshotStore';
import { sanitizeManifest } from './sanitizeManifest';

const names = new Set([
  'makefile',
  'gnumakefile',
  'mvnw',
  'mvnw.cmd',
  'gradlew',
  'gradlew.bat',
  '.npmrc',
  '.yarnrc',
  '.yarnrc.yml',
  '.pnpmfile.cjs',
  'bunfig.toml',
]);
const folders = /(^|\/)(\.mvn|\.yarn|\.cargo|gradle\/wrapper|node_modules|\.venv)\//;

/** Whether a file says which programs the checks start (beside package.json): makefiles, launchers, runners' own settings, installed programs. */
export function decidesWhatRuns(path: string): boolean {
  const folded = path.toLowerCase();
  return names.has(folded.slice(folded.lastIndexOf('/') + 1)) || folded.endsWith('.mk') || folders.test(folded);
}

const isManifest = (path: string) => path === 'package.json' || path.endsWith('/package.json');

/** The commit to verify, and the files in which it differs from the result. */
export interface VerificationCommit {
  readonly commit: string;
  readonly restored: readonly string[];
}

/**
 * The result as it may be verified: package.json's scripts and the files that decide which programs run are those of the
 * base snapshot, since a model's change must never decide what runs. The tests and sources themselves are the models'.
 */
export async function verificationCommit(input: {
  readonly store: SnapshotStore;
  readonly base: string;
  readonly result: string;
  readonly author: Author;
}): Promise<VerificationCommit> {
  const { store, base, result, author } = input;
  const changed = await store.diff(base, result);
  const paths = changed.flatMap((file) => (file.from === undefined ? [file.path] : [file.path, file.from]));
  const changes: Amendment[] = [];
  for (const path of paths) {
    if (decidesWhatRuns(path)) changes.push({ kind: 'restore', path, from: base });
    if (!isManifest(path)) continue;
    const [before, after] = await Promise.all([store.readFile(base, path), store.readFile(result, path)]);
    const text = (bytes: Uint8Array | undefined) => bytes && new TextDecoder().decode(bytes);
    const merged = text(after);
    if (merged === undefined) continue;
    const safe = sanitizeManifest(text(before), merged);
    if (safe !== merged) changes.push({ kind: 'text', path, text: safe });
  }
  if (changes.length === 0) return { commit: result, restored: [] };
  const commit = await store.amend(result, changes, author, 'Let the snapshot decide what the checks run');
  return { commit, restored: changes.map(({ path }) => path) };
}
