import assert from 'node:assert/strict';
import { manifestNeedsTick } from '../../../../src/workspace/paths/manifestNeedsTick';

const bytes = (value: unknown) => new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));
const ticks = (path: string, before: unknown, after: unknown) =>
  manifestNeedsTick(
    path,
    before === undefined ? undefined : bytes(before),
    after === undefined ? undefined : bytes(after),
  ) !== undefined;

describe('manifestNeedsTick', () => {
  const manifest = { name: 'a', scripts: { test: 'mocha', build: 'tsc' } };

  it('lets changes of a manifest pass that leave its commands alone', () => {
    assert.ok(!ticks('package.json', manifest, { ...manifest, dependencies: { zod: '4' } }));
    assert.ok(!ticks('package.json', manifest, { scripts: { build: 'tsc', test: 'mocha' }, name: 'b' }));
    assert.ok(!ticks('packages/a/package.json', undefined, { name: 'new', dependencies: {} }));
    assert.ok(!ticks('package.json', manifest, undefined));
    assert.ok(!ticks('src/other.json', manifest, { scripts: { test: 'evil' } }));
  });

  it('asks when commands are added, changed, removed or can not be read', () => {
    assert.ok(ticks('package.json', manifest, { ...manifest, scripts: { ...manifest.scripts, postinstall: 'evil' } }));
    assert.ok(ticks('package.json', manifest, { ...manifest, scripts: { test: 'evil', build: 'tsc' } }));
    assert.ok(ticks('package.json', manifest, { name: 'a' }));
    assert.ok(ticks('PACKAGE.JSON', undefined, manifest));
    assert.ok(ticks('package.json', manifest, '{ not json'));
    assert.ok(ticks('package.json', manifest, '[]'));
    assert.ok(ticks('package.json', '{ broken', manifest));
    assert.ok(ticks('package.json', manifest, { ...manifest, husky: { hooks: { 'pre-commit': 'evil' } } }));
    assert.ok(ticks('composer.json', {}, { scripts: { 'post-install-cmd': 'evil' } }));
    assert.ok(ticks('deno.json', {}, { tasks: { x: 'evil' } }));
  });

  it('knows where TOML manifests name commands', () => {
    const base =
      '[project]\nname = "a"\n\n[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n';
    assert.ok(!ticks('pyproject.toml', base, base.replace('"a"', '"b"')));
    assert.ok(!ticks('pyproject.toml', base, base + '# a comment\n\n'));
    assert.ok(ticks('pyproject.toml', base, base.replace('hatchling.build', 'evil')));
    assert.ok(ticks('pyproject.toml', base, `${base}[tool.poetry.scripts]\nx = "evil:main"\n`));
    assert.ok(ticks('pyproject.toml', base, `${base}[project.scripts]\nx = "evil:main"\n`));
    assert.ok(ticks('Cargo.toml', '[package]\nname = "a"\n', '[package]\nname = "a"\nbuild = "build.rs"\n'));
    assert.ok(!ticks('Cargo.toml', '[package]\nname = "a"\n', '[package]\nname = "a"\n[dependencies]\nserde = "1"\n'));
  });
});
