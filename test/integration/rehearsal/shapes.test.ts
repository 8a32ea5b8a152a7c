import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rehearseTurn } from './appServer';
import { cliArgs, newFolder, parseLines, promptFor, rehearse } from './rehearse';
import { kindOf, recordedShapes, strangeness } from './shapes';

const asked = promptFor({ task: 'workstream', section: '2', workstream: 'implementation' });
const limited = [{ fail: 'rate-limited' }];

describe('rehearsed CLIs print what the real ones print', () => {
  let cwd = '';
  beforeEach(() => {
    cwd = newFolder();
    mkdirSync(join(cwd, 'src'));
    writeFileSync(join(cwd, 'src/index.ts'), '/** Shelf. */\n');
  });
  afterEach(() => {
    rmSync(cwd, { recursive: true });
  });

  const recordings = { claude: 'claude.jsonl', codex: 'codex-exec.jsonl', gemini: 'gemini.jsonl' } as const;
  for (const cli of ['claude', 'codex', 'gemini'] as const) {
    const recorded = recordedShapes(recordings[cli]);
    it(`${cli}: edits, refusals and failures`, async () => {
      for (const [args, parts] of [
        [cliArgs[cli].edit, []],
        [cliArgs[cli].readOnly, []],
        [cliArgs[cli].edit, limited],
      ] as const) {
        const { rows } = await rehearse(cli, asked, { args, cwd, parts });
        const lines = parseLines(rows);
        assert.deepEqual([...new Set(lines.flatMap((line) => strangeness(line, recorded)))], []);
        assert.ok(lines.length >= 3);
      }
    });
  }

  it('codex app-server: edits, refusals and every failure', async () => {
    const recorded = recordedShapes('codex-appserver.jsonl');
    const fails = ['rate-limited', 'quota', 'overloaded', 'signed-out', 'model-unknown'].map((fail) => [{ fail }]);
    for (const parts of [[], ...fails]) {
      const { lines } = await rehearseTurn(asked, { args: [], cwd, parts });
      assert.deepEqual([...new Set(lines.flatMap((line) => strangeness(line, recorded)))], []);
      assert.equal(lines.at(-1)?.['method'], 'turn/completed');
    }
  });

  it('would notice a line that is none of theirs', () => {
    const recorded = recordedShapes('gemini.jsonl');
    assert.deepEqual(strangeness({ type: 'init', session: 1 }, recorded), ['init: .session number']);
    assert.deepEqual(strangeness({ type: 'begin' }, recorded), ['no such line: begin']);
    assert.equal(
      kindOf({ method: 'item/started', params: { item: { type: 'fileChange' } } }),
      'item/started fileChange',
    );
  });
});
