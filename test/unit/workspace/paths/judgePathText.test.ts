import assert from 'node:assert/strict';
import fc from 'fast-check';
import { judgePathText } from '../../../../src/workspace/paths/judgePathText';
import { benignPaths } from './benignPaths';
import { maliciousPaths, tickPaths } from './maliciousPaths';

describe('judgePathText', () => {
  it(`refuses ${maliciousPaths.length} malicious paths on every platform`, () => {
    assert.ok(maliciousPaths.length >= 200);
    for (const platform of ['linux', 'darwin', 'win32'] as const) {
      const passed = maliciousPaths.filter((path) => judgePathText(path, platform).kind !== 'refused');
      assert.deepEqual(passed, []);
    }
  });

  it(`allows ${benignPaths.length} benign paths`, () => {
    assert.ok(benignPaths.length >= 200);
    const verdicts = benignPaths.map((path) => ({ path, ...judgePathText(path, 'linux') }));
    assert.deepEqual(
      verdicts.filter((verdict) => verdict.kind !== 'allowed'),
      [],
    );
  });

  it('asks for a tick for every protected pattern, and says why', () => {
    const verdicts = tickPaths.map((path) => ({ path, verdict: judgePathText(path, 'linux') }));
    assert.deepEqual(
      verdicts.filter(({ verdict }) => verdict.kind !== 'needs-tick' || verdict.reason === ''),
      [],
    );
  });

  it('refuses device names only where they are devices', () => {
    for (const path of ['aux.ts', 'src/con', 'NUL.txt', 'com1', 'a/LPT9.x', 'what?.ts', 'a<b.ts']) {
      assert.equal(judgePathText(path, 'win32').kind, 'refused', path);
      assert.equal(judgePathText(path, 'linux').kind, 'allowed', path);
    }
    assert.equal(judgePathText('console.ts', 'win32').kind, 'allowed');
  });

  it('never lets a path through that holds a protected name in any case, width or with invisible characters', () => {
    const noise = fc.constantFrom('', '\u200b', '\u200d', '\u00ad', '\ufe0f', '\u2060');
    const widen = (letter: string) => {
      const code = letter.codePointAt(0) ?? 0;
      return code > 0x20 && code < 0x7f ? String.fromCodePoint(code + 0xfee0) : letter;
    };
    const letters = (name: string) =>
      fc
        .tuple(
          ...name
            .split('')
            .map((letter) => fc.tuple(fc.constantFrom(letter, letter.toUpperCase(), widen(letter)), noise)),
        )
        .map((parts) => parts.flat().join(''));
    const hidden = fc.constantFrom('.git', '.mao').chain(letters);
    const end = fc.constantFrom('', '/x', '/hooks/post-checkout');
    fc.assert(
      fc.property(fc.constantFrom('', 'a/', 'a/b/'), hidden, end, (before, name, after) => {
        assert.equal(judgePathText(before + name + after, 'linux').kind, 'refused');
      }),
      { numRuns: 2000 },
    );
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (path) => {
        assert.ok(judgePathText(path, 'linux').kind);
      }),
      { numRuns: 1000 },
    );
  });
});
