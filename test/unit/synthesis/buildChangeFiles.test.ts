import assert from 'node:assert/strict';
import type { PathGuard } from '../../../src/core/ports/pathGuard';
import { buildChangeFiles, type ChangesInput } from '../../../src/synthesis/buildChangeFiles';
import { decidesWhatRuns, verificationCommit } from '../../../src/synthesis/verificationCommit';
import { withoutRefused } from '../../../src/synthesis/withoutRefused';
import { MemorySnapshotStore } from './memorySnapshotStore';

const author = { name: 'mao', email: 'mao@example.invalid' };

const guard: PathGuard = {
  judge: (path) => {
    if (path.startsWith('.git/')) return Promise.resolve({ kind: 'refused', reason: 'belongs to git' });
    if (path.startsWith('.vscode/')) {
      return Promise.resolve({ kind: 'needs-tick', reason: "changes the editor's settings" });
    }
    return Promise.resolve({ kind: 'allowed' });
  },
};

/** A snapshot, and the commits of two workstreams one after the other. */
function scene() {
  const store = new MemorySnapshotStore();
  const base = store.commit('user', [], {
    'src/a.ts': '1\n2\n3\n4\n5\n',
    'src/b.ts': 'b\n',
    'src/gone.ts': 'gone\n',
    'logo.png': new Uint8Array([0, 1]),
    'package.json': '{}',
  });
  const build = (result: string, contributions: ChangesInput['contributions'] = []) =>
    buildChangeFiles({
      store,
      base,
      result,
      writerOf: (_, model) => ({ model, workstream: `${model}'s` }),
      contributions,
      guard,
      manifestNeedsTick: (path, before, after) =>
        path === 'package.json' ? `${before?.length ?? 'none'} to ${after?.length ?? 'none'} bytes` : undefined,
    });
  return { store, base, build };
}

const writer = (model: string, commit: string) => ({ model, workstream: `${model}'s`, commit });

describe('buildChangeFiles', () => {
  it('gives each line to the model that wrote it and joins lines of one writer', async () => {
    const { store, base, build } = scene();
    const first = store.commit('o3', [base], { 'src/a.ts': '1\n2 o3\n3 o3\n4\n5\n', 'src/new.ts': 'x\ny\n' });
    const second = store.commit('sonnet', [first], { 'src/a.ts': '1\n2 o3\n3 sonnet\n4\n5\n6\n' });
    assert.deepEqual((await build(second)).files, [
      {
        path: 'src/a.ts',
        kind: 'modify',
        hunks: [
          { model: 'o3', workstream: "o3's", lines: { start: 2, end: 2 } },
          { model: 'sonnet', workstream: "sonnet's", lines: { start: 3, end: 3 } },
          { model: 'sonnet', workstream: "sonnet's", lines: { start: 6, end: 6 } },
        ],
      },
      {
        path: 'src/new.ts',
        kind: 'create',
        hunks: [{ model: 'o3', workstream: "o3's", lines: { start: 1, end: 2 } }],
      },
    ]);
  });

  it('gives what left no lines to the workstream that did it', async () => {
    const { store, base, build } = scene();
    const first = store.commit('o3', [base], { 'src/gone.ts': undefined, 'logo.png': new Uint8Array([0, 2]) });
    const second = store.commit('sonnet', [first], { 'src/a.ts': '1\n2\n4\n5\n', 'logo.png': new Uint8Array([0, 3]) });
    const { files } = await build(second, [writer('o3', first), writer('sonnet', second)]);
    assert.deepEqual(files, [
      {
        path: 'logo.png',
        kind: 'modify',
        hunks: [{ model: 'sonnet', workstream: "sonnet's", lines: { start: 1, end: 0 } }],
        binary: true,
      },
      {
        path: 'src/a.ts',
        kind: 'modify',
        hunks: [{ model: 'sonnet', workstream: "sonnet's", lines: { start: 3, end: 2 } }],
      },
      {
        path: 'src/gone.ts',
        kind: 'delete',
        hunks: [{ model: 'o3', workstream: "o3's", lines: { start: 1, end: 0 } }],
      },
    ]);
  });

  it('tells of a rename and who did it', async () => {
    const { store, base, build } = scene();
    const result = store.commit('o3', [base], { 'src/b.ts': undefined, 'src/c.ts': 'b\n' });
    assert.deepEqual((await build(result, [writer('o3', result)])).files, [
      {
        path: 'src/c.ts',
        kind: 'rename',
        from: 'src/b.ts',
        hunks: [{ model: 'o3', workstream: "o3's", lines: { start: 1, end: 0 } }],
      },
    ]);
  });

  it('asks for a tick where the guard or the manifest rule wants one', async () => {
    const { store, base, build } = scene();
    const result = store.commit('o3', [base], { '.vscode/settings.json': '{}\n', 'package.json': '{ }\n' });
    assert.deepEqual(
      (await build(result)).files.map(({ path, needsTick }) => [path, needsTick]),
      [
        ['.vscode/settings.json', "changes the editor's settings"],
        ['package.json', '2 to 4 bytes'],
      ],
    );
  });

  it('refuses what the guard refuses, a rename with both its paths', async () => {
    const { store, base, build } = scene();
    const result = store.commit('o3', [base], {
      '.git/config': 'evil\n',
      'src/b.ts': undefined,
      '.git/hooks/pre-commit': 'b\n',
      'src/fine.ts': 'fine\n',
    });
    const { files, refused } = await build(result);
    assert.deepEqual(
      files.map(({ path }) => path),
      ['src/fine.ts'],
    );
    assert.deepEqual(refused, [
      { path: '.git/config', reason: 'belongs to git' },
      { path: '.git/hooks/pre-commit', reason: 'belongs to git (renamed from src/b.ts)' },
      { path: 'src/b.ts', reason: 'belongs to git (renamed to .git/hooks/pre-commit)' },
    ]);
    const cleaned = await withoutRefused({ store, base, result, refused, author });
    assert.deepEqual(
      (await store.diff(base, cleaned)).map(({ path, kind }) => [path, kind]),
      [['src/fine.ts', 'create']],
    );
  });
});

