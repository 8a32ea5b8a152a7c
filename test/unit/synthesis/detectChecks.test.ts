import assert from 'node:assert/strict';
import { detectChecks } from '../../../src/synthesis/detectChecks';

type Files = Readonly<Record<string, string>>;

async function commands(files: Files, linked: readonly string[] = []): Promise<string[]> {
  const found = await detectChecks({
    files: Object.keys(files),
    read: (path) => Promise.resolve(files[path]),
    hasLinked: (path) => Promise.resolve(linked.includes(path)),
  });
  return found.map(({ name, command }) => `${name}: ${command.join(' ')}`);
}

const manifest = (scripts: Readonly<Record<string, string>>, more: object = {}) => JSON.stringify({ scripts, ...more });

const cases: readonly (readonly [string, Files, readonly string[]])[] = [
  ['nothing', { 'README.md': '# x' }, []],
  [
    'npm with all three scripts',
    { 'package.json': manifest({ build: 'tsc -b', typecheck: 'tsc --noEmit', test: 'mocha' }) },
    ['type check: npm run typecheck', 'tests: npm run test', 'build: npm run build'],
  ],
  [
    'tsconfig.json without a script',
    { 'package.json': manifest({ test: 'node --test' }), 'tsconfig.json': '{}' },
    ['type check: npx --no-install tsc --noEmit -p .', 'tests: npm run test'],
  ],
  [
    'a tsconfig that only points to others',
    { 'package.json': manifest({}), 'tsconfig.json': '{ "files": [], "references": [{ "path": "./a" }] }' },
    ['type check: npx --no-install tsc -b --noEmit'],
  ],
  [
    'a tsconfig that only points to others, which the build builds',
    {
      'package.json': manifest({ build: 'tsc -b && vite build' }),
      'tsconfig.json': '{ "files": [], "references": [{ "path": "./a" }] }',
    },
    ['build: npm run build'],
  ],
  ["npm's placeholder", { 'package.json': manifest({ test: 'echo "Error: no test specified" && exit 1' }) }, []],
  ['vitest, which watches', { 'package.json': manifest({ test: 'vitest' }) }, ['tests: npm run test -- --run']],
  [
    'vitest under pnpm',
    { 'package.json': manifest({ test: 'vitest --coverage' }), 'pnpm-lock.yaml': '' },
    ['tests: pnpm run test --run'],
  ],
  ['vitest run', { 'package.json': manifest({ test: 'vitest run' }) }, ['tests: npm run test']],
  [
    'vitest before something else',
    { 'package.json': manifest({ test: 'vitest && eslint .' }) },
    ['tests: npm run test'],
  ],
  [
    'react-scripts',
    { 'package.json': manifest({ test: 'react-scripts test' }), 'yarn.lock': '' },
    ['tests: yarn run test --watchAll=false'],
  ],
  ['a watcher without another script', { 'package.json': manifest({ test: 'jest --watch' }) }, []],
  [
    'a watcher with another script',
    { 'package.json': manifest({ test: 'jest --watchAll', 'test:ci': 'jest --ci' }) },
    ['tests: npm run test:ci'],
  ],
  ['a watching type check', { 'package.json': manifest({ tsc: 'tsc -w' }) }, []],
  [
    "npm's -w, which is no watcher",
    { 'package.json': manifest({ build: 'npm run build -w packages/a' }) },
    ['build: npm run build'],
  ],
  ['--watch=false', { 'package.json': manifest({ test: 'jest --watch=false' }) }, ['tests: npm run test']],
  [
    'packageManager before the lock file',
    { 'package.json': manifest({ test: 'x' }, { packageManager: 'pnpm@9.1.0' }), 'package-lock.json': '{}' },
    ['tests: pnpm run test'],
  ],
  ['bun', { 'package.json': manifest({ test: 'bun test' }), 'bun.lock': '' }, ['tests: bun run test']],
  ['a broken package.json', { 'package.json': '{ "scripts": {' }, []],
  ['scripts that are none', { 'package.json': '{ "scripts": { "test": 1, "build": "" } }' }, []],
  [
    'package.json with a byte order mark',
    { 'package.json': `\uFEFF${manifest({ test: 'x' })}` },
    ['tests: npm run test'],
  ],
  [
    'pytest and mypy by pyproject.toml',
    { 'pyproject.toml': '[tool.mypy]\nstrict = true\n[tool.pytest.ini_options]\n' },
    ['type check: python3 -m mypy .', 'tests: python3 -m pytest'],
  ],
  ['mypy that names its files', { 'mypy.ini': '[mypy]\nfiles = src\n' }, ['type check: python3 -m mypy']],
  [
    'pyright, pytest by requirements',
    { 'pyrightconfig.json': '{}', 'requirements-dev.txt': 'requests\npytest>=8\n' },
    ['type check: python3 -m pyright', 'tests: python3 -m pytest'],
  ],
  ['a plugin of pytest is not pytest', { 'requirements.txt': 'pytest-cov\n' }, []],
  [
    'unittest in tests/',
    { 'app.py': '', 'tests/test_app.py': 'import unittest\n' },
    ['tests: python3 -m unittest discover -s tests'],
  ],
  ['pytest seen in a test', { 'setup.py': '', 'tests/test_app.py': 'import pytest\n' }, ['tests: python3 -m pytest']],
  [
    'poetry',
    { 'pyproject.toml': '[tool.poetry.group.dev.dependencies]\npytest = "^8"\n', 'poetry.lock': '' },
    ['tests: poetry run python -m pytest'],
  ],
  [
    'uv, with a declared build',
    { 'pyproject.toml': '[build-system]\n[dependency-groups]\ndev = ["build>=1", "pytest"]\n', 'uv.lock': '' },
    ['tests: uv run --frozen python -m pytest', 'build: uv run --frozen python -m build --no-isolation'],
  ],
  [
    'Django',
    { 'manage.py': "os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'x.settings')", 'requirements.txt': 'django>=5\n' },
    ['tests: python3 manage.py test --noinput'],
  ],
  [
    'Django with pytest',
    { 'manage.py': 'import django', 'pytest.ini': '[pytest]\nDJANGO_SETTINGS_MODULE = x\n' },
    ['tests: python3 -m pytest'],
  ],
  ['a manage.py of something else', { 'manage.py': 'print(1)' }, []],
  ['a build system without the tool', { 'pyproject.toml': '[build-system]\nrequires = ["hatchling"]\n' }, []],
  ['Go', { 'go.mod': 'module x' }, ['type check: go vet ./...', 'tests: go test ./...', 'build: go build ./...']],
  [
    'Rust',
    { 'Cargo.toml': '[package]' },
    ['type check: cargo check --all-targets', 'tests: cargo test', 'build: cargo build'],
  ],
  [
    'Maven with its launcher',
    { 'pom.xml': '', mvnw: '#!/bin/sh' },
    ['type check: ./mvnw -B test-compile', 'tests: ./mvnw -B test', 'build: ./mvnw -B -DskipTests package'],
  ],
  [
    'Gradle without launcher',
    { 'build.gradle.kts': 'plugins { java }' },
    [
      'type check: gradle --no-daemon --console=plain classes testClasses',
      'tests: gradle --no-daemon --console=plain test',
      'build: gradle --no-daemon --console=plain assemble',
    ],
  ],
  [
    'Android',
    { 'build.gradle': "id 'com.android.application'", gradlew: '#!/bin/sh' },
    ['tests: ./gradlew --no-daemon --console=plain test', 'build: ./gradlew --no-daemon --console=plain assemble'],
  ],
  [
    'a makefile',
    { Makefile: '.PHONY: all\nCC := gcc\nall lib: a.o\n\tcc\ncheck: all\n\t./check\n%.o: %.c\n\tcc\n' },
    ['tests: make check', 'build: make all'],
  ],
  ['a makefile with other targets', { Makefile: 'test = 1\ndeploy:\n\t./deploy\n' }, []],
  [
    'a makefile in front of Go',
    { Makefile: 'test:\n\tgo test ./...\nrelease:\n\tx\n', 'go.mod': '' },
    ['type check: go vet ./...', 'tests: go test ./...', 'build: go build ./...'],
  ],
  [
    'a makefile that fills what is missing',
    { Makefile: 'build:\n\tx\ntest:\n\tx\n', 'package.json': manifest({ test: 'mocha' }) },
    ['tests: npm run test', 'build: make build'],
  ],
  [
    'two ecosystems',
    { 'package.json': manifest({ test: 'mocha' }), 'go.mod': '' },
    ['type check: go vet ./...', 'tests (Node): npm run test', 'tests (Go): go test ./...', 'build: go build ./...'],
  ],
  [
    'projects side by side, without one at the root',
    {
      'README.md': '',
      'server/go.mod': '',
      'web/package.json': manifest({ test: 'vitest', build: 'vite build' }),
      'web/tsconfig.json': '{}',
      'pnpm-lock.yaml': '',
    },
    [
      'type check (server): go vet ./...',
      'type check (web): npx --no-install tsc --noEmit -p .',
      'tests (server): go test ./...',
      'tests (web): pnpm run test --run',
      'build (server): go build ./...',
      'build (web): pnpm run build',
    ],
  ],
  [
    'another ecosystem in a folder, not the one that the root checks',
    {
      'package.json': manifest({ test: 'node --test' }),
      'packages/a/package.json': manifest({ test: 'node --test' }),
      'backend/pyproject.toml': '[tool.pytest.ini_options]\n[tool.mypy]\nfiles = "app"',
    },
    ['type check (backend): python3 -m mypy', 'tests: npm run test', 'tests (backend): python3 -m pytest'],
  ],
  [
    'a makefile at the root, which is taken to check all of it',
    { Makefile: 'test:\n\tmake -C server test\n', 'server/go.mod': '' },
    ['tests: make test'],
  ],
  [
    'folders that are no part of the product, are too deep, or lie in another project',
    {
      'examples/a/package.json': manifest({ test: 'x' }),
      'test/fixtures/go.mod': '',
      'vendor/x/Cargo.toml': '',
      '.hidden/package.json': manifest({ test: 'x' }),
      'a/b/c/package.json': manifest({ test: 'x' }),
      'docs/Makefile': 'all:\n',
      'app/package.json': manifest({ test: 'y' }),
      'app/plugin/package.json': manifest({ test: 'z' }),
    },
    ['tests (app): npm run test'],
  ],
  [
    'two ecosystems in one folder',
    { 'app/package.json': manifest({ test: 'y' }), 'app/go.mod': '' },
    [
      'type check (app): go vet ./...',
      'tests (app, Node): npm run test',
      'tests (app, Go): go test ./...',
      'build (app): go build ./...',
    ],
  ],
];

