import assert from 'node:assert/strict';
import fc from 'fast-check';
import { linePlaces } from '../../../src/presentation/linePlaces';

describe('linePlaces', () => {
  it('finds lines again that were moved apart, repeated ones too', () => {
    assert.deepEqual(linePlaces(['{', 'a', '}', '{', 'b', '}'], ['{', 'a', '}', '', '{', 'B', '}']), [
      ...[0, 1, 2, 4],
      ...[undefined, 6],
    ]);
  });

  it('never crosses, never says that a line stands where another one does, and finds all when nothing changed', () => {
    const lines = fc.array(fc.constantFrom('a', 'b', 'c', 'd', '', '}'), { maxLength: 30 });
    fc.assert(
      fc.property(lines, lines, (old, now) => {
        const places = linePlaces(old, now);
        assert.equal(places.length, old.length);
        let last = -1;
        for (const [line, place] of places.entries()) {
          if (place === undefined) continue;
          assert.ok(place > last);
          assert.equal(now[place], old[line]);
          last = place;
        }
        assert.deepEqual(linePlaces(old, old), [...old.keys()]);
      }),
    );
  });
});
