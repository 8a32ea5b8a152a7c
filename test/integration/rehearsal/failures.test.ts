import assert from 'node:assert/strict';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { rehearseTurn } from './appServer';
import { cliArgs, newFolder, parseLines, promptFor, rehearsalEnv, rehearsalProgram, rehearse } from './rehearse';

const asked = promptFor({ task: 'workstream', section: '2', workstream: 'schemas' });
const clis = ['claude', 'codex', 'gemini'] as const;
const last = <T>(values: readonly T[]) => values.at(-1);

describe('rehearsed failures', () => {
  let cwd = '';
  beforeEach(() => {
    cwd = newFolder();
  });
  afterEach(() => {
    rmSync(cwd, { recursive: true });
  });

  const play = (cli: (typeof clis)[number], fail: string) =>
    rehearse(cli, asked, { args: cliArgs[cli].edit, cwd, parts: [{ fail }] });

  it('end with the exit codes of the real CLIs and write nothing', async () => {
    const expected = {
      claude: { 'rate-limited': 1, quota: 1, overloaded: 1, 'signed-out': 1, 'model-unknown': 1, crash: 70 },
      codex: { 'rate-limited': 1, quota: 1, overloaded: 1, 'signed-out': 1, 'model-unknown': 1, cut: 1, crash: 70 },
      gemini: { 'rate-limited': 173, quota: 173, overloaded: 247, 'signed-out': 41, 'model-unknown': 1, cut: 1 },
    } as const;
    for (const cli of clis) {
      const codes = await Promise.all(
        Object.keys(expected[cli]).map(async (fail) => [fail, (await play(cli, fail)).exitCode] as const),
      );
      assert.deepEqual(Object.fromEntries(codes), expected[cli], cli);
    }
    assert.equal(existsSync(join(cwd, 'src')), false);
  });

  it('garbage is no JSON, and no result is an exit 0 without the last line', async () => {
    for (const cli of clis) {
      const garbage = await play(cli, 'garbage');
      assert.throws(() => parseLines(garbage.rows), SyntaxError);
      const silent = await play(cli, 'no-result');
      assert.equal(silent.exitCode, 0);
      assert.ok(!['result', 'turn.completed'].includes(String(last(parseLines(silent.rows))?.['type'])));
    }
    const server = await rehearseTurn(asked, { args: [], cwd, parts: [{ fail: 'no-result' }] });
    assert.equal(server.exitCode, 0);
    assert.notEqual(last(server.lines)?.['method'], 'turn/completed');
  });

  it('a cut Claude stream is asked for again, the first words come twice', async () => {
    const { rows, exitCode } = await play('claude', 'cut');
    const lines = parseLines(rows);
    assert.equal(exitCode, 0);
    assert.ok(lines.some((line) => line['subtype'] === 'api_retry'));
    assert.equal(rows.filter((row) => row.includes('"text":"[rehearsal: scripted, no"')).length, 2);
    assert.equal(last(lines)?.['is_error'], false);
  });

  it('a hanging CLI stays until it is killed', async () => {
    const rehearsal = { args: cliArgs.gemini.edit, cwd, parts: [{ fail: 'hang' }] };
    const args = [rehearsalProgram, 'gemini', ...rehearsal.args];
    const child = execa(process.execPath, args, {
      cwd,
      env: rehearsalEnv(rehearsal),
      extendEnv: false,
      input: asked,
      reject: false,
    });
    let seen = '';
    for await (const row of child) {
      seen += row;
      if (seen.includes('"delta":true')) child.kill('SIGTERM');
    }
    assert.equal((await child).signal, 'SIGTERM');
    assert.ok(!seen.includes('"type":"result"'));
  });

  it('may be played a number of times over several processes', async () => {
    const parts = [{ fail: 'rate-limited', times: 2 }];
    const env = { MAO_REHEARSAL_STATE: cwd };
    const once = () => rehearse('gemini', asked, { args: cliArgs.gemini.readOnly, cwd, parts, env });
    const codes = (await Promise.all([once(), once(), once()])).map(({ exitCode }) => exitCode);
    assert.deepEqual(codes.toSorted(), [0, 173, 173]);
  });
});
