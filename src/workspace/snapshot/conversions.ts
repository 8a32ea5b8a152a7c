import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromBytes } from '../git/records';
import { stateFolder } from './excludes';
import { configuredFile, isTrue, type UserWorkspace } from './userRepository';

/** Whether the user's index can be copied at all: it is whole, and git's configuration converts nothing. */
export function isWholeIndex({ repository, configuration }: UserWorkspace): boolean {
  if (!repository || repository.hasSharedIndex || !existsSync(repository.index)) return false;
  const promisor = [...configuration].some(([key, value]) => /^remote\..*\.promisor$/.test(key) && isTrue(value));
  if (promisor || configuration.has('extensions.partialclone') || isTrue(configuration.get('core.sparsecheckout'))) {
    return false;
  }
  const autocrlf = configuration.get('core.autocrlf');
  return !isTrue(autocrlf) && autocrlf?.toLowerCase() !== 'input';
}

/**
 * Whether every entry of the user's whole index (`isWholeIndex`) that git takes for unchanged holds the very bytes of the file, so that a copy
 * of it is a good start. Not so where git converts (line ends, filters, encodings), nor where the index has entries that
 * git does not look at, submodules, or parts elsewhere.
 */
export async function canBorrowIndex(
  workspace: UserWorkspace,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<boolean> {
  const { repository } = workspace;
  if (!repository) return false;
  const { paths: tracked } = await repository.tracked();
  if (tracked.some((entry) => entry.gitlink || entry.unwatched || entry.path.startsWith(`${stateFolder}/`))) {
    return false;
  }
  const folders = repository.prefix.split('/').slice(0, -1);
  const attributes = [
    '/etc/gitattributes',
    configuredFile(workspace, environment, 'core.attributesfile', 'attributes'),
    repository.attributesFile,
    ...folders.map((_, depth) => join(repository.topLevel, ...folders.slice(0, depth), '.gitattributes')),
  ];
  if (attributes.some((file) => existsSync(file) && converts(file))) return false;
  return tracked
    .filter((entry) => isAttributesFile(entry.path))
    .every((entry) => !converts(join(workspace.path, fromBytes(entry.path))));
}

/** Whether a path (in git's bytes) is that of a `.gitattributes` file. */
export function isAttributesFile(path: string): boolean {
  return path === '.gitattributes' || path.endsWith('/.gitattributes');
}

/** Whether an attributes file turns some conversion on; also when it can not be read. */
function converts(file: string): boolean {
  try {
    return hasConvertingAttribute(readFileSync(file, 'utf8'));
  } catch {
    return true;
  }
}

/** Whether attribute lines turn on `text`, `eol`, `crlf`, `filter`, `ident` or `working-tree-encoding`; `-text` does not. */
export function hasConvertingAttribute(text: string): boolean {
  return text
    .split(/\r?\n/)
    .filter((line) => !line.trimStart().startsWith('#'))
    .some((line) => /\s(text|crlf|ident|(text|eol|crlf|filter|working-tree-encoding)=\S+)(\s|$)/.test(line));
}
