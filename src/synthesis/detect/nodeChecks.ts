import { parseJsonObject } from '../jsonObject';
import type { FoundCheck, ProjectFiles, Stage } from './foundCheck';
import { endingArguments, packageManagerOf, runScript, scriptsOf, type PackageManager } from './nodeScripts';

const scriptNames: Readonly<Record<Stage, readonly string[]>> = {
  'type check': ['typecheck', 'type-check', 'check-types', 'check:types', 'tsc'],
  tests: ['test', 'test:ci', 'test:run', 'test:once', 'test:unit'],
  build: ['build'],
};

/** A script with the scripts that run before and after it by themselves, as people read it. */
function scriptSource(scripts: ReadonlyMap<string, string>, name: string): string {
  const hooks = [`pre${name}`, name, `post${name}`].filter((hook) => scripts.has(hook));
  return hooks.map((hook) => `package.json scripts.${hook}: ${scripts.get(hook) ?? ''}`).join('; ');
}

function scriptCheck(
  stage: Stage,
  scripts: ReadonlyMap<string, string>,
  manager: PackageManager,
): FoundCheck | undefined {
  for (const name of scriptNames[stage]) {
    const body = scripts.get(name);
    const args = body === undefined ? undefined : endingArguments(body);
    if (args === undefined) continue;
    return {
      stage,
      ecosystem: 'Node',
      command: runScript(manager, name, args),
      source: scriptSource(scripts, name),
      basis: JSON.stringify([...scripts]),
    };
  }
  return undefined;
}

const tscMissing =
  'TypeScript is not installed (node_modules/.bin/tsc). Install what the project depends on, then run again.';

async function isInstalled({ files, hasLinked }: ProjectFiles, program: string): Promise<boolean> {
  const path = `node_modules/.bin/${program}`;
  return hasLinked === undefined || files.includes(path) || (await hasLinked(path));
}

/**
 * The type check of a TypeScript project without a script for it. A tsconfig that only points to others checks nothing by
 * itself: then it is built without output, unless the build script does that anyway.
 */
async function tscCheck(
  project: ProjectFiles,
  scripts: ReadonlyMap<string, string>,
  manager: PackageManager,
): Promise<FoundCheck | undefined> {
  const config = project.files.includes('tsconfig.json') ? await project.read('tsconfig.json') : undefined;
  if (config === undefined) return undefined;
  const pointsOnly = /"references"\s*:/.test(config) && /"files"\s*:\s*\[\s*\]/.test(config);
  if (pointsOnly && /tsc\s+(-b|--build)\b/.test(scripts.get('build') ?? '')) return undefined;
  const plugAndPlay = manager === 'yarn' && project.files.includes('.pnp.cjs');
  const tsc = plugAndPlay ? ['yarn', 'tsc'] : ['npx', '--no-install', 'tsc'];
  const args = pointsOnly ? ['-b', '--noEmit'] : ['--noEmit', '-p', '.'];
  const check = {
    stage: 'type check',
    ecosystem: 'Node',
    command: [...tsc, ...args],
    source: 'tsconfig.json',
  } as const;
  // npx would ask the registry for what is not there, for a minute where there is no network.
  return plugAndPlay || (await isInstalled(project, 'tsc')) ? check : { ...check, missing: tscMissing };
}

/** Type check, tests and build of a Node project, by its scripts, else its tsconfig.json. */
export async function nodeChecks(project: ProjectFiles): Promise<readonly FoundCheck[]> {
  const files = new Set(project.files);
  const text = files.has('package.json') ? await project.read('package.json') : undefined;
  const manifest = parseJsonObject(text) ?? {};
  const manager = packageManagerOf(manifest, files);
  const scripts = scriptsOf(manifest);
  const typeCheck = scriptCheck('type check', scripts, manager) ?? (await tscCheck(project, scripts, manager));
  const found = [typeCheck, scriptCheck('tests', scripts, manager), scriptCheck('build', scripts, manager)];
  return found.filter((check) => check !== undefined);
}
