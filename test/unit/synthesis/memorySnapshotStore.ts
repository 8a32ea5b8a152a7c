import { diffArrays } from 'diff';
import { mergeDiff3 } from 'node-diff3';
import type {
  Amendment,
  Author,
  BlameRange,
  ConflictFile,
  DiffFile,
  MergeResult,
  Resolution,
  SnapshotStore,
} from '../../../src/core/ports/snapshotStore';

type Tree = ReadonlyMap<string, Uint8Array>;

interface Commit {
  readonly id: string;
  readonly tree: Tree;
  readonly parents: readonly string[];
  readonly author: Author;
}

/** File contents by path; a string is UTF-8 text. */
export type Contents = Readonly<Record<string, string | Uint8Array>>;

const bytesOf = (content: string | Uint8Array) =>
  typeof content === 'string' ? new TextEncoder().encode(content) : content;
const textOf = (bytes: Uint8Array | undefined) =>
  bytes ? new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes) : undefined;
const same = (a: Uint8Array | undefined, b: Uint8Array | undefined) =>
  a === undefined || b === undefined ? a === b : Buffer.compare(a, b) === 0;
const isBinary = (bytes: Uint8Array | undefined) => bytes?.includes(0) === true;
const linesOf = (bytes: Uint8Array | undefined) => textOf(bytes)?.split(/(?<=\n)/) ?? [];
const unsupported = (what: string) => () => Promise.reject(new Error(`The memory store has no ${what}.`));

/**
 * A snapshot repository in memory, for tests: real commits with parents, three-way merges, diffs and blame, without git.
 * `merges` counts how often two commits were really merged. Renames are seen when the content is the same.
 */
export class MemorySnapshotStore implements SnapshotStore {
  merges = 0;
  private readonly commits = new Map<string, Commit>();
  private readonly trees = new Map<string, Tree>();
  private readonly refs = new Map<string, string>();

  /** A new commit on `parents` (of which the first gives the files) with these files changed; `undefined`: removed. */
  commit(
    author: string,
    parents: readonly string[],
    changes: Readonly<Record<string, string | Uint8Array | undefined>>,
  ) {
    const tree = new Map(parents[0] === undefined ? [] : this.treeOf(parents[0]));
    for (const [path, content] of Object.entries(changes)) {
      if (content === undefined) tree.delete(path);
      else tree.set(path, bytesOf(content));
    }
    return this.add(tree, parents, { name: author, email: `${author}@example.invalid` });
  }

  /** All text of a commit: path → text. */
  contents(commit: string): Record<string, string> {
    return Object.fromEntries([...this.treeOf(commit)].map(([path, bytes]) => [path, textOf(bytes) ?? '']));
  }

  authorOf(commit: string): string {
    return this.get(commit).author.name;
  }

  merge(ours: string, theirs: string, author: Author): Promise<MergeResult> {
    this.merges += 1;
    const base = this.treeOf(this.mergeBase(ours, theirs));
    const [left, right] = [this.treeOf(ours), this.treeOf(theirs)];
    const tree = new Map<string, Uint8Array>();
    const files: ConflictFile[] = [];
    for (const path of new Set([...base.keys(), ...left.keys(), ...right.keys()])) {
      const [b, o, t] = [base.get(path), left.get(path), right.get(path)];
      const merged = same(o, t) || same(b, t) ? o : same(b, o) ? t : this.mergeFile(path, b, o, t, files);
      if (merged) tree.set(path, merged);
    }
    if (files.length === 0) return Promise.resolve({ kind: 'clean', commit: this.add(tree, [ours, theirs], author) });
    const id = `tree${this.trees.size + 1}`;
    this.trees.set(id, tree);
    return Promise.resolve({ kind: 'conflicted', tree: id, files });
  }

  resolveMerge(
    merge: { readonly tree: string; readonly ours: string; readonly theirs: string },
    resolutions: readonly Resolution[],
    author: Author,
  ): Promise<string> {
    const tree = new Map(this.treeOf(merge.tree));
    for (const resolution of resolutions) {
      const { path } = resolution;
      const content =
        resolution.kind === 'text' ? bytesOf(resolution.text) : this.treeOf(merge[resolution.side]).get(path);
      if (content) tree.set(path, content);
      else tree.delete(path);
    }
    return Promise.resolve(this.add(tree, [merge.ours, merge.theirs], author));
  }

  amend(commit: string, changes: readonly Amendment[], author: Author): Promise<string> {
    const tree = new Map(this.treeOf(commit));
    for (const change of changes) {
      const { path } = change;
      const content = change.kind === 'text' ? bytesOf(change.text) : this.treeOf(change.from).get(path);
      if (content) tree.set(path, content);
      else tree.delete(path);
    }
    return Promise.resolve(this.add(tree, [commit], author));
  }

  diff(from: string, to: string): Promise<readonly DiffFile[]> {
    const [before, after] = [this.treeOf(from), this.treeOf(to)];
    const paths = [...new Set([...before.keys(), ...after.keys()])].sort();
    const changed = paths.filter((path) => !same(before.get(path), after.get(path)));
    const gone = new Map(changed.filter((path) => !after.has(path)).map((path) => [path, before.get(path)]));
    const files: DiffFile[] = [];
    for (const path of changed.filter((name) => after.has(name))) {
      const source = before.has(path) ? undefined : [...gone].find(([, bytes]) => same(bytes, after.get(path)))?.[0];
      if (source !== undefined) gone.delete(source);
      const kind = before.has(path) ? 'modify' : source === undefined ? 'create' : 'rename';
      const old = before.get(source ?? path);
      files.push({
        path,
        kind,
        ...(source === undefined ? {} : { from: source }),
        ...this.counts(old, after.get(path)),
      });
    }
    for (const [path, bytes] of gone) files.push({ path, kind: 'delete', ...this.counts(bytes, undefined) });
    return Promise.resolve(files.sort((a, b) => (a.path < b.path ? -1 : 1)));
  }

