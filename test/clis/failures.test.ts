import assert from 'node:assert/strict';
import { chmodSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import * as z from 'zod';
import { createClaudeAdapter } from '../../src/adapters/claude/adapter';
import { createCodexAdapter } from '../../src/adapters/codex/adapter';
import type { CliAdapterOptions } from '../../src/adapters/common/cliAdapterOptions';
import { createGeminiAdapter } from '../../src/adapters/gemini/adapter';
import { createGenericAdapter } from '../../src/adapters/generic/adapter';
import { isGroupAlive } from '../../src/adapters/process/processGroup';
import { createProcessRunner } from '../../src/adapters/process/processRunner';
import type { FailureCode } from '../../src/core/failure';
import type { CliSettings } from '../../src/core/machineSettings';
import { nullLogger } from '../../src/core/ports/logger';
import type { ModelAdapter } from '../../src/core/ports/modelAdapter';
import { startModelApi, type ModelApi } from './api/modelApi';
import type { ApiFailure } from './api/part';
import { requestFor, runAttempt, type AttemptRecord } from './attempt';
import { createCliHome, type CliHome, type CliName } from './cliHome';

/** Codex is driven in two ways: over its app-server, and as `codex exec`, which a CLI of the user's settings speaks. */
type Way = CliName | 'codex exec';

const apiFailures: readonly ApiFailure[] = [
  'rate-limited',
  'quota',
  'reset-told',
  'overloaded',
  'server-error',
  'signed-out',
  'model-unknown',
  'cut',
  'hang',
];
const words = Array.from({ length: 60 }, (_, number) => `${number} × 7 is ${number * 7}.`).join('\n');
const parts = apiFailures.map((fail) => ({ when: { workstream: fail }, fail, body: words }));

/** What every way to a model must make of each failure of the API. */
const expected: Readonly<Record<Exclude<ApiFailure, 'hang'>, FailureCode>> = {
  'rate-limited': 'rate-limited',
  quota: 'quota-exhausted',
  'reset-told': 'quota-exhausted',
  overloaded: 'overloaded',
  'server-error': 'overloaded',
  'signed-out': 'not-signed-in',
  'model-unknown': 'model-unknown',
  cut: 'network',
};

const execArgs = [
  ...['exec', '--json', '-m', '{model}', '--sandbox', 'workspace-write', '--skip-git-repo-check'],
  ...['--disable', 'plugins', '-c', 'approval_policy="never"', '-'],
];

function adapterOf(way: Way, home: CliHome, change: Partial<CliSettings> = {}): ModelAdapter {
  const cli = way === 'codex exec' ? 'codex' : way;
  const options: CliAdapterOptions = {
    runner: createProcessRunner({ assertMayExecute: () => undefined, logger: nullLogger }),
    settings: { ...home.settings[cli], ...change },
    env: home.env,
    billing: { allowApiKeys: false },
    workspace: undefined,
    logger: nullLogger,
  };
  switch (way) {
    case 'claude':
      return createClaudeAdapter(options);
    case 'codex':
      return createCodexAdapter(options);
    case 'gemini':
      return createGeminiAdapter(options);
    case 'codex exec': {
      const settings = { ...options.settings, args: change.args ?? execArgs, output: 'codex' as const };
      return createGenericAdapter('mycodex', { ...options, settings });
    }
  }
}

/** Claude Code is told of a plan's limits only where it is signed in to one; a token of its own does that here. */
function signedIn(way: Way, home: CliHome): Partial<CliSettings> {
  if (way !== 'claude') return {};
  return { env: { ...home.settings.claude.env, ANTHROPIC_API_KEY: '', CLAUDE_CODE_OAUTH_TOKEN: 'test-token' } };
}

const codeOf = ({ end }: AttemptRecord) => (end.outcome === 'failed' ? end.failure.code : end.outcome);

/** A port of 127.0.0.1 on which nobody listens. */
async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = z.object({ port: z.number() }).parse(server.address());
  await new Promise((resolve) => server.close(resolve));
  return port;
}

for (const way of ['claude', 'codex', 'codex exec', 'gemini'] as const) {
  const cli = way === 'codex exec' ? 'codex' : way;

  describe(`every failure of the real ${way}`, function () {
    this.timeout(120_000);
    let api: ModelApi;
    let home: CliHome;

    before(async () => {
      api = await startModelApi(parts);
      home = await createCliHome(api.url);
    });
    after(async () => {
      await api.close();
      home.dispose();
    });

    const attempt = (name: string, adapter = adapterOf(way, home), limits = {}) => {
      const request = requestFor(cli, name, 'edit', home.workdir);
      return runAttempt(adapter, { ...request, limits: { ...request.limits, ...limits } });
    };
    const assertAllGone = async ({ pids }: AttemptRecord) => {
      for (const pid of pids) assert.equal(await isGroupAlive(pid), false, `group ${pid}`);
    };
    const assertCode = async (record: AttemptRecord, code: FailureCode) => {
      assert.equal(codeOf(record), code, JSON.stringify(record.end));
      assert.ok(record.end.outcome === 'failed' && record.end.failure.message.length > 20);
      await assertAllGone(record);
    };

    for (const [name, code] of Object.entries(expected)) {
      it(`${name} of the API is ${code}`, async () => {
        const record = await attempt(name, adapterOf(way, home, signedIn(way, home)));
        await assertCode(record, code);
        assert.ok(record.seconds < 60, `${record.seconds} s`);
      });
    }

    it('a limit whose end is told has that end', async () => {
      const { end } = await attempt('reset-told', adapterOf(way, home, signedIn(way, home)));
      assert.ok(end.outcome === 'failed' && end.failure.retryAt !== undefined, JSON.stringify(end));
      const minutes = (Date.parse(end.failure.retryAt) - Date.now()) / 60_000;
      assert.ok(minutes > 35 && minutes < 42, end.failure.retryAt);
    });

    it('a connection that is refused is network', async () => {
      const nowhere = await createCliHome(`http://127.0.0.1:${await closedPort()}`);
      try {
        await assertCode(await attempt('refused', adapterOf(way, nowhere)), 'network');
      } finally {
        nowhere.dispose();
      }
    });

    it('silence is idle, and slowness a timeout', async () => {
      await assertCode(await attempt('hang', undefined, { idleSeconds: 8 }), 'idle');
      await assertCode(await attempt('hang', undefined, { attemptSeconds: 6 }), 'timeout');
    });

    it('a missing program and a file that is none are not-installed', async () => {
      const missing = adapterOf(way, home, { path: join(home.folder, 'no-such-cli') });
      assert.equal(codeOf(await attempt('missing', missing)), 'not-installed');
      const file = join(home.folder, 'text.txt');
      writeFileSync(file, 'no program');
      chmodSync(file, 0o644);
      assert.equal(codeOf(await attempt('missing', adapterOf(way, home, { path: file }))), 'not-installed');
    });

    it('an exit with 0 and no result is no success', async () => {
      const version = adapterOf(way, home, { args: ['--version'] });
      await assertCode(await attempt('version', version), 'output-invalid');
    });
  });
}
