import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import * as z from 'zod';

const texts = (file: string) => z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(file, 'utf8')));
const sorted = (values: Iterable<string>) => [...new Set(values)].sort();

/** The texts that a source gives to `l10n.t`; one that is no plain literal could not be translated. */
function translatable(file: string): readonly string[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && node.expression.getText(source) === 'l10n.t') {
      const [text] = node.arguments;
      assert.ok(text && ts.isStringLiteralLike(text), `${file}: ${node.getText(source)}`);
      found.push(text.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const places = (text: string) => sorted(text.match(/\{\d+\}/g) ?? []);
const commands = (text: string) => text.match(/\]\(command:[^)]*\)/g) ?? [];

describe('the German translation', () => {
  it('has every text of the manifest, with the same commands in it', () => {
    const english = texts('package.nls.json');
    const german = texts('package.nls.de.json');
    assert.deepEqual(sorted(Object.keys(german)), sorted(Object.keys(english)));
    for (const [key, text] of Object.entries(english)) {
      assert.deepEqual(commands(german[key] ?? ''), commands(text), key);
    }
  });

  it('has every text of the shell, with the same places for values, and none too many', () => {
    const bundle = texts('l10n/bundle.l10n.de.json');
    const english = sorted(globSync('src/{ui/**/*.ts,extension.ts,shell.ts}').flatMap(translatable));
    assert.deepEqual(sorted(Object.keys(bundle)), english);
    for (const text of english) assert.deepEqual(places(bundle[text] ?? ''), places(text), text);
  });
});
