import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { childEnvironment } from '../../../src/adapters/process/childEnvironment';
import { findExecutable } from '../../../src/adapters/process/findExecutable';
import { createProcessRunner } from '../../../src/adapters/process/processRunner';
import { checksEnvironment } from '../../../src/adapters/process/toolchainVariables';
import { systemClock } from '../../../src/core/ports/clock';
import { nullLogger } from '../../../src/core/ports/logger';
import { detectChecks } from '../../../src/synthesis/detectChecks';
import { runChecks } from '../../../src/synthesis/runChecks';

/** A small project, the program that it needs, what its checks are, and a change that turns its tests red. */
interface Ecosystem {
  readonly name: string;
  readonly needs: string;
  readonly files: Readonly<Record<string, string>>;
  readonly stages: readonly string[];
  readonly broken: Readonly<Record<string, string>>;
}

const goTest =
  'package x\n\nimport "testing"\n\nfunc TestAdd(t *testing.T) {\n\tif Add(1, 2) != 3 {\n\t\tt.Fatal()\n\t}\n}\n';
const rustTest = '#[test]\nfn adds() {\n    assert_eq!(x::add(1, 2), 3);\n}\n';
const pythonTest =
  'import unittest\nfrom x import add\n\n\nclass T(unittest.TestCase):\n    def test_add(self):\n        self.assertEqual(add(1, 2), 3)\n';

const ecosystems: readonly Ecosystem[] = [
  {
    name: 'a Go module',
    needs: 'go',
    files: {
      'go.mod': 'module x\n\ngo 1.20\n',
      'x.go': 'package x\n\nfunc Add(a, b int) int { return a + b }\n',
      'x_test.go': goTest,
    },
    stages: ['type check', 'tests', 'build'],
    broken: { 'x.go': 'package x\n\nfunc Add(a, b int) int { return a - b }\n' },
  },
  {
    name: 'a Rust crate',
    needs: 'cargo',
    files: {
      'Cargo.toml': '[package]\nname = "x"\nversion = "0.1.0"\nedition = "2021"\n',
      'src/lib.rs': 'pub fn add(a: i32, b: i32) -> i32 {\n    a + b\n}\n',
      'tests/add.rs': rustTest,
    },
    stages: ['type check', 'tests', 'build'],
    broken: { 'src/lib.rs': 'pub fn add(a: i32, b: i32) -> i32 {\n    a - b\n}\n' },
  },
  {
    name: 'Python with unittest',
    needs: 'python3',
    files: { 'x.py': 'def add(a, b):\n    return a + b\n', 'tests/test_x.py': pythonTest },
    stages: ['tests'],
    broken: { 'x.py': 'def add(a, b):\n    return a - b\n' },
  },
  {
    name: 'a makefile',
    needs: 'make',
    files: { Makefile: 'test:\n\t@grep -q 3 sum.txt\nbuild:\n\t@cat sum.txt\n', 'sum.txt': '3\n' },
    stages: ['tests', 'build'],
    broken: { 'sum.txt': '-1\n' },
  },
  {
    name: 'Node with its own test runner',
    needs: 'npm',
    files: {
      'package.json': JSON.stringify({
        name: 'x',
        type: 'module',
        scripts: { test: 'node --test', build: 'node sum.js' },
      }),
      'sum.js': 'export const add = (a, b) => a + b;\n',
      'sum.test.js':
        "import { test } from 'node:test';\nimport { equal } from 'node:assert';\nimport { add } from './sum.js';\ntest('adds', () => equal(add(1, 2), 3));\n",
    },
    stages: ['tests', 'build'],
    broken: { 'sum.js': 'export const add = (a, b) => a - b;\n' },
  },
];

describe('the checks of a project, found and run with the real tools', function () {
  this.timeout(300_000);
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'mao-ecosystem-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  // A test runner around this one must not be told of what its own tests run.
  const env = { ...process.env, NODE_TEST_CONTEXT: undefined };
  const resolveExecutable = (name: string) => findExecutable(name, { env, workspace: folder });
  // A tool may be there and not set up: rustup's cargo without a toolchain.
  const works = async (name: string) => {
    const file = await resolveExecutable(name);
    const asked = name === 'go' ? 'version' : '--version';
    return file !== undefined && spawnSync(file, [asked], { env, stdio: 'ignore' }).status === 0;
  };
  const write = (files: Readonly<Record<string, string>>) => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
  };

  for (const { name, needs, files, stages, broken } of ecosystems) {
    it(`are green, and its tests red after a change that breaks them: ${name}`, async function () {
      if (!(await works(needs))) this.skip();
      const commands = await detectChecks({ files: Object.keys(files), read: (path) => Promise.resolve(files[path]) });
      const run = async () => {
        const results = await runChecks({
          runner: createProcessRunner({ assertMayExecute: () => undefined, logger: nullLogger }),
          ...{ commands, cwd: folder, resolveExecutable, limitSeconds: 240, clock: systemClock },
          env: childEnvironment(env, 'checks', {
            allowApiKeys: false,
            extra: checksEnvironment(env),
          }),
          ...{ emit: () => undefined, output: () => undefined, signal: new AbortController().signal },
        });
        const red = results.filter(({ outcome }) => outcome !== 'passed');
        return { names: results.map((result) => result.name), red };
      };
      write(files);
      const before = await run();
      assert.deepEqual(before, { names: stages, red: [] });
      write(broken);
      const { red } = await run();
      assert.deepEqual(
        red.map((result) => `${result.name} ${result.outcome}`),
        ['tests failed'],
        red.map(({ output }) => output).join('\n'),
      );
    });
  }
});
