import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createAdapters } from '../../../src/adapters/createAdapters';
import { createProcessRunner } from '../../../src/adapters/process/processRunner';
import type { AdapterEvent } from '../../../src/core/adapterEvent';
import { machineSettingsSchema } from '../../../src/core/machineSettings';
import { nullLogger } from '../../../src/core/ports/logger';
import type { AttemptRequest } from '../../../src/core/ports/modelAdapter';
import { isRunning, ScriptedCli } from './scriptedCli';

type Action = Readonly<Record<string, unknown>>;
const transcript = (name: string) => resolve('test/fixtures/transcripts', `${name}.jsonl`);

describe('a CLI of the user’s own', function () {
  this.timeout(30_000);
  let script: ScriptedCli;
  beforeEach(() => {
    script = new ScriptedCli();
  });
  afterEach(() => script.dispose());

  interface Options {
    readonly output?: string;
    readonly args?: readonly string[];
    readonly model?: string;
    readonly cli?: string;
    readonly limits?: { readonly idleSeconds: number; readonly attemptSeconds: number };
  }

  function adapterFor(actions: readonly Action[], { output, args = [], cli = 'mycli' }: Options = {}) {
    const own = {
      path: process.execPath,
      args: [...script.args(...actions), ...args],
      env: { PIDS: script.pids, MINE: 'yes' },
      ...(output === undefined ? {} : { output }),
    };
    const lookup = createAdapters({
      runner: createProcessRunner({ assertMayExecute: () => undefined, logger: nullLogger }),
      settings: machineSettingsSchema.parse({ clis: { mycli: own } }),
      env: { PATH: '/nowhere', OPENAI_API_KEY: 'planted' },
      billing: { allowApiKeys: true },
      workspace: script.path('workspace'),
      logger: nullLogger,
    });
    return lookup({ id: 'mine', provider: 'me', cli, capabilities: [], model: 'x' });
  }

  async function play(
    actions: readonly Action[],
    options: Options = {},
    onDelta: (cancel: AbortController) => void = () => undefined,
  ) {
    const adapter = adapterFor(actions, options);
    assert.ok(adapter);
    const request: AttemptRequest = {
      model: { id: 'mine', provider: 'me', capabilities: [], model: options.model ?? 'model-1' },
      prompt: 'MAO-Task: workstream\n\nDo it; $(touch no)\n',
      workdir: script.folder,
      access: 'edit',
      limits: options.limits ?? { idleSeconds: 20, attemptSeconds: 30 },
    };
    const cancel = new AbortController();
    const events: AdapterEvent[] = [];
    for await (const event of adapter.run(request, cancel.signal)) {
      events.push(event);
      if (event.type === 'text-delta') onDelta(cancel);
    }
    const end = events.at(-1);
    assert.ok(end?.type === 'end', 'the last event is the end');
    assert.equal(events.filter((event) => event.type === 'end').length, 1);
    assert.deepEqual(script.survivors(), []);
    const failure = end.outcome === 'failed' ? end.failure : undefined;
    return { adapter, events, end, failure, code: failure?.code ?? end.outcome };
  }

  it('is known only when the user’s settings define it', () => {
    for (const cli of ['other', 'constructor', '__proto__', 'toString']) {
      assert.equal(adapterFor([], { cli }), undefined);
    }
    assert.equal(adapterFor([])?.cli, 'mycli');
  });

  it('gets the prompt over stdin and the arguments of the settings, nothing else', async () => {
    const { code, adapter } = await play(
      [{ report: script.path('report.json') }, { stdin: script.path('prompt') }, { text: 'Done.\n' }],
      { args: ['--headless', '{model}', '--in={workdir}', '$(touch no)'] },
    );
    assert.equal(code, 'succeeded');
    assert.equal(adapter.answers, 'blocks');
    assert.equal(script.read('prompt'), 'MAO-Task: workstream\n\nDo it; $(touch no)\n');
    const report: unknown = JSON.parse(script.read('report.json'));
    assert.ok(typeof report === 'object' && report !== null && 'argv' in report && 'env' in report && 'cwd' in report);
    assert.deepEqual(report.argv, ['--headless', 'model-1', `--in=${script.folder}`, '$(touch no)']);
    assert.equal(report.cwd, script.folder);
    assert.deepEqual(report.env, { PATH: '/nowhere', PIDS: script.pids, MINE: 'yes' });
  });

  it('refuses a model’s name that could be an option or a command', async () => {
    for (const model of ['--yolo', 'a b', 'a;b', '$(x)', '', '-x', '../x']) {
      const { code, events } = await play([{ text: 'x' }], { args: ['-m', '{model}'], model });
      assert.equal(code, 'model-unknown', model);
      assert.equal(events.length, 1);
    }
    assert.equal(
      (await play([{ text: 'x' }], { args: ['{model}'], model: 'org/llama3.2:70b-q4@x+y' })).code,
      'succeeded',
    );
    assert.equal((await play([{ text: 'x' }], { model: 'any; thing' })).code, 'succeeded');
  });

  it('streams text line by line and ends with all of it', async () => {
    const { events, end } = await play([
      { text: 'FILE: a.txt\n' },
      { text: 'noise\n', stream: 'stderr' },
      { text: '```\nä\n```\nno line end' },
    ]);
    const text = 'FILE: a.txt\n```\nä\n```\nno line end\n';
    assert.deepEqual(end, { type: 'end', outcome: 'succeeded', text });
    assert.equal(events.map((event) => (event.type === 'text-delta' ? event.text : '')).join(''), text);
    assert.equal(events[0]?.type, 'start');
  });

  it('fails a CLI of text by its exit code, and one that says nothing', async () => {
    const crashed = await play([{ text: 'half\n' }, { text: 'no tokens left\n', stream: 'stderr' }, { exit: 3 }]);
    assert.equal(crashed.code, 'crashed');
    assert.equal(crashed.failure?.message, 'mycli exited with code 3: no tokens left');
    assert.equal((await play([{ exit: 0 }])).code, 'output-empty');
    assert.equal((await play([{ text: ' \n' }])).code, 'output-empty');
    assert.equal((await play([{ kill: 'SIGKILL' }])).code, 'crashed');
  });

  it('ends a CLI that prints without end', async () => {
    const { code } = await play([{ flood: 100 }]);
    assert.equal(code, 'output-invalid');
  });

  it('keeps to the limits, and is gone with its children when it is cancelled', async () => {
    const idle = await play([{ text: 'a\n' }, { hang: true }], { limits: { idleSeconds: 0.4, attemptSeconds: 20 } });
    assert.equal(idle.code, 'idle');
    let at = 0;
    let pid = 0;
    const { code } = await play(
      [{ ignoreTerm: true }, { child: { ignoreTerm: true } }, { text: 'a\n' }, { hang: true }],
      {},
      (cancel) => {
        at = Date.now();
        pid = Number(script.read('pids').trim());
        cancel.abort();
      },
    );
    assert.equal(code, 'cancelled');
    assert.ok(Date.now() - at < 3000, `${Date.now() - at} ms`);
    assert.ok(pid > 0 && !isRunning(pid));
  });

  for (const [output, good, failing, code] of [
    ['claude', 'claude-ok', 'claude-429-retries0', 'rate-limited'],
    ['codex', 'codex-ok', 'codex-401-retries0', 'not-signed-in'],
    ['gemini', 'gemini-ok', 'gemini-nope-model', 'model-unknown'],
  ] as const) {
    it(`reads the stream format of ${output}, in its own name`, async () => {
      const played = await play([{ replay: transcript(good) }], { output });
      assert.ok(played.end.outcome === 'succeeded' && played.end.text.includes('```js'), JSON.stringify(played.end));
      assert.equal(played.adapter.answers, 'files');
      assert.ok(played.events.some((event) => event.type === 'usage-update'));
      const failed = await play([{ replay: transcript(failing) }, { exit: 1 }], { output });
      assert.equal(failed.code, code);
      assert.match(failed.failure?.message ?? '', /^mycli/);
      const garbage = await play([{ text: 'Welcome!\n' }], { output });
      assert.equal(garbage.code, 'output-invalid');
      assert.equal((await play([{ exit: 0 }], { output })).code, 'output-empty');
    });
  }

  it('is not there when its path is no program', async () => {
    writeFileSync(script.path('plain'), '');
    const lookup = createAdapters({
      runner: createProcessRunner({ assertMayExecute: () => undefined, logger: nullLogger }),
      settings: machineSettingsSchema.parse({
        clis: { a: { path: script.path('plain') }, b: { path: 'no-such-cli' }, c: {} },
      }),
      env: { PATH: '/nowhere' },
      billing: { allowApiKeys: false },
      workspace: '/w',
      logger: nullLogger,
    });
    for (const cli of ['a', 'b', 'c']) {
      const availability = await lookup({ id: 'm', provider: 'p', cli, capabilities: [], model: 'x' })?.availability();
      assert.ok(availability && !availability.available && availability.reason.includes(`clis.${cli}.path`));
    }
  });
});
