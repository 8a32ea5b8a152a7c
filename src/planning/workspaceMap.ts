interface Folder {
  readonly path: string;
  readonly folders: Map<string, Folder>;
  readonly files: string[];
  total: number;
}

const folder = (path: string): Folder => ({ path, folders: new Map(), files: [], total: 0 });

/** A name that can not break its line or be taken for anything but a name. */
function shown(name: string): string {
  return /[\p{C}\p{Zl}\p{Zp},:]/u.test(name) ? JSON.stringify(name) : name;
}

function treeOf(paths: readonly string[]): Folder {
  const root = folder('');
  for (const path of paths) {
    const parts = path.split('/');
    const name = parts.pop() ?? '';
    let at = root;
    at.total++;
    for (const part of parts) {
      const below = at.folders.get(part) ?? folder(`${at.path}${part}/`);
      at.folders.set(part, below);
      at = below;
      at.total++;
    }
    at.files.push(name);
  }
  return root;
}

const count = (number: number) => (number === 1 ? '1 file' : `${number} files`);
const closed = (at: Folder) => `${shown(at.path)} (${count(at.total)})`;

/** A folder's line with as many of its own files as there is room for. */
function opened(at: Folder, room: number): string {
  const head = at.path === '' ? './' : shown(at.path);
  const names = at.files.map(shown);
  if (names.length === 0) return '';
  const all = `${head}: ${names.join(', ')}`;
  if (all.length <= room) return all;
  const taken: string[] = [];
  let length = head.length + ': '.length + `, … ${names.length} more`.length;
  for (const name of names) {
    length += name.length + 2;
    if (length > room) break;
    taken.push(name);
  }
  if (taken.length === 0) return `${head}: ${count(names.length)}`;
  return `${head}: ${taken.join(', ')}, … ${names.length - taken.length} more`;
}

/**
 * The workspace's files for a prompt, at most `maxChars` long: a line for each folder with its files. Folders near the root
 * are opened first; those for which there is no room are counted.
 */
export function workspaceMap(paths: readonly string[], maxChars: number): string {
  const root = treeOf(paths);
  const lines = new Map<Folder, string>();
  const waiting: Folder[] = [root];
  let used = 0;
  for (const at of waiting) {
    const before = lines.get(at)?.length ?? 0;
    const below = [...at.folders.values()];
    const listed = below.reduce((sum, child) => sum + closed(child).length + 1, 0);
    const free = maxChars - used + before - listed;
    const line = opened(at, Math.min(free, Math.max(200, Math.floor(maxChars / 4))));
    if (line.length > free) continue;
    lines.set(at, line);
    for (const child of below) lines.set(child, closed(child));
    used += line.length - before + (at === root ? 1 : 0) + listed;
    waiting.push(...below);
  }
  const inOrder = (at: Folder): string[] => [lines.get(at) ?? '', ...[...at.folders.values()].flatMap(inOrder)];
  const text = inOrder(root)
    .filter((line) => line !== '')
    .join('\n');
  return text === '' ? `./ (${count(root.total)})`.slice(0, Math.max(0, maxChars)) : text;
}
