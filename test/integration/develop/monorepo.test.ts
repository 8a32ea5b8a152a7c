import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { calmParts, DevelopLab, eventsOf, planPart, workPart } from './lab';

const prd = { 'PRD.md': '# Product\n\n## 1. Greeting\n\nSay hello.\n' };

/** Develops section 1 by one workstream that writes `files`. */
const develop = (lab: DevelopLab, files: Readonly<Record<string, string>>) =>
  lab.develop('1', {
    parts: [planPart([{ id: 'storage', owns: Object.keys(files) }]), workPart('storage', files), ...calmParts],
  });

describe('verification checks what was written, not what stands in the workspace', function () {
  this.timeout(60_000);
  let lab: DevelopLab;
  afterEach(() => lab.remove());

  it('in packages that are linked to each other', async () => {
    const scripts = { test: 'node --test' };
    lab = new DevelopLab({
      ...prd,
      '.gitignore': 'node_modules/\n',
      'package.json': JSON.stringify({ private: true, workspaces: ['packages/*'] }),
      'packages/lib/package.json': JSON.stringify({ name: '@acme/lib', main: 'index.js' }),
      'packages/lib/index.js': "exports.greet = () => 'hello';\n",
      'packages/app/package.json': JSON.stringify({ name: '@acme/app', scripts }),
      'packages/app/app.test.js': '',
    });
    lab.git('init', '-q');
    const link = join(lab.workspace, 'node_modules/@acme/lib');
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync('../../packages/lib', link);
    const ended = await develop(lab, {
      'packages/lib/index.js': 'exports.greet = (name) => `hello, ${name}`;\n',
      'packages/app/app.test.js': [
        "const { test } = require('node:test');",
        "const { equal } = require('node:assert');",
        "const { greet } = require('@acme/lib');",
        "test('greets by name', () => equal(greet('Ada'), 'hello, Ada'));",
        '',
      ].join('\n'),
    });
    assert.equal(ended.code, 0, ended.stderr);
    const checks = eventsOf(ended.events, 'check-end');
    assert.deepEqual(
      checks.map(({ name, outcome }) => `${name} ${outcome}`),
      ['tests (packages/app) passed'],
      checks[0]?.output,
    );
    const [proposed] = eventsOf(ended.events, 'changes-proposed');
    assert.deepEqual(proposed?.files.map(({ path }) => path).sort(), [
      'packages/app/app.test.js',
      'packages/lib/index.js',
    ]);
  });

  it('in a Python project that is installed in its own virtual environment', async function () {
    const test = (name: string) =>
      `import unittest\nimport shelf\n\n\nclass T(unittest.TestCase):\n    def test_it(self):\n        self.assertEqual(shelf.NAME, "${name}")\n`;
    lab = new DevelopLab({
      ...prd,
      '.gitignore': '.venv/\n',
      'setup.cfg': '[metadata]\nname = shelf\n[options]\npackage_dir =\n    = src\n',
      'src/shelf.py': 'NAME = "old"\n',
      'tests/test_shelf.py': test('old'),
    });
    lab.git('init', '-q');
    const made = spawnSync('python3', ['-m', 'venv', '--without-pip', '.venv'], { cwd: lab.workspace });
    if (made.status !== 0) return this.skip();
    // As `pip install --editable .` leaves it.
    const python = readdirSync(join(lab.workspace, '.venv/lib')).find((name) => name.startsWith('python')) ?? '';
    lab.write(`.venv/lib/${python}/site-packages/shelf.pth`, `${join(lab.workspace, 'src')}\n`);
    const ended = await develop(lab, { 'src/shelf.py': 'NAME = "new"\n', 'tests/test_shelf.py': test('new') });
    assert.equal(ended.code, 0, ended.stderr);
    const checks = eventsOf(ended.events, 'check-end');
    assert.deepEqual(
      checks.map(({ name, outcome }) => `${name} ${outcome}`),
      ['tests passed'],
      checks[0]?.output,
    );
    assert.match(checks[0]?.command.join(' ') ?? '', /^\.\/\.venv\/bin\/python -m unittest/);
  });

  it('in projects side by side: red when one of them is', async () => {
    lab = new DevelopLab({
      ...prd,
      'api/package.json': JSON.stringify({ scripts: { test: 'node check.js' } }),
      'api/check.js': 'process.exit(0);\n',
      'web/package.json': JSON.stringify({ scripts: { test: 'node check.js' } }),
      'web/check.js': 'process.exit(0);\n',
    });
    const ended = await develop(lab, { 'api/check.js': 'console.log(process.cwd()); process.exit(1);\n' });
    const checks = eventsOf(ended.events, 'check-end').slice(0, 2);
    assert.deepEqual(
      checks.map(({ name, outcome }) => `${name} ${outcome}`),
      ['tests (api) failed', 'tests (web) passed'],
      ended.stderr,
    );
    assert.match(checks[0]?.output ?? '', /[\\/]api$/m);
  });
});
