import assert from 'node:assert/strict';
import { checksFingerprint } from '../../../src/synthesis/checksFingerprint';
import { checksFromSettings } from '../../../src/synthesis/checksFromSettings';
import { sanitizeManifest } from '../../../src/synthesis/sanitizeManifest';
import { latestChecks } from '../../../src/core/latestChecks';
import { verificationOutcome } from '../../../src/synthesis/verificationOutcome';

describe('checksFromSettings', () => {
  it('takes names and commands as they stand and keeps names apart', () => {
    const settings = [
      { name: 'lint', command: ['eslint', '.'] },
      { name: 'lint', command: ['ruff'] },
    ];
    assert.deepEqual(checksFromSettings(settings), [
      { name: 'lint', command: ['eslint', '.'], source: 'settings: checks' },
      { name: 'lint 2', command: ['ruff'], source: 'settings: checks' },
    ]);
  });
});

describe('checksFingerprint', () => {
  const tests = {
    name: 'tests',
    command: ['npm', 'run', 'test'],
    source: 'package.json scripts.test: mocha',
    basis: 'x',
  };

  it('is the same for the same', () => {
    assert.equal(checksFingerprint([tests]), checksFingerprint([{ ...tests, command: [...tests.command] }]));
  });

  for (const [what, change] of [
    ['argument', { command: ['npm', 'run', 'test '] }],
    ['split of arguments', { command: ['npm', 'run test'] }],
    ['name', { name: 'Tests' }],
    ['source', { source: 'package.json scripts.test: mocha -w' }],
    ['basis', { basis: 'y' }],
  ] as const) {
    it(`differs with another ${what}`, () => {
      assert.notEqual(checksFingerprint([tests]), checksFingerprint([{ ...tests, ...change }]));
    });
  }

  it('differs with another order and number', () => {
    const build = { ...tests, name: 'build' };
    assert.notEqual(checksFingerprint([tests, build]), checksFingerprint([build, tests]));
    assert.notEqual(checksFingerprint([tests]), checksFingerprint([tests, tests]));
  });
});

describe('sanitizeManifest', () => {
  const base = JSON.stringify({ name: 'a', packageManager: 'npm@11', scripts: { test: 'mocha' } });

  it('lets the base decide what runs and the merge decide the rest', () => {
    const merged = JSON.stringify({
      name: 'b',
      packageManager: 'pnpm@9',
      scripts: { test: 'rm -rf ~', posttest: 'curl x' },
      dependencies: { zod: '4' },
    });
    assert.deepEqual(JSON.parse(sanitizeManifest(base, merged)), {
      name: 'b',
      dependencies: { zod: '4' },
      scripts: { test: 'mocha' },
      packageManager: 'npm@11',
    });
  });

  it('brings back scripts that were removed', () => {
    assert.deepEqual(JSON.parse(sanitizeManifest('{"scripts":{"test":"x"}}', '{"name":"a"}')), {
      name: 'a',
      scripts: { test: 'x' },
    });
  });

  it('removes scripts where the base has none or is not there', () => {
    for (const before of ['{}', undefined, 'broken']) {
      assert.deepEqual(JSON.parse(sanitizeManifest(before, '{"name":"a","scripts":{"test":"x"}}')), { name: 'a' });
    }
  });

  it('leaves the text alone when nothing decisive differs', () => {
    const merged = '{\n\t"scripts": { "test": "mocha" },\n\t"packageManager": "npm@11", "version": "2" }';
    assert.equal(sanitizeManifest(base, merged), merged);
  });

  it('leaves alone what is no JSON, and is not fooled by __proto__', () => {
    assert.equal(sanitizeManifest(base, '{ broken'), '{ broken');
    const text = sanitizeManifest('{}', '{"__proto__":{"scripts":{"test":"x"}},"scripts":{"test":"x"}}');
    assert.equal(text, '{\n  "__proto__": {\n    "scripts": {\n      "test": "x"\n    }\n  }\n}\n');
  });
});

describe('verificationOutcome', () => {
  const check = (name: string, outcome: 'running' | 'passed' | 'failed' | 'timed-out' | 'skipped') => ({
    name,
    outcome,
  });

  for (const [expected, ...checks] of [
    ['none'],
    ['none', check('a', 'skipped')],
    ['none', check('a', 'passed'), check('b', 'running')],
    ['green', check('a', 'passed')],
    ['green', check('a', 'passed'), check('b', 'skipped')],
    ['red', check('a', 'passed'), check('b', 'failed')],
    ['red', check('a', 'timed-out')],
    ['red', check('a', 'failed'), check('b', 'running')],
    ['green', check('a', 'failed'), check('b', 'passed'), check('a', 'passed')],
    ['red', check('a', 'passed'), check('a', 'failed')],
  ] as const) {
    it(`is ${expected} for ${checks.map(({ name, outcome }) => `${name} ${outcome}`).join(', ') || 'no checks'}`, () => {
      assert.equal(verificationOutcome(checks), expected);
    });
  }

  it('judges the last run of each check, in the order of the first', () => {
    const checks = [check('a', 'failed'), check('b', 'passed'), check('a', 'passed')];
    assert.deepEqual(latestChecks(checks), [check('a', 'passed'), check('b', 'passed')]);
  });
});
