import { existsSync, lstatSync, readdirSync, realpathSync, statSync, type Dirent } from 'node:fs';
import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';

/** In a folder of links that MAO made instead of one link, so that it is known as such. */
const mark = '.mao-linked';

/** How deep below the workspace packages of a monorepo are looked for (`packages/api`), and how many folders at most. */
export const mostDeep = 2;
const mostFolders = 2000;

/**
 * The entries that worktrees link to: those named, and where a name is no path, also those of that name in folders up to
 * two levels down (`packages/api/node_modules`), as far as they are there. Paths from the workspace, with slashes.
 */
export async function expandLinks(workspace: string, names: readonly string[]): Promise<readonly string[]> {
  const plain = names.filter((name) => !name.includes('/'));
  const found: string[] = [];
  let level = plain.length > 0 ? [''] : [];
  let seen = 0;
  for (let depth = 1; depth <= mostDeep; depth += 1) {
    const next: string[] = [];
    for (const parent of level) {
      const entries = await readdir(join(workspace, parent), { withFileTypes: true }).catch(() => []);
      for (const entry of entries) {
        if (!entry.isDirectory() || entry.name.startsWith('.') || plain.includes(entry.name)) continue;
        if ((seen += 1) > mostFolders) return [...names, ...found];
        const folder = `${parent}${entry.name}/`;
        next.push(folder);
        found.push(...plain.map((name) => folder + name).filter((path) => existsSync(join(workspace, path))));
      }
    }
    level = next;
  }
  return [...names, ...found.filter((path) => !names.includes(path))];
}

/** Whether what stands there is a link that MAO made, or a folder of such links. */
export function isLinkedEntry(path: string): boolean {
  const found = lstatSync(path, { throwIfNoEntry: false });
  return found !== undefined && (found.isSymbolicLink() || (found.isDirectory() && existsSync(join(path, mark))));
}

/**
 * Links an entry of the workspace into a worktree, unless it is not there, or something stands in its place already. Where
 * the entry itself links to folders of the workspace, as `node_modules` does to the packages of a monorepo, it becomes a
 * folder of links, and those lead to the worktree's own folders: what is checked is what was written, not what was before.
 */
export async function linkEntry(workspace: string, worktree: string, entry: string): Promise<void> {
  const parts = entry.split('/');
  if (parts.some((part) => part === '' || part === '.' || part === '..' || /[\\:]/.test(part))) return;
  const from = join(workspace, ...parts);
  const to = join(worktree, ...parts);
  const found = statSync(from, { throwIfNoEntry: false });
  if (!found || lstatSync(to, { throwIfNoEntry: false })) return;
  const own = found.isDirectory() ? ownPackages(workspace, from) : new Map<string, string>();
  await mkdir(dirname(to), { recursive: true });
  if (own.size === 0) await symlink(from, to, found.isDirectory() ? 'junction' : 'file');
  else await linkEach(from, to, (name) => targetOf(worktree, own.get(name)), scopesOf(own));
}

/** The entries of a folder, those of scopes (`@acme/lib`) too, that link to the workspace or a folder of it, and to which. */
function ownPackages(workspace: string, folder: string): ReadonlyMap<string, string> {
  const root = realpathSync(workspace);
  const itself = realpathSync(folder);
  const own = new Map<string, string>();
  const look = (scope: string) => {
    for (const entry of entriesOf(join(folder, scope))) {
      const name = scope + entry.name;
      if (scope === '' && entry.isDirectory() && name.startsWith('@')) look(`${name}/`);
      if (!entry.isSymbolicLink()) continue;
      const target = realPathOf(join(folder, name));
      if (target === undefined || !isWithin(target, root) || isWithin(target, itself)) continue;
      const path = relative(root, target);
      if (!path.split(sep).includes('node_modules')) own.set(name, path);
    }
  };
  look('');
  return own;
}

const scopesOf = (own: ReadonlyMap<string, string>) =>
  new Set([...own.keys()].flatMap((name) => (name.includes('/') ? [name.slice(0, name.indexOf('/'))] : [])));

/** The worktree's own folder in place of the workspace's; undefined where the worktree has none. */
function targetOf(worktree: string, path: string | undefined): string | undefined {
  if (path === undefined) return undefined;
  const target = join(worktree, path);
  return existsSync(target) ? target : undefined;
}

async function linkEach(
  from: string,
  to: string,
  ownTarget: (name: string) => string | undefined,
  scopes: ReadonlySet<string>,
): Promise<void> {
  await mkdir(to);
  await writeFile(join(to, mark), '');
  const link = async (name: string) => {
    const target = ownTarget(name) ?? join(from, name);
    const folder = statSync(target, { throwIfNoEntry: false })?.isDirectory() === true;
    // A file that can not be linked (on Windows that takes a privilege) is the package manager's own record.
    await symlink(target, join(to, name), folder ? 'junction' : 'file').catch((error: unknown) => {
      if (folder) throw error;
    });
  };
  for (const entry of entriesOf(from)) {
    if (entry.name === mark) continue;
    if (!scopes.has(entry.name)) await link(entry.name);
    else {
      await mkdir(join(to, entry.name));
      for (const inner of entriesOf(join(from, entry.name))) await link(`${entry.name}/${inner.name}`);
    }
  }
}

function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function realPathOf(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined; // a link to nothing
  }
}

function isWithin(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
