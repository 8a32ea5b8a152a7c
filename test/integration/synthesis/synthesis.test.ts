import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { PathGuard } from '../../../src/core/ports/pathGuard';
import { buildChangeFiles } from '../../../src/synthesis/buildChangeFiles';
import type { Candidate } from '../../../src/synthesis/candidate';
import { mergeWorkstreams } from '../../../src/synthesis/mergeWorkstreams';
import { verificationCommit } from '../../../src/synthesis/verificationCommit';
import { withoutRefused } from '../../../src/synthesis/withoutRefused';
import { createPathGuard } from '../../../src/workspace/paths/pathGuard';
import { Lab } from '../workspace/lab';

const author = { name: 'mao', email: 'mao@example.invalid' };
const guard: PathGuard = {
  judge: (path) =>
    Promise.resolve(path.startsWith('.vscode/') ? { kind: 'refused', reason: 'protected' } : { kind: 'allowed' }),
};

describe('synthesis on real git', () => {
  let lab: Lab;
  beforeEach(() => {
    lab = new Lab();
    lab.write('src/index.ts', 'one\ntwo\nthree\n');
    lab.write('src/old.ts', 'export const a = 1;\nexport const b = 2;\nexport const c = 3;\n');
    lab.write('run.sh', '#!/bin/sh\n');
    lab.write('package.json', '{"scripts":{"test":"mocha"}}\n');
    lab.write('Makefile', 'test:\n\ttrue\n');
    chmodSync(join(lab.workspace, 'run.sh'), 0o755);
  });
  afterEach(() => lab.remove());

  /** One workstream's commit: what `work` does in a worktree of `base`. */
  async function workstream(
    store: ReturnType<Lab['store']>,
    base: string,
    id: string,
    model: string,
    work: (folder: string) => void,
  ): Promise<Candidate> {
    const worktree = await store.addWorktree(id, base);
    work(worktree.path);
    const commit = await store.commitWorktree(worktree, { name: model, email: 'm@example.invalid' }, id);
    return { key: `2/${id}`, section: '2', workstream: id, brief: id, model, commit, summary: '' };
  }

  const merge = (store: ReturnType<Lab['store']>, base: string, candidates: readonly Candidate[], text?: string) =>
    mergeWorkstreams({
      store,
      base,
      candidates,
      author,
      cache: new Map(),
      resolve: ({ files }) =>
        Promise.resolve(
          text === undefined
            ? undefined
            : { by: 'opus', texts: new Map(files.map((file) => [file.path, text] as const)) },
        ),
      ownerOf: () => '2/storage',
      emit: () => undefined,
    });

  it('merges, resolves and tells who wrote what', async () => {
    const store = lab.store();
    const { commit: base } = await store.takeSnapshot();
    const candidates = [
      await workstream(store, base, 'storage', 'gpt-codex', (at) => {
        lab.write('src/index.ts', 'one\nstorage\nthree\n', at);
        lab.write('src/store.ts', 'store\n', at);
        rmSync(join(at, 'run.sh'));
      }),
      await workstream(store, base, 'core', 'sonnet', (at) => {
        lab.write('src/index.ts', 'one\ncore\nthree\nfour\n', at);
        lab.write('logo.png', new Uint8Array([0, 1, 2]), at);
      }),
    ];
    const { commit, conflicts } = await merge(store, base, candidates, 'one\nstorage and core\nthree\nfour\n');
    assert.deepEqual(conflicts, [{ file: 'src/index.ts', workstreams: ['storage', 'core'], by: 'opus' }]);
    const writers = new Map(candidates.map((done) => [done.commit, done]));
    const { files, refused } = await buildChangeFiles({
      store,
      base,
      result: commit,
      writerOf: (id, model) => writers.get(id) ?? { model, workstream: 'merge' },
      contributions: candidates,
      guard,
      manifestNeedsTick: () => undefined,
    });
    assert.deepEqual(refused, []);
    assert.deepEqual(
      files.map(({ path, kind, hunks }) => [
        path,
        kind,
        ...hunks.map((h) => `${h.model} ${h.lines.start}-${h.lines.end}`),
      ]),
      [
        ['logo.png', 'create', 'sonnet 1-0'],
        ['run.sh', 'delete', 'gpt-codex 1-0'],
        ['src/index.ts', 'modify', 'opus 2-2', 'sonnet 4-4'],
        ['src/store.ts', 'create', 'gpt-codex 1-1'],
      ],
    );
  });

  it('loses neither side when two workstreams rename one file differently', async () => {
    const store = lab.store();
    const { commit: base } = await store.takeSnapshot();
    const rename = (to: string) => (at: string) => {
      rmSync(join(at, 'src/old.ts'));
      lab.write(to, 'export const a = 1;\nexport const b = 2;\nexport const c = 3;\n', at);
    };
    const candidates = [
      await workstream(store, base, 'left', 'o3', rename('src/left.ts')),
      await workstream(store, base, 'right', 'sonnet', rename('src/right.ts')),
    ];
    const { commit } = await merge(store, base, candidates);
    const files = (await store.listFiles(commit)).filter((path) => path.startsWith('src/'));
    assert.deepEqual(files, ['src/index.ts', 'src/left.ts', 'src/right.ts']);
  });

  it('takes refused files back to the base, renames and modes too', async () => {
    const store = lab.store();
    const { commit: base } = await store.takeSnapshot();
    const { commit: result } = await workstream(store, base, 'evil', 'o3', (at) => {
      lab.write('.vscode/settings.json', '{}', at);
      mkdirSync(join(at, 'run.sh.d'));
      lab.write('run.sh.d/x', 'x\n', at);
      rmSync(join(at, 'run.sh'));
      lab.write('src/fine.ts', 'fine\n', at);
    });
    const refused = ['.vscode/settings.json', 'run.sh'].map((path) => ({ path, reason: 'no' }));
    const cleaned = await withoutRefused({ store, base, result, refused, author });
    const changed = await store.diff(base, cleaned);
    assert.deepEqual(
      changed.map(({ path, kind }) => `${kind} ${path}`),
      ['create run.sh.d/x', 'create src/fine.ts'],
    );
    const worktree = await store.addWorktree('look', cleaned);
    assert.equal(statSync(join(worktree.path, 'run.sh')).mode & 0o111, 0o111);
    assert.equal(await withoutRefused({ store, base, result, refused: [], author }), result);
  });

  it('restores a file where the result has a folder of that name', async () => {
    const store = lab.store();
    const { commit: base } = await store.takeSnapshot();
    const { commit: result } = await workstream(store, base, 'folder', 'o3', (at) => {
      rmSync(join(at, 'Makefile'));
      lab.write('Makefile/x.mk', 'x\n', at);
    });
    const refused = ['Makefile', 'Makefile/x.mk'].map((path) => ({ path, reason: 'no' }));
    const cleaned = await withoutRefused({ store, base, result, refused, author });
    assert.deepEqual(await store.diff(base, cleaned), []);
  });

  it('refuses links, and whatever only makes way for something refused', async () => {
    lab.write('folder/in.txt', 'in\n');
    const store = lab.store();
    const { commit: base } = await store.takeSnapshot();
    const { commit: result } = await workstream(store, base, 'swaps', 'o3', (at) => {
      rmSync(join(at, 'src/old.ts'));
      symlinkSync('index.ts', join(at, 'src/old.ts'));
      symlinkSync('/etc', join(at, 'out'));
      rmSync(join(at, 'Makefile'));
      lab.write('Makefile/x.mk', 'x\n', at);
      rmSync(join(at, 'folder'), { recursive: true });
      lab.write('folder', 'a file now\n', at);
      lab.write('src/fine.ts', 'fine\n', at);
    });
    const changes = await buildChangeFiles({
      store,
      base,
      result,
      writerOf: (_, model) => ({ model, workstream: 'swaps' }),
      guard: createPathGuard({
        workspace: lab.workspace,
        gitDirectories: [],
        stateDirectory: join(lab.workspace, '.mao'),
      }),
      manifestNeedsTick: () => undefined,
    });
    assert.deepEqual(
      changes.files.map(({ path }) => path),
      ['src/fine.ts'],
    );
    assert.deepEqual(
      changes.refused.map(({ path, reason }) => `${path}: ${reason}`),
      [
        'Makefile: it makes way for Makefile/x.mk',
        'Makefile/x.mk: a part of the path is no folder',
        'folder: there is something that is no file',
        'folder/in.txt: it makes way for folder',
        'out: a run may not make symbolic links',
        'src/old.ts: a run may not make symbolic links',
      ],
    );
    const cleaned = await withoutRefused({ store, base, result, refused: changes.refused, author });
    assert.deepEqual(
      (await store.diff(base, cleaned)).map(({ path }) => path),
      ['src/fine.ts'],
    );
  });

  it('lets the snapshot decide what the checks run', async () => {
    const store = lab.store();
    const { commit: base } = await store.takeSnapshot();
    const { commit: result } = await workstream(store, base, 'scripts', 'o3', (at) => {
      lab.write('package.json', '{"scripts":{"test":"curl evil"},"name":"x"}\n', at);
      lab.write('Makefile', 'test:\n\tcurl evil\n', at);
      lab.write('src/new.ts', 'new\n', at);
    });
    const { commit, restored } = await verificationCommit({ store, base, result, author });
    assert.deepEqual(restored, ['Makefile', 'package.json']);
    const text = async (path: string) => Buffer.from((await store.readFile(commit, path)) ?? []).toString('utf8');
    assert.equal(await text('Makefile'), 'test:\n\ttrue\n');
    assert.deepEqual(JSON.parse(await text('package.json')), { name: 'x', scripts: { test: 'mocha' } });
    assert.equal(await text('src/new.ts'), 'new\n');
    assert.deepEqual(await verificationCommit({ store, base, result: base, author }), { commit: base, restored: [] });
  });
});
