// Builds every bundle into dist/: the extension (registrations only), its shell and the engine (each loaded when first used,
// by `require`, since `import()` would want file extensions), the `mao`
// command and the webview. `--watch` rebuilds, `--meta` writes dist/meta.json for the size report.
import { context, build } from 'esbuild';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const production = !process.argv.includes('--watch');
const shared = {
  bundle: true,
  minify: production,
  sourcemap: production ? false : 'linked',
  // "info" tells when a rebuild begins and ends, which .vscode/tasks.json waits for.
  logLevel: production ? 'warning' : 'info',
  metafile: true,
  legalComments: 'none',
};
const node = { ...shared, platform: 'node', format: 'cjs', target: 'node22', mainFields: ['module', 'main'] };

/** What the engine loads only when it needs it is a bundle of its own, found beside it. */
const lazily = (module, bundle) => ({
  name: `lazy ${bundle}`,
  setup: (build) => build.onResolve({ filter: module }, () => ({ path: `./${bundle}.js`, external: true })),
});

/** Says what is wrong before a dependency breaks on an old Node with words that help nobody. */
const command = [
  '#!/usr/bin/env node',
  'if (Number(process.versions.node.split(".")[0]) < 22) {',
  '  console.error("mao needs Node 22.15 or newer; this is " + process.version + ". Install it from https://nodejs.org.");',
  '  process.exit(2);',
  '}',
].join('\n');

const bundles = [
  {
    ...node,
    entryPoints: { extension: 'src/extension.ts' },
    outdir: 'dist',
    external: ['vscode', './shell', './engine'],
    supported: { 'dynamic-import': false },
  },
  { ...node, entryPoints: { shell: 'src/shell.ts' }, outdir: 'dist', external: ['vscode'] },
  {
    ...node,
    entryPoints: { engine: 'src/engine.ts' },
    outdir: 'dist',
    plugins: [
      lazily(/\/prd\/prdReader$/, 'prd'),
      lazily(/\/config\/loadConfiguration$/, 'config'),
      lazily(/\/pal\/mcpClient$/, 'pal'),
      lazily(/\/doctor\/examine$/, 'doctor'),
      lazily(/\/orchestration\/reviewConductors$/, 'review'),
    ],
  },
  { ...node, entryPoints: { config: 'src/config/loadConfiguration.ts' }, outdir: 'dist' },
  {
    ...node,
    entryPoints: { doctor: 'src/engine/doctor/examine.ts' },
    outdir: 'dist',
    plugins: [lazily(/\/prd\/prdReader$/, 'prd')],
  },
  { ...node, entryPoints: { pal: 'src/adapters/pal/mcpClient.ts' }, outdir: 'dist' },
  { ...node, entryPoints: { palWorker: 'src/palWorker.ts' }, outdir: 'dist' },
  { ...node, entryPoints: { review: 'src/orchestration/reviewConductors.ts' }, outdir: 'dist' },
  { ...node, entryPoints: { prd: 'src/prd/prdReader.ts' }, outdir: 'dist' },
  {
    ...node,
    entryPoints: { mao: 'src/cli.ts' },
    outdir: 'dist',
    banner: { js: command },
    plugins: [lazily(/^\.\/engine$/, 'engine')],
  },
  {
    ...node,
    entryPoints: { rehearsal: 'resources/rehearsal/rehearsal.mjs' },
    outdir: 'dist',
    format: 'esm',
    outExtension: { '.js': '.mjs' },
  },
  { ...node, entryPoints: { guard: 'src/guard.ts' }, outdir: 'dist' },
  {
    ...shared,
    entryPoints: { panel: 'media/panel/main.ts' },
    outdir: 'dist',
    platform: 'browser',
    format: 'iife',
    target: 'chrome128',
  },
].filter((bundle) => existsSync(Object.values(bundle.entryPoints)[0]));

/** Every file below a folder as text, by its path. */
const textsOf = (folder) =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true })
      .filter((path) => statSync(join(folder, path)).isFile())
      .map((path) => [path.replaceAll('\\', '/'), readFileSync(join(folder, path), 'utf8')])
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );

rmSync('dist', { recursive: true, force: true });
mkdirSync('dist');
// What Initialize writes and the sample project are one file in the package, not twenty.
const templates = { init: textsOf('resources/init'), sample: textsOf('resources/sample') };
writeFileSync('dist/templates.json', JSON.stringify(templates));
if (production) {
  const results = await Promise.all(bundles.map((bundle) => build(bundle)));
  if (process.argv.includes('--meta')) {
    writeFileSync('dist/meta.json', JSON.stringify(results.map((result) => result.metafile)));
  }
} else {
  for (const bundle of bundles) await (await context(bundle)).watch();
}
