import assert from 'node:assert/strict';
import fc from 'fast-check';
import { weighScores } from '../../../src/qa/score';

const scored = (...pairs: readonly (readonly [number, number | undefined])[]) =>
  weighScores(pairs.map(([weight, score], at) => ({ id: `d${at}`, weight, score })));

describe('weighScores', () => {
  it('is the weighted mean', () => {
    assert.equal(scored([30, 90], [25, 80], [20, 70], [15, 60], [10, 50]).total, 75);
    assert.equal(scored([33.3, 100], [33.3, 100], [33.4, 0]).total, 66.6);
  });

  it('spreads the weight of what nobody assessed over the others', () => {
    const { total, dimensions } = scored([30, undefined], [25, 80], [20, 80], [15, 80], [10, 10]);
    assert.equal(total, 70);
    assert.deepEqual(
      dimensions.map(({ share }) => share),
      [0, 35.7, 28.6, 21.4, 14.3],
    );
  });

  it('has no total when nothing was assessed', () => {
    assert.equal(scored([60, undefined], [40, undefined]).total, undefined);
    assert.equal(scored().total, undefined);
    assert.equal(scored([0, 50]).total, undefined);
  });

  it('stays within the scores it is made of', () => {
    const score = fc.double({ min: 0, max: 100, noNaN: true });
    const pair = fc.tuple(fc.double({ min: 0.1, max: 100, noNaN: true }), fc.option(score, { nil: undefined }));
    fc.assert(
      fc.property(fc.array(pair, { maxLength: 8 }), (pairs) => {
        const { total } = scored(...pairs);
        const scores = pairs.flatMap(([, value]) => value ?? []);
        assert.equal(total === undefined, scores.length === 0);
        if (total === undefined) return;
        assert.ok(total >= 0 && total <= 100);
        assert.ok(total >= Math.min(...scores) - 0.05 && total <= Math.max(...scores) + 0.05);
      }),
    );
  });
});
