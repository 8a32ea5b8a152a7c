import assert from 'node:assert/strict';
import fc from 'fast-check';
import { meantSection, sectionDependencies } from '../../../src/planning/sectionDependencies';
import { hasCycle } from './graphs';
import { section } from './specification';

const sections = ['1', '2', '3', '4'].map((number) => section(number, `Title ${number}`));

describe('sectionDependencies', () => {
  it('keeps what it can of any check, never in a circle, and says what it left out', () => {
    const number = fc.constantFrom('1', '2', '3', '4', '9');
    fc.assert(
      fc.property(fc.dictionary(number, fc.array(number, { maxLength: 4 }), { noNullPrototype: true }), (dependsOn) => {
        const result = sectionDependencies(sections, { ready: true, missing: [], dependsOn });
        const nodes = [...result.dependsOn].map(([key, keys]) => ({ key, dependsOn: keys }));
        assert.ok(!hasCycle(nodes));
        const wanted = new Set(
          Object.entries(dependsOn).flatMap(([from, tos]) =>
            tos.filter((to) => to !== from && to !== '9' && from !== '9').map((to) => `${from}>${to}`),
          ),
        );
        const kept = nodes.flatMap(({ key, dependsOn: keys }) => keys.map((to) => `${key}>${to}`));
        assert.ok(kept.every((edge) => wanted.has(edge)));
        assert.ok(kept.length + result.notes.length >= wanted.size);
        if (
          !hasCycle(
            [...new Map(Object.entries(dependsOn))].map(([key, keys]) => ({
              key,
              dependsOn: keys.filter((to) => to !== key),
            })),
          )
        ) {
          assert.equal(kept.length, wanted.size);
        }
      }),
    );
  });

  it('puts a missing part where it is missing', () => {
    const missing = (check: Parameters<typeof sectionDependencies>[1]) =>
      Object.fromEntries(
        [...sectionDependencies(sections, check).missing].map(([key, parts]) => [key, parts.map((part) => part.what)]),
      );
    assert.deepEqual(missing({ ready: false, missing: [{ what: 'a', section: '2' }], dependsOn: {} }), { '2': ['a'] });
    assert.deepEqual(
      missing({ ready: false, missing: [{ what: 'a', section: '7' }], dependsOn: { '3': ['7'], '4': ['7'] } }),
      { '3': ['a'], '4': ['a'] },
    );
    assert.deepEqual(missing({ ready: false, missing: [{ what: 'a', section: undefined }], dependsOn: {} }), {
      '1': ['a'],
    });
    assert.match(missing({ ready: false, missing: [], dependsOn: {} })['1']?.[0] ?? '', /not what/);
    assert.deepEqual(missing({ ready: true, missing: [], dependsOn: {} }), {});
    assert.deepEqual(missing(undefined), {});
  });
});

describe('meantSection', () => {
  it('knows a section by number, name, or both', () => {
    for (const words of ['2', ' Section 2 ', '2.', '§2', 'title 2', '2 Title 2', '2. Title 2']) {
      assert.equal(meantSection(sections, words)?.number, '2', words);
    }
    assert.equal(meantSection(sections, '2.1'), undefined);
  });
});
