import type { FoundCheck, ProjectFiles, Stage } from './foundCheck';

const manifests = ['pyproject.toml', 'setup.cfg', 'setup.py', 'tox.ini', 'pytest.ini', 'mypy.ini', '.mypy.ini'];
const isRequirements = (path: string) =>
  /^(requirements[^/]*\.(txt|in)|requirements\/[^/]+\.(txt|in)|Pipfile)$/.test(path);
const isTestFile = (path: string) => /(^|\/)(test_[^/]*|[^/]*_test)\.py$/.test(path);

/** What a Python project says of itself: the text of each file that is there. */
interface PythonProject {
  readonly files: readonly string[];
  readonly text: (path: string) => string;
  readonly requirements: string;
}

async function readProject(project: ProjectFiles): Promise<PythonProject | undefined> {
  const present = project.files.filter((path) => manifests.includes(path) || isRequirements(path));
  const python = present.length > 0 || project.files.some((path) => !path.includes('/') && path.endsWith('.py'));
  if (!python) return undefined;
  const texts = new Map<string, string>();
  for (const path of present) texts.set(path, (await project.read(path)) ?? '');
  const requirements = [...texts].filter(([path]) => isRequirements(path)).map(([, text]) => text);
  return { files: project.files, text: (path) => texts.get(path) ?? '', requirements: requirements.join('\n') };
}

/** Whether a package stands among the dependencies, in requirements or in pyproject.toml. */
function dependsOn({ text, requirements }: PythonProject, name: string): boolean {
  const required = new RegExp(`^\\s*${name}\\b(?![-_.])`, 'im').test(requirements);
  const declared = new RegExp(`["']${name}(?:\\[[^\\]]*\\])?\\s*(?:[<>=~!;@ ][^"']*)?["']|^\\s*${name}\\s*=`, 'im');
  return required || declared.test(text('pyproject.toml')) || declared.test(text('setup.py'));
}

/** The interpreter as argv: the linked virtual environment's, else through the tool whose lock file is there, else from PATH. */
async function interpreter(project: ProjectFiles): Promise<readonly string[]> {
  for (const path of ['.venv/bin/python', '.venv/Scripts/python.exe']) {
    if (await project.hasLinked?.(path)) return [`./${path}`];
  }
  const has = (file: string) => project.files.includes(file);
  if (has('uv.lock')) return ['uv', 'run', '--frozen', 'python'];
  if (has('poetry.lock')) return ['poetry', 'run', 'python'];
  if (has('Pipfile.lock')) return ['pipenv', 'run', 'python'];
  return ['python3'];
}

/** A module with its arguments; one that ends in `.py` is a program of the project. */
type Module = readonly [source: string, ...args: string[]];

function typeCheckOf({ files, text }: PythonProject): Module | undefined {
  const mypy: readonly (readonly [string, RegExp])[] = [
    ['mypy.ini', /./],
    ['.mypy.ini', /./],
    ['pyproject.toml', /^\s*\[tool\.mypy\]/m],
    ['setup.cfg', /^\s*\[mypy\]/m],
  ];
  const config = mypy.find(([path, pattern]) => pattern.test(text(path)))?.[0];
  if (config !== undefined) {
    const named = /^\s*(files|packages|modules)\s*=/m.test(text(config));
    return [config, 'mypy', ...(named ? [] : ['.'])];
  }
  if (files.includes('pyrightconfig.json')) return ['pyrightconfig.json', 'pyright'];
  return /^\s*\[tool\.pyright\]/m.test(text('pyproject.toml')) ? ['pyproject.toml', 'pyright'] : undefined;
}

async function testsOf(python: PythonProject, project: ProjectFiles): Promise<Module | undefined> {
  const { files, text } = python;
  if (files.includes('pytest.ini')) return ['pytest.ini', 'pytest'];
  if (/^\s*\[tool\.pytest\b/m.test(text('pyproject.toml'))) return ['pyproject.toml', 'pytest'];
  if (/^\s*\[tool:pytest\]/m.test(text('setup.cfg'))) return ['setup.cfg', 'pytest'];
  if (/^\s*\[pytest\]/m.test(text('tox.ini'))) return ['tox.ini', 'pytest'];
  if (dependsOn(python, 'pytest')) return ['the dependencies', 'pytest'];
  if (files.includes('manage.py') && /django/i.test((await project.read('manage.py')) ?? '')) {
    return ['manage.py', 'manage.py', 'test', '--noinput'];
  }
  const conftest = files.find((path) => /^(tests?\/)?conftest\.py$/.test(path));
  if (conftest !== undefined) return [conftest, 'pytest'];
  const tests = files.filter(isTestFile);
  const [first] = tests;
  if (first === undefined) return undefined;
  for (const path of tests.slice(0, 20)) {
    if (/^\s*(import|from) pytest\b/m.test((await project.read(path)) ?? '')) return [path, 'pytest'];
  }
  const folder = ['tests', 'test'].find((name) => tests.every((path) => path.startsWith(`${name}/`)));
  const suffixed = tests.every((path) => path.endsWith('_test.py'));
  const where = [...(folder === undefined ? [] : ['-s', folder]), ...(suffixed ? ['-p', '*_test.py'] : [])];
  return [first, 'unittest', 'discover', ...where];
}

/** Where the project says, or src shows, that its modules lie in a folder of their own: an editable installation would have the user's. */
function moduleFolders({ files, text }: PythonProject): readonly string[] {
  const toml = /^\s*(?:where|package-dir|"")\s*=\s*(?:\[\s*|\{\s*""\s*=\s*)?["']([\w./-]+)["']/m.exec(
    text('pyproject.toml'),
  )?.[1];
  const setup = /package_dir\s*=\s*\{\s*["']["']\s*:\s*["']([\w./-]+)["']/.exec(text('setup.py'))?.[1];
  const config = /^\s*package_dir\s*=\s*=\s*([\w./-]+)/m.exec(text('setup.cfg'))?.[1];
  const named = [toml, setup, config].flatMap((folder) => (folder === undefined || folder === '.' ? [] : [folder]));
  const isOwn = (folder: string) => files.some((path) => path.startsWith(`${folder}/`) && path.endsWith('.py'));
  return [...new Set([...named, 'src'])].filter((folder) => !folder.includes('..') && isOwn(folder));
}

/** A build only where the project declares both a build system and the tool `build`; without isolation, so that nothing is downloaded. */
function buildOf(python: PythonProject): Module | undefined {
  const declared = /^\s*\[build-system\]/m.test(python.text('pyproject.toml')) && dependsOn(python, 'build');
  return declared ? ['pyproject.toml', 'build', '--no-isolation'] : undefined;
}

/** Type check, tests and build of a Python project, as far as it configures them. */
export async function pythonChecks(project: ProjectFiles): Promise<readonly FoundCheck[]> {
  const python = await readProject(project);
  if (!python) return [];
  const run = await interpreter(project);
  const folders = moduleFolders(python);
  const check = (stage: Stage, found: Module | undefined): readonly FoundCheck[] => {
    if (!found) return [];
    const [source, first = '', ...args] = found;
    const program = first.endsWith('.py') ? [first] : ['-m', first];
    const pythonPath = folders.length === 0 ? {} : { pythonPath: folders };
    return [{ stage, ecosystem: 'Python', command: [...run, ...program, ...args], source, ...pythonPath }];
  };
  return [
    ...check('type check', typeCheckOf(python)),
    ...check('tests', await testsOf(python, project)),
    ...check('build', buildOf(python)),
  ];
}
