import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Plan } from '../../../src/core/plan';
import { contractOwner } from '../../../src/synthesis/contractOwner';
import { isOwned } from '../../../src/synthesis/ownership';
import { ownershipFlags } from '../../../src/synthesis/ownershipFlags';

describe('isOwned', () => {
  const cases: readonly (readonly [string, string, boolean])[] = [
    ['src/a.ts', 'src/a.ts', true],
    ['src/a.ts', './src//a.ts', true],
    ['src/a.ts', 'src\\a.ts', true],
    ['src/a.tsx', 'src/a.ts', false],
    ['src/A.ts', 'src/a.ts', false],
    ['src/store/a/b.ts', 'src/store', true],
    ['src/store/a/b.ts', 'src/store/', true],
    ['src/store2/a.ts', 'src/store', false],
    ['src/a.ts', 'src/*.ts', true],
    ['src/x/a.ts', 'src/*.ts', false],
    ['src/a.test.ts', 'src/*.test.ts', true],
    ['src/a.ts', 'src/*', true],
    ['src/x/a.ts', 'src/*', false],
    ['src/x/y/a.ts', 'src/**', true],
    ['src/x/y/a.ts', 'src/**/a.ts', true],
    ['src/a.ts', 'src/**/a.ts', true],
    ['lib/a.ts', 'src/**', false],
    ['a.md', '**/*.md', true],
    ['docs/deep/a.md', '**/*.md', true],
    ['docs/a.md', '**', true],
    ['app/[id]/(group)/page.tsx', 'app/[id]/(group)/page.tsx', true],
    ['app/i/page.tsx', 'app/[id]/page.tsx', false],
    ['src/a.ts', '', false],
    ['src/a.ts', '/', false],
  ];
  for (const [path, owned, expected] of cases) {
    it(`${path} ${expected ? 'belongs' : 'does not belong'} to ${JSON.stringify(owned)}`, () => {
      assert.equal(isOwned(path, owned), expected);
    });
  }

  const segment = fc.stringMatching(/^[ab*]{1,5}$/).filter((text) => text !== '**');
  const path = fc
    .array(fc.stringMatching(/^[ab]{1,4}$/), { minLength: 1, maxLength: 5 })
    .map((parts) => parts.join('/'));
  const pattern = fc
    .array(fc.oneof(segment, fc.constant('**')), { minLength: 1, maxLength: 5 })
    .map((parts) => parts.join('/'))
    .filter((text) => text.includes('*'));

  it('agrees with a regular expression', () => {
    const oracle = (text: string) =>
      new RegExp(
        `^${text
          .split('/')
          .map((part) => (part === '**' ? '(?:[^/]+/)*' : `${part.replace(/\*+/g, '[^/]*')}/`))
          .join('')}$`,
      );
    fc.assert(
      fc.property(path, pattern, (name, text) => {
        assert.equal(isOwned(name, text), oracle(text).test(`${name}/`));
      }),
      { numRuns: 2000 },
    );
  });

  it('ends for a pattern made to be slow', () => {
    assert.equal(isOwned('a'.repeat(2000), 'a*'.repeat(500) + 'b'), false);
    assert.equal(isOwned('a/'.repeat(500) + 'a', '**/a/'.repeat(200) + 'b'), false);
  });
});

describe('ownershipFlags', () => {
  it('names the files outside, in order', () => {
    assert.deepEqual(ownershipFlags(['src/b.ts', 'src/a.ts', 'README.md'], ['src/a.ts']), ['src/b.ts', 'README.md']);
    assert.deepEqual(ownershipFlags(['src/b.ts', 'test/a.ts'], ['src', 'test/*.ts']), []);
  });

  it('flags nothing when no ownership was agreed on', () => {
    assert.deepEqual(ownershipFlags(['src/b.ts'], []), []);
  });
});

describe('contractOwner', () => {
  const workstream = (id: string, owns: string[]) => ({
    id,
    title: id,
    model: 'sonnet',
    fallbacks: [],
    dependsOn: [],
    owns,
    brief: id,
    acceptance: [],
  });
  const file = (path: string, owner: string) => ({ path, owner, purpose: '', exports: [] });
  const section = (id: string, workstreams: ReturnType<typeof workstream>[], files: ReturnType<typeof file>[]) => ({
    id,
    title: id,
    complexity: 'low' as const,
    strategy: 'parallel' as const,
    summary: '',
    contract: { notes: '', files },
    dependsOn: [],
    missing: [],
    workstreams,
  });
  const plan: Plan = {
    diversity: 0,
    sections: [
      section(
        '2',
        [workstream('schemas', ['src']), workstream('storage', ['src/store/**'])],
        [file('src/x.ts', 'storage')],
      ),
      section('3', [workstream('docs', ['docs/'])], [file('docs/gone.md', 'nobody')]),
    ],
  };

  it('is the owner that the contract names, else the closest entry of owns', () => {
    assert.equal(contractOwner(plan, 'src/x.ts'), '2/storage');
    assert.equal(contractOwner(plan, 'src/store/a.ts'), '2/storage');
    assert.equal(contractOwner(plan, 'src/y.ts'), '2/schemas');
    assert.equal(contractOwner(plan, 'docs/gone.md'), '3/docs');
    assert.equal(contractOwner(plan, 'package.json'), undefined);
  });
});
