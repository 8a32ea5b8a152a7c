import assert from 'node:assert/strict';
import { evidenceOf } from '../../../../src/synthesis/culprit/evidence';
import { isTestFile } from '../../../../src/synthesis/culprit/isTestFile';
import { neededChecks } from '../../../../src/synthesis/culprit/neededChecks';

const clues = { files: ['src/a.ts'], exports: [], acceptance: [] };

describe('evidenceOf', () => {
  it('counts lines that name a file, also below another folder and with backslashes', () => {
    assert.equal(evidenceOf('src/a.ts(3,1): error\n/tmp/w/src/a.ts:4\nsrc\\a.ts', clues), 9);
    assert.equal(evidenceOf('src/a.tsx: error\nmysrc/a.ts', clues), 0);
    assert.equal(evidenceOf('src/a.ts\n'.repeat(500), clues), 30);
  });

  it('counts requirements and exported names once each', () => {
    const core = {
      files: [],
      exports: ['dueDay(borrowed: string): string', 'class LoanDesk'],
      acceptance: ['FR-202, FR-203'],
    };
    assert.equal(evidenceOf('not ok: is due later (FR-202)\nFR-202\n', core), 2);
    assert.equal(evidenceOf("assert.equal(dueDay('2026-12-20'), …) in LoanDesk", core), 2);
    assert.equal(evidenceOf('FR-2021 overdueDay class function', core), 0);
  });

  it('takes what passed for no evidence', () => {
    const core = { files: ['src/a.ts'], exports: [], acceptance: ['FR-202'] };
    assert.equal(evidenceOf('✔ is due (FR-202)\nok 2 - src/a.ts\n  ✓ FR-202', core), 0);
    assert.equal(evidenceOf('✖ is due (FR-202)\n✔ other (FR-202)', core), 2);
  });

  it('takes no pattern of files for a name', () => {
    assert.equal(evidenceOf('src/x.ts', { ...clues, files: ['src/*.ts'] }), 0);
  });
});

describe('isTestFile', () => {
  const tests = [
    'test/a.ts',
    'src/__tests__/a.js',
    'a.test.ts',
    'pkg/a_test.go',
    'test_a.py',
    'src/LoanTest.java',
    'spec/a.rb',
  ];
  const others = ['src/a.ts', 'src/latest.ts', 'contest.py', 'src/attest/a.ts', 'Protest.java.txt'];
  for (const path of tests) it(`takes ${path} for one`, () => assert.equal(isTestFile(path), true));
  for (const path of others) it(`does not take ${path} for one`, () => assert.equal(isTestFile(path), false));
});

describe('neededChecks', () => {
  const check = (name: string, ...command: string[]) => ({ name, command, source: 'test' });
  const commands = [
    check('codegen', 'make', 'gen'),
    check('lint', 'eslint'),
    check('tests', 'mocha'),
    check('build', 'tsc'),
  ];
  const names = (...red: string[]) => neededChecks(commands, new Set(red)).map(({ name }) => name);

  it('runs red checks with what makes something before them, and nothing else', () => {
    assert.deepEqual(names('tests'), ['codegen', 'tests']);
    assert.deepEqual(names('lint', 'build'), ['codegen', 'lint', 'build']);
    assert.deepEqual(names('codegen'), ['codegen']);
  });
});
