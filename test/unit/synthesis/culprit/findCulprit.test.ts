import assert from 'node:assert/strict';
import { findCulprit, type Suspect } from '../../../../src/synthesis/culprit/findCulprit';

const suspect = (key: string, more: Partial<Suspect> = {}): Suspect => ({
  ...{ key, dependsOn: [], testsOnly: false, evidence: 0 },
  ...more,
});

/** Trials in which `passes` decides from what is left; the sets that were dropped, in order. */
function trials(suspects: readonly Suspect[], passes: (left: ReadonlySet<string>) => boolean, most = 99) {
  const dropped: string[] = [];
  const result = findCulprit(suspects, (without) => {
    if (dropped.length >= most) return Promise.resolve(undefined);
    dropped.push([...without].sort().join(' '));
    const left = suspects.map(({ key }) => key).filter((key) => !without.has(key));
    return Promise.resolve(passes(new Set(left)));
  });
  return result.then((culprits) => ({ culprits, dropped }));
}

describe('findCulprit', () => {
  it('needs no trial where there is one workstream only', async () => {
    const { culprits, dropped } = await trials([suspect('a')], () => false);
    assert.deepEqual(culprits, { kind: 'found', keys: ['a'], proof: 'alone' });
    assert.deepEqual(dropped, []);
  });

  it('tries what the output names first, and stops at the culprit', async () => {
    const all = [suspect('a'), suspect('b', { evidence: 2 }), suspect('c', { evidence: 9 }), suspect('d')];
    const { culprits, dropped } = await trials(all, (left) => !left.has('b'));
    assert.deepEqual(culprits, { kind: 'found', keys: ['b'], proof: 'alone' });
    assert.deepEqual(dropped, ['c', 'b']);
  });

  it('drops what builds on a workstream with it, over others too', async () => {
    const all = [
      suspect('a', { evidence: 1 }),
      suspect('b', { dependsOn: ['a'] }),
      suspect('c', { dependsOn: ['b'] }),
      suspect('d'),
    ];
    const { culprits, dropped } = await trials(all, (left) => !left.has('a'));
    assert.deepEqual(culprits, { kind: 'found', keys: ['a'], proof: 'alone' });
    assert.deepEqual(dropped, ['a b c', 'b c']);
  });

  it('does not take a workstream for the culprit whose dependents it was', async () => {
    const all = [
      suspect('base', { evidence: 5 }),
      suspect('x', { dependsOn: ['base'] }),
      suspect('y', { dependsOn: ['base'] }),
    ];
    const { culprits } = await trials(all, (left) => !left.has('y'));
    assert.deepEqual(culprits, { kind: 'found', keys: ['y'], proof: 'alone' });
  });

  it('names several that explain it only together, no more than needed', async () => {
    const all = ['a', 'b', 'c', 'd'].map((key) => suspect(key));
    const { culprits } = await trials(all, (left) => !left.has('b') && !left.has('d'));
    assert.deepEqual(culprits, { kind: 'found', keys: ['b', 'd'], proof: 'together' });
  });

  it('takes tests for what shows a fault: the output points to who made it', async () => {
    const all = [suspect('core', { evidence: 2 }), suspect('desk'), suspect('tests', { testsOnly: true, evidence: 9 })];
    // Without the code under test, the tests do not even load.
    const { culprits, dropped } = await trials(all, (left) => !left.has('tests'));
    assert.deepEqual(culprits, { kind: 'found', keys: ['core'], proof: 'output', shownBy: 'tests' });
    assert.deepEqual(dropped, ['core', 'tests']);
  });

  it('names tests themselves only when nothing points further', async () => {
    const all = [suspect('core'), suspect('tests', { testsOnly: true, evidence: 9 })];
    const { culprits } = await trials(all, (left) => !left.has('tests'));
    assert.deepEqual(culprits, { kind: 'found', keys: ['tests'], proof: 'tests' });
  });

  it('says what it does not know when the trials are used up', async () => {
    const silent = ['a', 'b', 'c'].map((key) => suspect(key));
    assert.deepEqual((await trials(silent, () => false, 2)).culprits, { kind: 'unknown' });
    const named = [suspect('a'), suspect('b', { evidence: 3 }), suspect('c')];
    assert.deepEqual((await trials(named, () => false, 1)).culprits, { kind: 'found', keys: ['b'], proof: 'output' });
    assert.deepEqual((await trials(silent, (left) => left.size === 0)).culprits, {
      kind: 'found',
      keys: ['a', 'b', 'c'],
      proof: 'together',
    });
  });
});
