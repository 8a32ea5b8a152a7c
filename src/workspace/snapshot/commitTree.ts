import type { Author } from '../../core/ports/snapshotStore';
import type { RepositoryLayout } from './ownRepository';
import { writeObject } from './writeObject';

/** MAO itself as author and committer. */
export const mao: Author = { name: 'MAO', email: 'mao@mao.invalid' };

/** Makes a commit of a tree; touches no ref. Author and committer differ: the model wrote, MAO committed. */
export function commitTree(
  layout: RepositoryLayout,
  tree: string,
  parents: readonly string[],
  author: Author,
  message: string,
): Promise<string> {
  const time = `${Math.floor(Date.now() / 1000)} +0000`;
  const text = [
    `tree ${tree}`,
    ...parents.map((parent) => `parent ${parent}`),
    `author ${identity(author)} ${time}`,
    `committer ${identity(mao)} ${time}`,
    '',
    message.replaceAll('\0', '').trimEnd() + '\n',
  ].join('\n');
  return writeObject(layout, 'commit', Buffer.from(text));
}

/** `Name <email>`, without what would end either of them early. */
function identity({ name, email }: Author): string {
  const clean = (text: string) => text.replace(/[<>\p{Cc}]/gu, '').trim();
  return `${clean(name) || 'unknown'} <${clean(email)}>`;
}
