import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { execa } from 'execa';
import * as z from 'zod';
import { startServer } from '../host/server';
import { testedPackage } from '../runner/preparations';
import { ensureServer } from '../setup/ensureServer';
import { readPackage, type PackedFile } from './readPackage';

const kilobyte = 1024;

/** All that may be in the package; whatever else turns up is a mistake. */
const allowed: readonly RegExp[] = [
  /^\[Content_Types\]\.xml$/,
  /^extension\.vsixmanifest$/,
  /^extension\/package(\.nls(\.[\w-]+)?)?\.json$/,
  /^extension\/(readme|changelog)\.md$/i,
  /^extension\/LICENSE(\.txt)?$/i,
  /^extension\/dist\/(extension|shell|engine|prd|config|doctor|guard|mao|pal|panel|palWorker|review)\.(js|css)$/,
  /^extension\/dist\/(templates\.json|rehearsal\.mjs)$/,
  /^extension\/media\/[\w./-]+\.(svg|png|css)$/,
  /^extension\/resources\/[\w./-]+$/,
  /^extension\/l10n\/[\w.-]+\.json$/,
];

describe('the package', () => {
  let files: readonly PackedFile[] = [];
  const sizeOf = (path: string) => {
    const found = files.find((file) => file.path === path);
    assert.ok(found, `${path} is not in the package`);
    return found.size;
  };

  before(() => {
    files = readPackage(testedPackage);
  });

  it('holds only what is meant to ship', () => {
    const stray = files.map(({ path }) => path).filter((path) => !allowed.some((pattern) => pattern.test(path)));
    assert.deepEqual(stray, []);
  });

  it('has at most 40 files and 1 MB', () => {
    assert.ok(files.length <= 40, `${files.length} files`);
    assert.ok(statSync(testedPackage).size <= kilobyte * kilobyte, `${statSync(testedPackage).size} bytes`);
  });

  for (const [bundle, limit] of [
    ['extension', 60],
    ['engine', 600],
    ['panel', 250],
  ] as const) {
    it(`keeps ${bundle}.js within ${limit} KB`, () => {
      const size = sizeOf(`extension/dist/${bundle}.js`);
      assert.ok(size <= limit * kilobyte, `${size} bytes`);
    });
  }

  it('has everything that the manifest points to', () => {
    const { main, bin, icon } = z
      .object({ main: z.string(), bin: z.record(z.string(), z.string()), icon: z.string().optional() })
      .parse(JSON.parse(readFileSync('package.json', 'utf8')));
    for (const path of [main, ...Object.values(bin), ...(icon === undefined ? [] : [icon])]) {
      assert.ok(sizeOf(`extension/${path.replace(/^\.\//, '')}`) > 0, path);
    }
  });

  it('has a `mao` command without VS Code in it', async () => {
    assert.doesNotMatch(readFileSync('dist/mao.js', 'utf8'), /\brequire\(["']vscode["']\)|\bfrom\s*["']vscode["']/);
    const { stdout } = await execa(process.execPath, ['dist/mao.js', '--help']);
    assert.match(stdout, /\bdevelop\b/);
  });

  it('installs in VS Code', async () => {
    const { node, main } = await ensureServer();
    const server = await startServer({ workspace: '.', install: testedPackage });
    try {
      const { stdout } = await execa(node, [main, '--extensions-dir', server.profile.extensions, '--list-extensions']);
      assert.match(stdout, /^mao-orchestration\.mao$/m);
    } finally {
      await server.stop();
    }
  });
});
