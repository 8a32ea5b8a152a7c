import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { liesIn } from '../../../../src/ui/rehearsal/liesIn';

describe('whether a folder is a rehearsal, by where it lies', () => {
  let root = '';
  const at = (...parts: readonly string[]) => join(root, ...parts);
  before(() => {
    root = mkdtempSync(join(tmpdir(), 'mao-lies-'));
    for (const path of ['storage/rehearsal/shelf', 'storage/rehearsal-2/shelf', 'project/rehearsal/shelf']) {
      mkdirSync(at(path), { recursive: true });
    }
    symlinkSync(at('project'), at('storage/rehearsal/linked'), 'junction');
    symlinkSync(at('storage/rehearsal/shelf'), at('shortcut'), 'junction');
  });
  after(() => rmSync(root, { recursive: true, force: true }));

  const cases: readonly (readonly [string, boolean])[] = [
    ['storage/rehearsal/shelf', true],
    ['shortcut', true],
    ['storage/rehearsal', false],
    ['storage/rehearsal-2/shelf', false],
    ['project/rehearsal/shelf', false],
    ['storage/rehearsal/../../project', false],
    ['storage/rehearsal/linked', false],
    ['storage/rehearsal/gone', false],
  ];
  for (const [folder, expected] of cases) {
    it(`${folder}: ${expected ? 'yes' : 'no'}`, () => {
      assert.equal(liesIn(at('storage/rehearsal'), at(folder)), expected);
    });
  }

  it('no, as long as no rehearsal was made', () => {
    assert.equal(liesIn(at('nowhere'), at('project')), false);
  });
});