describe('withoutRefused', () => {
  it('is the result itself when nothing was refused', async () => {
    const { store, base } = scene();
    const result = store.commit('o3', [base], { x: 'x\n' });
    assert.equal(await withoutRefused({ store, base, result, refused: [], author }), result);
  });
});

describe('verificationCommit', () => {
  it('takes scripts, makefiles and launchers from the base, everything else from the result', async () => {
    const { store, base } = scene();
    const result = store.commit('o3', [base], {
      'package.json': '{"scripts":{"test":"evil"},"type":"module"}',
      'packages/new/package.json': '{"scripts":{"prepare":"evil"},"name":"new"}',
      'src/deep/Makefile': 'test:\n\tevil\n',
      '.npmrc': 'script-shell=evil\n',
      'src/a.ts': 'new\n',
    });
    const { commit, restored } = await verificationCommit({ store, base, result, author });
    assert.deepEqual(restored, ['.npmrc', 'package.json', 'packages/new/package.json', 'src/deep/Makefile']);
    const files = store.contents(commit);
    assert.deepEqual(JSON.parse(files['package.json'] ?? ''), { type: 'module' });
    assert.deepEqual(JSON.parse(files['packages/new/package.json'] ?? ''), { name: 'new' });
    assert.equal(files['src/deep/Makefile'], undefined);
    assert.equal(files['.npmrc'], undefined);
    assert.equal(files['src/a.ts'], 'new\n');
  });

  it('is the result itself when no such file changed', async () => {
    const { store, base } = scene();
    const result = store.commit('o3', [base], { 'src/a.ts': 'new\n', 'package.json': '{"type":"module"}' });
    assert.deepEqual(await verificationCommit({ store, base, result, author }), { commit: result, restored: [] });
  });

  for (const [path, expected] of [
    ['Makefile', true],
    ['sub/rules.mk', true],
    ['gradlew', true],
    ['gradle/wrapper/gradle-wrapper.properties', true],
    ['.mvn/jvm.config', true],
    ['.cargo/config.toml', true],
    ['.YARNRC.yml', true],
    ['.venv/bin/python', true],
    ['sub/node_modules/.bin/tsc', true],
    ['src/makefile.ts', false],
    ['docs/gradle/wrapper.md', false],
    ['package.json', false],
  ] as const) {
    it(`${path} ${expected ? 'decides' : 'does not decide'} what runs`, () => {
      assert.equal(decidesWhatRuns(path), expected);
    });
  }
});
