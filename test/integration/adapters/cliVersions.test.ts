import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CliVersions } from '../../../src/adapters/common/cliVersions';
import { createProcessRunner } from '../../../src/adapters/process/processRunner';
import { nullLogger } from '../../../src/core/ports/logger';

describe('the versions of CLIs', () => {
  const runner = createProcessRunner({ assertMayExecute: () => undefined, logger: nullLogger });
  let folder = '';
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'mao-versions-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** A program that notes each start and says this of its version. */
  const programSaying = (said: string) => {
    const script = join(folder, 'cli.mjs');
    const calls = join(folder, 'calls');
    writeFileSync(calls, '');
    const text = `import { appendFileSync } from 'node:fs';\nappendFileSync(${JSON.stringify(calls)}, 'x');\nconsole.log(${JSON.stringify(said)});\n`;
    writeFileSync(script, text);
    const program = { file: process.execPath, args: [script], cwd: folder, env: {} };
    return { program, calls: () => readFileSync(calls, 'utf8').length };
  };

  it('are asked for once', async () => {
    const { program, calls } = programSaying('tool 1.2.3');
    const versions = new CliVersions();
    const ask = () => versions.ask(runner, program, new AbortController().signal);
    assert.deepEqual(await Promise.all([ask(), ask()]), ['1.2.3', '1.2.3']);
    assert.equal(await ask(), '1.2.3');
    assert.equal(calls(), 1);
  });

  it('are asked for once of a program that does not tell, not before every attempt', async () => {
    const { program, calls } = programSaying('no version here');
    const versions = new CliVersions();
    for (let attempt = 0; attempt < 3; attempt++) {
      assert.equal(await versions.ask(runner, program, new AbortController().signal), undefined);
    }
    assert.equal(calls(), 1);
  });

  it('are asked for again when the first question was cancelled', async () => {
    const { program } = programSaying('tool 1.2.3');
    const versions = new CliVersions();
    assert.equal(await versions.ask(runner, program, AbortSignal.abort()), undefined);
    assert.equal(await versions.ask(runner, program, new AbortController().signal), '1.2.3');
  });

  it('are told to who waited for a question that another one cancelled', async () => {
    const { program } = programSaying('tool 1.2.3');
    const versions = new CliVersions();
    const first = new AbortController();
    const begun: number[] = [];
    const told = createProcessRunner({
      assertMayExecute: () => undefined,
      logger: nullLogger,
      onGroup: (pid, state) => {
        if (state === 'started') begun.push(pid);
      },
    });
    const asking = versions.ask(told, program, first.signal);
    const waiting = [1, 2].map(() => versions.ask(told, program, new AbortController().signal));
    while (begun.length === 0) await new Promise((resolve) => setImmediate(resolve));
    first.abort();
    assert.equal(await asking, undefined);
    assert.deepEqual(await Promise.all(waiting), ['1.2.3', '1.2.3']);
  });
});
