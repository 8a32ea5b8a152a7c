import assert from 'node:assert/strict';
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { calmParts, DevelopLab, eventsOf, planPart, workPart } from './lab';

describe('checks of a Python project', function () {
  this.timeout(60_000);
  let lab: DevelopLab;
  beforeEach(() => {
    lab = new DevelopLab({
      'PRD.md': '# Product\n\n## 1. Greeting\n\nSay hello.\n',
      'requirements.txt': 'pytest\n',
      'a.txt': 'one\n',
      '.gitignore': '.venv/\n',
    });
    lab.git('init', '-q');
  });
  afterEach(() => lab.remove());
  const develop = () =>
    lab.develop('1', {
      parts: [planPart([{ id: 'storage', owns: ['a.txt'] }]), workPart('storage', { 'a.txt': 'two\n' }), ...calmParts],
    });

  it('run with the interpreter of the virtual environment that the workspace has', async () => {
    lab.write('.venv/bin/python', '#!/bin/sh\necho "the interpreter of .venv: $*"\n');
    chmodSync(join(lab.workspace, '.venv/bin/python'), 0o755);
    const ended = await develop();
    assert.equal(ended.code, 0, ended.stderr);
    const [check] = eventsOf(ended.events, 'check-end');
    assert.deepEqual(check?.command, ['./.venv/bin/python', '-m', 'pytest']);
    assert.match(check.output ?? '', /the interpreter of \.venv: -m pytest/);
  });

  it('run with that of the PATH where the workspace has no virtual environment', async () => {
    const ended = await develop();
    assert.equal(eventsOf(ended.events, 'check-start')[0]?.command[0], 'python3', ended.stderr);
  });
});
