import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createAdapters } from '../../../src/adapters/createAdapters';
import { createProcessRunner } from '../../../src/adapters/process/processRunner';
import type { AdapterEvent } from '../../../src/core/adapterEvent';
import { FailureError } from '../../../src/core/failure';
import { machineSettingsSchema } from '../../../src/core/machineSettings';
import { nullLogger } from '../../../src/core/ports/logger';
import type { AttemptRequest, ModelAdapter } from '../../../src/core/ports/modelAdapter';
import { isRunning, ScriptedCli } from './scriptedCli';

type Action = Readonly<Record<string, unknown>>;
const clis = ['claude', 'codex', 'gemini'] as const;
type Cli = (typeof clis)[number];

const transcript = (name: string) => resolve('test/fixtures/transcripts', `${name}.jsonl`);
const good: Readonly<Record<Cli, Action>> = {
  claude: { replay: transcript('claude-ok') },
  codex: { replay: transcript('codex-app-ok') },
  gemini: { replay: transcript('gemini-ok') },
};
/** A session that has begun and says a few words. */
const begun: Readonly<Record<Cli, Action>> = {
  claude: { replay: transcript('claude-kill-sigterm-hang') },
  codex: { replay: transcript('codex-app-begun') },
  gemini: { replay: transcript('gemini-kill-sigterm-norelaunch') },
};

