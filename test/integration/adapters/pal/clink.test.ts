import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { type Action, PalLab } from './palLab';

const clis = ['claude', 'codex', 'gemini'] as const;
const transcript = (name: string) => resolve('test/fixtures/transcripts', `${name}.jsonl`);
const good: Readonly<Record<(typeof clis)[number], Action>> = {
  claude: { replay: transcript('claude-ok') },
  codex: { replay: transcript('codex-app-ok') },
  gemini: { replay: transcript('gemini-ok') },
};
const begun: Action = { replay: transcript('claude-kill-sigterm-hang') };

describe('clink over a scripted PAL server', function () {
  this.timeout(60_000);
  let lab: PalLab;
  afterEach(async () => {
    assert.deepEqual(await lab.end(), [], 'nothing is left');
  });

  for (const cli of clis) {
    it(`is the same for ${cli} as without PAL: live text, raw lines, answer`, async () => {
      lab = new PalLab('ok');
      const { events, end, reached, warnings } = await lab.attempt(cli, [{ ...good[cli], paceMs: 2 }]);
      assert.ok(end.outcome === 'succeeded' && end.text.startsWith('```js'), JSON.stringify(end));
      assert.deepEqual([reached, warnings], ['pal', []]);
      const [start] = events;
      assert.ok(start?.type === 'start');
      assert.equal(lab.groups.get(start.pid), 'gone');
      assert.ok(events.some((event) => event.type === 'text-delta'));
      assert.ok(events.some((event) => event.type === 'raw' && event.line.startsWith('{')));
      assert.equal(lab.seen.calls.length, 1);
      assert.equal(lab.seen.calls[0]?.['cli_name'], cli);
    });
  }

  it('tells the CLI what was said before, in one conversation over all CLIs', async () => {
    lab = new PalLab('ok');
    await lab.attempt('codex', [good.codex], { prompt: 'MAO-Task: plan\nMAO-Run: r1\n\nPlan the library.\n' });
    const stdin = lab.script.path('stdin');
    await lab.attempt('claude', [{ stdin }, good.claude]);
    const given = lab.script.read('stdin');
    assert.match(given, /^MAO-Task: workstream\nMAO-Run: r1\n\n/);
    assert.match(given, /<conversation>\nPlan the library\.\n.*agent_message.*<\/conversation>\n\nDo it\.\n$/s);
    assert.equal(given.match(/MAO-/g)?.length, 2, 'no header lines but its own');
    assert.deepEqual(
      lab.seen.calls.map((call) => call['continuation_id']),
      [undefined, 'thread-1'],
    );
    assert.equal(lab.seen.starts, 1);
  });

  it('begins a new conversation when PAL knows the old one no more', async () => {
    lab = new PalLab('forgetful');
    await lab.attempt('claude', [good.claude]);
    const second = await lab.attempt('claude', [good.claude]);
    assert.deepEqual([second.code, second.warnings], ['succeeded', []]);
    assert.deepEqual(
      lab.seen.calls.map((call) => call['continuation_id']),
      [undefined, 'thread-1', undefined],
    );
  });

  it('hands prompts on whole, and answers, that PAL itself would refuse or cut', async () => {
    lab = new PalLab('ok');
    const long = `MAO-Task: workstream\nMAO-Run: r1\n\n${'Do it well. '.repeat(20_000)}`;
    const { code } = await lab.attempt('claude', [{ stdin: lab.script.path('stdin') }, good.claude], { prompt: long });
    assert.equal(code, 'succeeded');
    assert.equal(lab.script.read('stdin'), long);
    assert.ok(String(lab.seen.calls[0]?.['prompt']).length < 2500);
  });

  it('fails as the CLI fails, by its own code', async () => {
    lab = new PalLab('ok');
    const limited = await lab.attempt('claude', [{ replay: transcript('claude-429-retries0') }, { exit: 1 }]);
    assert.deepEqual([limited.code, limited.reached, limited.warnings], ['rate-limited', 'pal', []]);
    const silent = await lab.attempt('claude', [begun, { hang: true }], {
      limits: { idleSeconds: 0.5, attemptSeconds: 60 },
    });
    assert.equal(silent.code, 'idle');
    assert.equal((await lab.attempt('claude', [{ exit: 0 }])).code, 'output-empty');
    assert.equal((await lab.attempt('claude', [begun, { kill: 'SIGKILL' }])).code, 'crashed');
  });

  it('keeps the work of a CLI when PAL calls it a failure afterwards', async () => {
    lab = new PalLab('late-failure');
    assert.equal((await lab.attempt('claude', [good.claude])).code, 'succeeded');
  });

  it('cancels within two seconds, stubborn grandchildren too', async () => {
    lab = new PalLab('ok');
    const cancel = new AbortController();
    let at = 0;
    const stubborn = [{ ignoreTerm: true }, { child: { ignoreTerm: true, keepPipe: true } }, begun, { hang: true }];
    const told = await lab.attempt('claude', stubborn, {}, cancel.signal, (event) => {
      if (event.type !== 'text-delta' || at > 0) return;
      at = Date.now();
      cancel.abort();
    });
    assert.equal(told.end.outcome, 'cancelled');
    assert.ok(Date.now() - at < 4000, `${Date.now() - at} ms`);
    assert.deepEqual(lab.script.survivors(), []);
  });

  it('reads over what a server prints beside its messages', async () => {
    lab = new PalLab('noise');
    const told = await lab.attempt('gemini', [good.gemini]);
    assert.deepEqual([told.code, told.reached, told.warnings], ['succeeded', 'pal', []]);
  });

  it('is not held up by a flood on stderr', async () => {
    lab = new PalLab('flood');
    const told = await lab.attempt('gemini', [good.gemini]);
    assert.deepEqual([told.code, told.reached, told.warnings], ['succeeded', 'pal', []]);
  });
});
