import type { FoundCheck, ProjectFiles, Stage } from './foundCheck';

const names = ['GNUmakefile', 'makefile', 'Makefile'];

const targetNames: readonly (readonly [Stage, readonly string[]])[] = [
  ['type check', ['typecheck', 'type-check', 'check-types']],
  ['tests', ['test', 'tests', 'check']],
  ['build', ['build', 'all']],
];

/** The targets that a makefile names itself; patterns, variables and special targets are left out. */
function targetsOf(text: string): ReadonlySet<string> {
  const rules = text.matchAll(/^([A-Za-z0-9_][A-Za-z0-9_. /-]*?)\s*::?(?![:=])/gm);
  return new Set([...rules].flatMap((match) => (match[1] ?? '').split(/\s+/)));
}

/** The checks that a makefile has targets for. */
export async function makeChecks(project: ProjectFiles): Promise<readonly FoundCheck[]> {
  const source = names.find((name) => project.files.includes(name));
  const text = source === undefined ? undefined : await project.read(source);
  if (source === undefined || text === undefined) return [];
  const targets = targetsOf(text);
  return targetNames.flatMap(([stage, wanted]): readonly FoundCheck[] => {
    const target = wanted.find((name) => targets.has(name));
    if (target === undefined) return [];
    return [{ stage, ecosystem: 'make', command: ['make', target], source: `${source} target ${target}`, basis: text }];
  });
}