describe('detectChecks', () => {
  for (const [name, files, expected] of cases) {
    it(`finds what to run: ${name}`, async () => {
      assert.deepEqual(await commands(files), expected);
    });
  }

  it("takes the linked virtual environment's interpreter", async () => {
    assert.deepEqual(await commands({ 'pytest.ini': '[pytest]', 'uv.lock': '' }, ['.venv/bin/python']), [
      'tests: ./.venv/bin/python -m pytest',
    ]);
  });

  it("takes a folder's own virtual environment, and the programs installed for the whole", async () => {
    const files = { 'api/pytest.ini': '[pytest]', 'web/tsconfig.json': '{}' };
    assert.deepEqual(await commands(files, ['api/.venv/bin/python']), [
      'type check (web): npx --no-install tsc --noEmit -p .',
      'tests (api): ./.venv/bin/python -m pytest',
    ]);
    const missing = async (linked: readonly string[]) => {
      const hasLinked = (path: string) => Promise.resolve(linked.includes(path));
      return (await detectChecks({ files: Object.keys(files), read: () => Promise.resolve('{}'), hasLinked }))[0]
        ?.missing;
    };
    assert.match((await missing([])) ?? '', /not installed/);
    assert.equal(await missing(['node_modules/.bin/tsc']), undefined);
    assert.equal(await missing(['web/node_modules/.bin/tsc']), undefined);
  });

  it('says in which folder a command runs', async () => {
    const read = () => Promise.resolve(manifest({ test: 'mocha' }));
    const [tests] = await detectChecks({ files: ['web/package.json'], read });
    assert.deepEqual([tests?.folder, tests?.source], ['web', 'package.json scripts.test: mocha (in web)']);
  });

  it("puts a Python project's own modules before installed ones", async () => {
    const paths = async (files: Files) => {
      const read = (path: string) => Promise.resolve(files[path]);
      return (await detectChecks({ files: Object.keys(files), read })).map(({ pythonPath }) => pythonPath);
    };
    const pytest = { 'pytest.ini': '[pytest]' };
    assert.deepEqual(await paths({ ...pytest, 'src/shelf/__init__.py': '' }), [['src']]);
    assert.deepEqual(await paths({ ...pytest, 'shelf/__init__.py': '' }), [undefined]);
    assert.deepEqual(await paths({ ...pytest, 'src/main.c': '' }), [undefined]);
    const toml = '[tool.setuptools.packages.find]\nwhere = ["lib"]';
    assert.deepEqual(await paths({ ...pytest, 'lib/shelf.py': '', 'pyproject.toml': toml }), [['lib']]);
    const setup = "setup(package_dir={'': 'lib'})";
    assert.deepEqual(await paths({ ...pytest, 'lib/shelf.py': '', 'setup.py': setup }), [['lib']]);
    const config = '[options]\npackage_dir =\n    = lib\n';
    assert.deepEqual(await paths({ ...pytest, 'lib/shelf.py': '', 'setup.cfg': config }), [['lib']]);
    assert.deepEqual(await paths({ ...pytest, 'src/shelf.py': '', 'pyproject.toml': 'where = ["../x"]' }), [['src']]);
  });

  it('says what is missing where TypeScript is not installed, and only there', async () => {
    const missing = async (files: readonly string[], linked: readonly string[]) => {
      const hasLinked = (path: string) => Promise.resolve(linked.includes(path));
      const [check] = await detectChecks({ files, read: () => Promise.resolve('{}'), hasLinked });
      return check?.missing;
    };
    const tsc = 'node_modules/.bin/tsc';
    assert.match((await missing(['tsconfig.json'], [])) ?? '', /not installed/);
    assert.equal(await missing(['tsconfig.json'], [tsc]), undefined);
    assert.equal(await missing(['tsconfig.json', tsc], []), undefined);
    assert.equal(await missing(['tsconfig.json', 'yarn.lock', '.pnp.cjs'], []), undefined);
  });

  it('says where a command comes from and what it rests on', async () => {
    const text = manifest({ pretest: 'npm run build', test: 'mocha', build: 'tsc' });
    const [tests] = await detectChecks({ files: ['package.json'], read: () => Promise.resolve(text) });
    assert.equal(tests?.source, 'package.json scripts.pretest: npm run build; package.json scripts.test: mocha');
    assert.equal(tests.basis, '[["pretest","npm run build"],["test","mocha"],["build","tsc"]]');
  });
});
