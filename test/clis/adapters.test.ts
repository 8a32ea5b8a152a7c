import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createClaudeAdapter } from '../../src/adapters/claude/adapter';
import { createGeminiAdapter } from '../../src/adapters/gemini/adapter';
import { createCodexAdapter } from '../../src/adapters/codex/adapter';
import type { CliAdapterOptions } from '../../src/adapters/common/cliAdapterOptions';
import { isGroupAlive } from '../../src/adapters/process/processGroup';
import { createProcessRunner } from '../../src/adapters/process/processRunner';
import type { ModelAdapter } from '../../src/core/ports/modelAdapter';
import { nullLogger } from '../../src/core/ports/logger';
import { startModelApi, type ModelApi } from './api/modelApi';
import type { PartInput } from './api/part';
import { requestFor, runAttempt, type AttemptRecord } from './attempt';
import { createCliHome, type CliHome, type CliName } from './cliHome';

const index = 'export const one = 1;\n';
// No repetition: Gemini CLI stops a model that repeats itself.
const counted = Array.from({ length: 60 }, (_, number) => `${number} × 7 is ${number * 7}.`).join('\n');
const parts: readonly PartInput[] = [
  {
    when: { workstream: 'edit' },
    read: ['src/index.ts'],
    write: { 'src/two.ts': 'export const two = 2;\n', 'src/index.ts': { append: "export * from './two';\n" } },
    say: 'I wrote the second number and exported it, as it was agreed between us.',
    chunkMs: 20,
  },
  { when: { workstream: 'long' }, body: counted, chunkMs: 40 },
  { when: { workstream: 'hang' }, fail: 'hang', body: counted },
];

const creators: Readonly<Record<CliName, (options: CliAdapterOptions) => ModelAdapter>> = {
  claude: createClaudeAdapter,
  codex: createCodexAdapter,
  gemini: createGeminiAdapter,
};

const codeOf = ({ end }: AttemptRecord) => (end.outcome === 'failed' ? end.failure.code : end.outcome);

for (const cli of ['claude', 'codex', 'gemini'] as const) {
  describe(`the real ${cli} behind its adapter`, function () {
    this.timeout(240_000);
    let api: ModelApi;
    let home: CliHome;
    let adapter: ModelAdapter;

    before(async () => {
      api = await startModelApi(parts);
      home = await createCliHome(api.url);
      adapter = creators[cli]({
        runner: createProcessRunner({ assertMayExecute: () => undefined, logger: nullLogger }),
        settings: home.settings[cli],
        env: home.env,
        billing: { allowApiKeys: false },
        workspace: undefined,
        logger: nullLogger,
      });
    });
    after(async () => {
      await api.close();
      home.dispose();
    });

    const attempt = (name: string, access: 'none' | 'read-only' | 'edit' = 'read-only') =>
      runAttempt(adapter, requestFor(cli, name, access, home.workdir));
    const resetFiles = () => {
      mkdirSync(join(home.workdir, 'src'), { recursive: true });
      writeFileSync(join(home.workdir, 'src/index.ts'), index);
    };
    const assertAllGone = async ({ pids }: AttemptRecord) => {
      assert.ok(pids.length > 0, 'it told of a process');
      for (const pid of pids) assert.equal(await isGroupAlive(pid), false, `group ${pid}`);
    };

    it('is found without being started', async () => {
      const found = await adapter.availability();
      assert.equal(found.available && found.path, home.settings[cli].path);
    });

    it('reads, then can not write, where it may only read', async () => {
      resetFiles();
      const record = await attempt('edit');
      assert.ok(record.events.some((event) => event.type === 'end'));
      assert.equal(existsSync(join(home.workdir, 'src/two.ts')), false);
      assert.equal(readFileSync(join(home.workdir, 'src/index.ts'), 'utf8'), index);
      await assertAllGone(record);
    });

    it('writes and changes files with its own tools, and tells of it', async () => {
      resetFiles();
      const record = await attempt('edit', 'edit');
      assert.equal(codeOf(record), 'succeeded', JSON.stringify(record.end));
      assert.equal(readFileSync(join(home.workdir, 'src/two.ts'), 'utf8'), 'export const two = 2;\n');
      assert.equal(readFileSync(join(home.workdir, 'src/index.ts'), 'utf8'), `${index}export * from './two';\n`);
      const tools = record.events.flatMap((event) =>
        event.type === 'tool-use' ? [`${event.name} ${event.detail}`] : [],
      );
      assert.ok(
        tools.some((tool) => tool.includes('two.ts')),
        tools.join('\n'),
      );
      assert.match(record.text, /as it was agreed between us/);
      await assertAllGone(record);
    });

    it('streams its words while it speaks, and counts tokens', async () => {
      const times: number[] = [];
      const request = requestFor(cli, 'long', 'none', home.workdir);
      const record = await runAttempt(adapter, request, undefined, (event) => {
        if (event.type === 'text-delta') times.push(Date.now());
      });
      assert.equal(codeOf(record), 'succeeded', JSON.stringify(record.end));
      const [first = 0, last = 0] = [times[0], times.at(-1)];
      assert.ok(times.length >= 5 && last - first >= 200, `${times.length} deltas over ${last - first} ms`);
      assert.equal(record.text.trim(), counted);
      const usage = record.events.findLast((event) => event.type === 'usage-update');
      assert.ok(usage && usage.inputTokens > 0 && usage.outputTokens > 0);
    });

    it('ends by itself when it is asked to, and nothing of it is left', async () => {
      const ending = new AbortController();
      const request = { ...requestFor(cli, 'hang', 'edit', home.workdir), ending: ending.signal };
      const record = await runAttempt(adapter, request, undefined, (event) => {
        if (event.type === 'text-delta') ending.abort();
      });
      assert.ok(ending.signal.aborted);
      assert.notEqual(record.end.outcome, 'succeeded');
      assert.match(record.text, /0 × 7 is 0/);
      const said = record.events.flatMap((event) => (event.type === 'raw' ? [event.line] : []));
      if (cli === 'codex') assert.ok(said.some((line) => line.includes('"status":"interrupted"')));
      await assertAllGone(record);
    });

    it('is gone within two seconds when it is cancelled', async () => {
      const cancel = new AbortController();
      let cancelledAt = 0;
      const request = requestFor(cli, 'hang', 'edit', home.workdir);
      const record = await runAttempt(adapter, request, cancel.signal, (event) => {
        if (event.type !== 'text-delta' || cancel.signal.aborted) return;
        cancelledAt = Date.now();
        cancel.abort();
      });
      assert.ok(Date.now() - cancelledAt < 2_200, `${Date.now() - cancelledAt} ms`);
      assert.equal(record.end.outcome, 'cancelled');
      await assertAllGone(record);
    });
  });
}
