import type { FoundCheck, ProjectFiles } from './foundCheck';

type Commands = readonly [typeCheck: readonly string[] | undefined, tests: readonly string[], build: readonly string[]];

function checks(
  ecosystem: string,
  source: string,
  [typeCheck, tests, build]: Commands,
  basis?: string,
): readonly FoundCheck[] {
  const common = { ecosystem, source, ...(basis === undefined ? {} : { basis }) };
  return [
    ...(typeCheck ? [{ stage: 'type check' as const, command: typeCheck, ...common }] : []),
    { stage: 'tests', command: tests, ...common },
    { stage: 'build', command: build, ...common },
  ];
}

/** Vet, tests and build of a Go module. */
export function goChecks(project: ProjectFiles): readonly FoundCheck[] {
  if (!project.files.includes('go.mod')) return [];
  return checks('Go', 'go.mod', [
    ['go', 'vet', './...'],
    ['go', 'test', './...'],
    ['go', 'build', './...'],
  ]);
}

/** Check, tests and build of a Rust crate or workspace. */
export function rustChecks(project: ProjectFiles): readonly FoundCheck[] {
  if (!project.files.includes('Cargo.toml')) return [];
  return checks('Rust', 'Cargo.toml', [
    ['cargo', 'check', '--all-targets'],
    ['cargo', 'test'],
    ['cargo', 'build'],
  ]);
}

/** Compilation, tests and packaging of a Maven project; its own launcher when it has one. */
export async function mavenChecks(project: ProjectFiles): Promise<readonly FoundCheck[]> {
  if (!project.files.includes('pom.xml')) return [];
  const launcher = project.files.includes('mvnw') ? await project.read('mvnw') : undefined;
  const maven = [launcher === undefined ? 'mvn' : './mvnw', '-B'];
  const goals: Commands = [
    [...maven, 'test-compile'],
    [...maven, 'test'],
    [...maven, '-DskipTests', 'package'],
  ];
  return checks('Maven', 'pom.xml', goals, launcher);
}

/** Compilation, tests and assembly of a Gradle project; its own launcher when it has one. No daemon stays behind. */
export async function gradleChecks(project: ProjectFiles): Promise<readonly FoundCheck[]> {
  const names = ['build.gradle.kts', 'build.gradle', 'settings.gradle.kts', 'settings.gradle'];
  const source = names.find((name) => project.files.includes(name));
  if (source === undefined) return [];
  const launcher = project.files.includes('gradlew') ? await project.read('gradlew') : undefined;
  const gradle = [launcher === undefined ? 'gradle' : './gradlew', '--no-daemon', '--console=plain'];
  // Android's plugin has no `classes` task; its tests and `assemble` compile everything anyway.
  const android = /com\.android\.|libs\.plugins\.android/.test((await project.read(source)) ?? '');
  const goals: Commands = [
    android ? undefined : [...gradle, 'classes', 'testClasses'],
    [...gradle, 'test'],
    [...gradle, 'assemble'],
  ];
  return checks('Gradle', source, goals, launcher);
}
