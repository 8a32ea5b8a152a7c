import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { builtinModules } from 'node:module';
import ts from 'typescript';
import { maxLines, rooms, roots } from './rooms.mjs';

const source = resolve('src');

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : /\.(ts|tsx|mts|js|mjs|css)$/.test(entry.name) ? [path] : [];
  });
}

/** Every module specifier of a file: imports, type imports, re-exports, dynamic imports, `require`, `import('…')` types. */
function importsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  const found = ts.preProcessFile(text, true, true).importedFiles.map((imported) => imported.fileName);
  const types = [...text.matchAll(/\bimport\(\s*['"]([^'"]+)['"]\s*\)/g)].map((match) => match[1] ?? '');
  return [...new Set([...found, ...types])];
}

const roomOf = (file: string) => relative(source, file).split(sep)[0] ?? '';
const isBuiltin = (name: string) => name.startsWith('node:') || builtinModules.includes(name);

function violation(file: string, specifier: string): string | undefined {
  const room = roomOf(file);
  const rule = Object.entries(rooms).find(([name]) => name === room)?.[1];
  const where = relative('.', file);
  if (!rule) return roots.includes(room) ? undefined : `${where}: in no room of the table`;
  if (specifier.startsWith('.')) {
    const target = roomOf(resolve(dirname(file), specifier));
    const known: readonly string[] = rule.mayImport;
    return target === room || known.includes(target) ? undefined : `${where} imports ${specifier}`;
  }
  const allowed: readonly string[] = rule.packages;
  const fits = isBuiltin(specifier)
    ? allowed.includes('node:')
    : allowed.some((name) => specifier === name || specifier.startsWith(name + '/'));
  return fits ? undefined : `${where} imports ${specifier}`;
}

describe('architecture', () => {
  const files = filesBelow(source);

  it('has sources to judge', () => {
    assert.ok(files.length > 20, `only ${files.length} source files found`);
  });

  it('keeps the import table', () => {
    const violations = files.flatMap((file) => importsOf(file).map((specifier) => violation(file, specifier)));
    assert.deepEqual(
      violations.filter((found) => found !== undefined),
      [],
    );
  });

  it('sees a forbidden import when there is one', () => {
    assert.ok(violation(join(source, 'core', 'x.ts'), '../ui/x'));
    assert.ok(violation(join(source, 'core', 'x.ts'), 'vscode'));
    assert.ok(violation(join(source, 'planning', 'x.ts'), 'node:fs'));
    assert.equal(violation(join(source, 'ui', 'x.ts'), '../orchestration/x'), undefined);
  });

  it(`has no file of more than ${maxLines} lines`, () => {
    const long = [...files, ...filesBelow(resolve('media'))].filter(
      (file) => readFileSync(file, 'utf8').split('\n').length - 1 > maxLines,
    );
    assert.deepEqual(
      long.map((file) => relative('.', file)),
      [],
    );
  });

  it('imports vscode only in the shell', () => {
    const outside = files.filter(
      (file) => importsOf(file).includes('vscode') && roomOf(file) !== 'ui' && roomOf(file) !== 'extension.ts',
    );
    assert.deepEqual(outside, []);
  });
});