  readFile(commit: string, path: string): Promise<Uint8Array | undefined> {
    return Promise.resolve(this.treeOf(commit).get(path));
  }

  listFiles(commit: string): Promise<readonly string[]> {
    return Promise.resolve([...this.treeOf(commit).keys()].sort());
  }

  blame(commit: string, path: string, since: string): Promise<readonly BlameRange[]> {
    const lines = linesOf(this.treeOf(commit).get(path));
    const old = this.ancestors(since);
    const writers = lines.map((_, index) => this.writerOf(commit, path, index, old));
    const ranges: BlameRange[] = [];
    writers.forEach((writer, index) => {
      if (writer === undefined) return;
      const last = ranges.at(-1);
      if (last?.commit === writer && last.end === index) ranges[ranges.length - 1] = { ...last, end: index + 1 };
      else ranges.push({ commit: writer, author: this.authorOf(writer), start: index + 1, end: index + 1 });
    });
    return Promise.resolve(ranges);
  }

  setRef(name: string, commit: string): Promise<void> {
    this.refs.set(name, commit);
    return Promise.resolve();
  }

  getRef(name: string): Promise<string | undefined> {
    return Promise.resolve(this.refs.get(name));
  }

  readonly takeSnapshot = unsupported('workspace');
  readonly addWorktree: SnapshotStore['addWorktree'] = unsupported('worktrees');
  readonly resetWorktree: SnapshotStore['resetWorktree'] = unsupported('worktrees');
  readonly commitWorktree = unsupported('worktrees');
  readonly removeWorktree: SnapshotStore['removeWorktree'] = unsupported('worktrees');
  readonly prune = unsupported('worktrees');
  readonly diffText = unsupported('text diff');

  private add(tree: Tree, parents: readonly string[], author: Author): string {
    const id = `c${this.commits.size + 1}`;
    this.commits.set(id, { id, tree, parents, author });
    return id;
  }

  private get(id: string): Commit {
    const commit = this.commits.get(id);
    if (!commit) throw new Error(`There is no commit ${id}.`);
    return commit;
  }

  private treeOf(id: string): Tree {
    return this.trees.get(id) ?? this.get(id).tree;
  }

  private ancestors(id: string): ReadonlySet<string> {
    const found = new Set<string>([id]);
    for (const known of found) this.get(known).parents.forEach((parent) => found.add(parent));
    return found;
  }

  private mergeBase(ours: string, theirs: string): string {
    const left = this.ancestors(ours);
    const common = [...this.ancestors(theirs)].filter((id) => left.has(id));
    const best = common.toSorted((a, b) => Number(b.slice(1)) - Number(a.slice(1)))[0];
    if (best === undefined) throw new Error('The commits have no common ancestor.');
    return best;
  }

  private mergeFile(
    path: string,
    base: Uint8Array | undefined,
    ours: Uint8Array | undefined,
    theirs: Uint8Array | undefined,
    files: ConflictFile[],
  ): Uint8Array | undefined {
    const binary = [base, ours, theirs].some(isBinary);
    const conflict = () => {
      const text = (side: Uint8Array | undefined) => (binary ? undefined : textOf(side));
      files.push({ path, base: text(base), ours: text(ours), theirs: text(theirs), binary });
    };
    if (binary || !ours || !theirs) {
      conflict();
      return ours ?? theirs;
    }
    const merged = mergeDiff3(linesOf(ours), linesOf(base), linesOf(theirs));
    if (merged.conflict) conflict();
    return bytesOf(merged.result.map((line) => (line.endsWith('\n') ? line : `${line}\n`)).join(''));
  }

  private counts(before: Uint8Array | undefined, after: Uint8Array | undefined) {
    if (isBinary(before) || isBinary(after)) return { binary: true, added: 0, removed: 0 };
    const parts = diffArrays(linesOf(before), linesOf(after));
    const sum = (kind: 'added' | 'removed') =>
      parts.reduce((all, part) => all + (part[kind] ? part.value.length : 0), 0);
    return { binary: false, added: sum('added'), removed: sum('removed') };
  }

  /** The commit that wrote a line (from 0): the first on the way back whose parents do not have it. */
  private writerOf(commit: string, path: string, index: number, old: ReadonlySet<string>): string | undefined {
    if (old.has(commit)) return undefined;
    const lines = linesOf(this.treeOf(commit).get(path));
    for (const parent of this.get(commit).parents) {
      let before = 0;
      let after = 0;
      for (const part of diffArrays(linesOf(this.treeOf(parent).get(path)), lines)) {
        const size = part.value.length;
        if (!part.added && !part.removed && index >= after && index < after + size) {
          return this.writerOf(parent, path, before + index - after, old);
        }
        if (!part.added) before += size;
        if (!part.removed) after += size;
      }
    }
    return commit;
  }
}
