import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { packageVersion } from '../../../../src/adapters/common/packageVersion';

const name = '@google/gemini-cli';
const manifest = (version: string, of = name) => JSON.stringify({ name: of, version });

describe('the version of a program by the files around it', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'mao-version-'));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const write = (path: string, text = '') => {
    const file = join(root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
  };
  const link = (path: string, to: string) => {
    const file = join(root, path);
    mkdirSync(dirname(file), { recursive: true });
    symlinkSync(to, file);
    return file;
  };

  it('is that of the npm package which the command links to', async () => {
    write(`lib/node_modules/${name}/package.json`, manifest('0.38.2'));
    const real = write(`lib/node_modules/${name}/bundle/gemini.js`);
    assert.equal(await packageVersion(link('bin/gemini', real), name), '0.38.2');
  });

  it('is that of the package beside a shim of npm for Windows', async () => {
    write(`npm/node_modules/${name}/package.json`, manifest('0.50.0'));
    assert.equal(await packageVersion(write('npm/gemini.cmd'), name), '0.50.0');
  });

  it('is what a native installer calls the file', async () => {
    const real = write('share/claude/versions/2.1.330');
    assert.equal(await packageVersion(link('bin/claude', real), '@anthropic-ai/claude-code'), '2.1.330');
  });

  it("is unknown beside somebody else's package.json, a broken one, or none", async () => {
    write('other/package.json', manifest('9.9.9', 'other'));
    assert.equal(await packageVersion(write('other/bin/gemini'), name), undefined);
    write('broken/package.json', '{');
    assert.equal(await packageVersion(write('broken/gemini'), name), undefined);
    assert.equal(await packageVersion(write('alone/gemini'), name), undefined);
    assert.equal(await packageVersion(join(root, 'nowhere'), name), undefined);
  });
});