describe('adapters with scripted CLIs', () => {
  let made: ScriptedCli[];
  beforeEach(() => {
    made = [];
  });
  afterEach(() => made.forEach((cli) => cli.dispose()));

  interface Options {
    readonly path?: string;
    readonly assertMayExecute?: () => void;
    readonly env?: Readonly<Record<string, string>>;
  }

  function adapterFor(
    cli: Cli,
    actions: readonly Action[],
    options: Options = {},
  ): { readonly adapter: ModelAdapter; readonly script: ScriptedCli } {
    const script = new ScriptedCli();
    made.push(script);
    const own = { path: options.path ?? process.execPath, args: script.args(...actions), env: { PIDS: script.pids } };
    const settings = machineSettingsSchema.parse({ clis: { [cli]: own } });
    const lookup = createAdapters({
      runner: createProcessRunner({
        assertMayExecute: options.assertMayExecute ?? (() => undefined),
        logger: nullLogger,
      }),
      settings,
      env: options.env ?? { PATH: '/nowhere' },
      billing: { allowApiKeys: false },
      workspace: script.path('workspace'),
      logger: nullLogger,
    });
    const adapter = lookup({ id: 'm', provider: 'p', cli, capabilities: [], model: 'model-1' });
    assert.ok(adapter);
    return { adapter, script };
  }

  function request(script: ScriptedCli, more: Partial<AttemptRequest> = {}): AttemptRequest {
    return {
      model: { id: 'm', provider: 'p', capabilities: [], model: 'model-1' },
      prompt: 'MAO-Task: workstream\n\nDo it.\n',
      workdir: script.folder,
      access: 'edit',
      limits: { idleSeconds: 20, attemptSeconds: 30 },
      ...more,
    };
  }

  async function play(cli: Cli, actions: readonly Action[], more: Partial<AttemptRequest> = {}, options: Options = {}) {
    const { adapter, script } = adapterFor(cli, actions, options);
    const events: AdapterEvent[] = [];
    for await (const event of adapter.run(request(script, more), new AbortController().signal)) events.push(event);
    const end = events.at(-1);
    assert.ok(end?.type === 'end', 'the last event is the end');
    assert.equal(events.filter((event) => event.type === 'end').length, 1);
    assert.deepEqual(script.survivors(), []);
    return { events, end, script, code: end.outcome === 'failed' ? end.failure.code : end.outcome };
  }

  for (const cli of clis) {
    describe(cli, () => {
      it('streams, keeps every raw line, and ends with the answer', async () => {
        const { events, end } = await play(cli, [{ ...good[cli], paceMs: 2 }]);
        assert.ok(end.outcome === 'succeeded' && end.text.startsWith('```js'), JSON.stringify(end));
        assert.equal(events[0]?.type, 'start');
        assert.ok(events.some((event) => event.type === 'text-delta'));
        assert.ok(events.some((event) => event.type === 'raw' && event.line.startsWith('{')));
      });

      it('takes the result of a CLI that then does not leave', async () => {
        const { code } = await play(cli, [{ ignoreTerm: true }, good[cli], { hang: true }]);
        assert.equal(code, 'succeeded');
      });

      it('fails a CLI that exits with 1 after its result', async () => {
        assert.equal((await play(cli, [good[cli], { exit: 1 }])).code, 'crashed');
      });

      it('fails a CLI that exits with 0 and no result, prints garbage, crashes, or is killed', async () => {
        assert.equal((await play(cli, [{ exit: 0 }])).code, 'output-empty');
        assert.equal((await play(cli, [{ text: 'Welcome! What can I do?\n' }, { exit: 0 }])).code, 'output-invalid');
        assert.equal((await play(cli, [{ text: 'boom\n', stream: 'stderr' }, { exit: 1 }])).code, 'crashed');
        assert.equal((await play(cli, [begun[cli], { kill: 'SIGKILL' }])).code, 'crashed');
      });

      it('stops a silent CLI, and one that talks too long', async () => {
        const idle = await play(cli, [begun[cli], { hang: true }], {
          limits: { idleSeconds: 0.5, attemptSeconds: 20 },
        });
        assert.equal(idle.code, 'idle');
        const babble = Array.from({ length: 60 }, () => [{ text: '{"type":"noise"}\n' }, { sleep: 50 }]).flat();
        const long = await play(cli, [begun[cli], ...babble], { limits: { idleSeconds: 20, attemptSeconds: 0.8 } });
        assert.equal(long.code, 'timeout');
      });

      it('says when the CLI is not there, or no program', async () => {
        const absent = await play(cli, [], {}, { path: 'auto' });
        assert.equal(absent.code, 'not-installed');
        assert.ok(absent.end.outcome === 'failed' && absent.end.failure.message.includes(`clis.${cli}.path`));
        assert.equal((await play(cli, [], {}, { path: '/no/such/cli' })).code, 'not-installed');
        assert.equal((await play(cli, [], {}, { path: 'no-such-cli' })).code, 'not-installed');
      });

      it('starts nothing in an untrusted workspace', async () => {
        const refuse = () => {
          throw new FailureError({ code: 'untrusted', message: 'Trust this workspace first.' });
        };
        const { code, events } = await play(cli, [good[cli]], {}, { assertMayExecute: refuse });
        assert.equal(code, 'untrusted');
        assert.equal(events.length, 1);
      });

      it('does not choke on a flood, bad UTF-8 and half a line of JSON', async () => {
        const { code, events } = await play(cli, [
          { bytes: Buffer.from([0xff, 0xfe, 0x0a, 0x80]).toString('base64') },
          { text: '\n{"type":"assistant","mess\n' },
          { flood: 8 },
          good[cli],
        ]);
        assert.equal(code, 'succeeded');
        assert.ok(events.length > 8 * 1024);
      });

      it('gets a prompt of 500 kB on stdin, byte by byte', async () => {
        const prompt = 'MAO-Task: workstream\n\n' + 'é"\\$(x)\n'.repeat(60_000);
        const { script } = await play(
          cli,
          [{ ifArgument: 'app-server', play: [good.codex] }, { stdin: 'prompt' }, good[cli]],
          { prompt },
        );
        const sent = script.read('prompt');
        if (cli !== 'codex') {
          assert.equal(sent, prompt);
          return;
        }
        assert.ok(sent.includes(JSON.stringify(prompt)), 'in the turn');
      });
    });
  }

  it('ends the CLI when its reader leaves', async () => {
    const { adapter, script } = adapterFor('gemini', [{ child: { ignoreTerm: true } }, begun.gemini, { hang: true }]);
    let head = 0;
    for await (const event of adapter.run(request(script), new AbortController().signal)) {
      if (event.type === 'start') head = event.pid;
      if (event.type === 'raw' && event.stream === 'stdout') break;
    }
    assert.ok(head > 0 && !isRunning(head));
    assert.deepEqual(script.survivors(), []);
  });

  describe('codex without app-server', () => {
    const exec = { ifArgument: 'exec', play: [{ stdin: 'prompt' }, { replay: transcript('codex-ok') }] };
    const unknown = {
      ifArgument: 'app-server',
      play: [{ text: "error: unrecognized subcommand 'app-server'\n", stream: 'stderr' }, { exit: 2 }],
    };

    it('falls back to exec, and says why', async () => {
      const { code, events, script } = await play('codex', [unknown, exec]);
      assert.equal(code, 'succeeded');
      assert.ok(
        events.some((event) => event.type === 'log' && event.message.includes("unrecognized subcommand 'app-server'")),
      );
      assert.match(script.read('prompt'), /^MAO-Task: workstream/);
      assert.equal(events.filter((event) => event.type === 'start').length, 2);
    });

    it('falls back when the handshake is refused', async () => {
      const refuse = {
        ifArgument: 'app-server',
        play: [{ line: { id: 1, error: { code: -1, message: 'too old' } } }, { hang: true }],
      };
      const { code, events } = await play('codex', [refuse, exec]);
      assert.equal(code, 'succeeded');
      assert.ok(events.some((event) => event.type === 'log' && event.message.includes('too old')));
    });

    it('tells the failure of exec when that fails too', async () => {
      const { code } = await play('codex', [unknown, { replay: transcript('codex-401-retries0') }, { exit: 1 }]);
      assert.equal(code, 'not-signed-in');
    });
  });

  it('finds a CLI on PATH, and none in the workspace', async () => {
    const { adapter: absent } = adapterFor('claude', [], { path: 'auto' });
    assert.equal((await absent.availability()).available, false);
    const script = new ScriptedCli();
    made.push(script);
    const bin = script.path('bin');
    mkdirSync(bin);
    writeFileSync(script.path('bin/claude'), '#!/bin/sh\ntouch ran\n');
    chmodSync(script.path('bin/claude'), 0o755);
    const { adapter } = adapterFor('claude', [], { path: 'auto', env: { PATH: bin } });
    assert.deepEqual(await adapter.availability(), { available: true, path: script.path('bin/claude') });
    assert.ok(!existsSync(script.path('bin/ran')));
  });

  it('knows the registry names of the CLIs', () => {
    const lookup = createAdapters({
      runner: createProcessRunner({ assertMayExecute: () => undefined, logger: nullLogger }),
      settings: machineSettingsSchema.parse({}),
      env: {},
      billing: { allowApiKeys: false },
      workspace: '/w',
      logger: nullLogger,
    });
    const named = (cli?: string) =>
      lookup({ id: 'm', provider: 'p', capabilities: [], model: 'x', ...(cli === undefined ? {} : { cli }) })?.cli;
    assert.deepEqual(['claude', 'openai', 'codex', 'gemini', 'ollama', 'constructor', undefined].map(named), [
      'claude',
      'codex',
      'codex',
      'gemini',
      'ollama',
      undefined,
      undefined,
    ]);
  });
});
