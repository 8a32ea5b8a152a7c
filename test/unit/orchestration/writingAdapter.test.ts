import assert from 'node:assert/strict';
import type { AdapterEvent, AttemptEnd } from '../../../src/core/adapterEvent';
import { systemClock } from '../../../src/core/ports/clock';
import type { Access, AttemptRequest, ModelAdapter } from '../../../src/core/ports/modelAdapter';
import { createRedactor } from '../../../src/core/redaction/redactor';
import { writingAdapter } from '../../../src/orchestration/writingAdapter';
import { MemoryFiles } from './memoryFiles';

const redactor = createRedactor([]);
const said = (text: string): AttemptEnd => ({ type: 'end', outcome: 'succeeded', text });
const usage = (inputTokens: number, outputTokens: number, costUsd?: number): AdapterEvent => ({
  type: 'usage-update',
  inputTokens,
  outputTokens,
  ...(costUsd === undefined ? {} : { costUsd }),
});
const good = 'FILE: a.txt\n```\nnew\n```\nDone.\n';
const wrong = 'EDIT: b.txt\n<<<<<<< SEARCH\nnot there\n=======\nx\n>>>>>>> REPLACE\n';

/** An adapter that plays one list of events per run, and remembers what it was asked. */
function scripted(answers: 'files' | 'blocks', ...plays: readonly (readonly AdapterEvent[])[]) {
  const asked: AttemptRequest[] = [];
  const adapter: ModelAdapter = {
    cli: 'scripted',
    answers,
    availability: () => Promise.resolve({ available: true, path: 'x' }),
    run: (request) => {
      asked.push(request);
      const events = plays[asked.length - 1] ?? [];
      return {
        async *[Symbol.asyncIterator]() {
          await Promise.resolve();
          yield* events;
        },
      };
    },
  };
  return { adapter, asked };
}

describe('writingAdapter', () => {
  let files: MemoryFiles;
  beforeEach(() => {
    files = new MemoryFiles({ 'b.txt': 'b\n' });
  });

  async function run(script: ReturnType<typeof scripted>, access: Access = 'edit') {
    const opened: string[] = [];
    const openWorktree = (folder: string) => {
      opened.push(folder);
      return files;
    };
    const adapter = writingAdapter(script.adapter, { openWorktree, clock: systemClock, redactor });
    const request: AttemptRequest = {
      model: { id: 'm', provider: 'p', capabilities: [], model: 'x' },
      prompt: 'MAO-Task: workstream\n\nDo it.\n',
      workdir: '/w',
      access,
      limits: { idleSeconds: 5, attemptSeconds: 100 },
    };
    const events: AdapterEvent[] = [];
    for await (const event of adapter.run(request, new AbortController().signal)) events.push(event);
    return { events, end: events.at(-1), opened };
  }

  it('leaves an adapter alone that edits files itself', () => {
    const { adapter } = scripted('files');
    assert.equal(writingAdapter(adapter, { openWorktree: () => files, clock: systemClock, redactor }), adapter);
  });

  it('passes a question on as it is', async () => {
    const { events, opened } = await run(scripted('blocks', [said(good)]), 'none');
    assert.deepEqual(events, [said(good)]);
    assert.deepEqual(opened, []);
  });

  it('writes the answer, tells of each file, and ends with the prose', async () => {
    const { events, opened } = await run(
      scripted('blocks', [{ type: 'text-delta', text: 'hm' }, said(`${good}DELETE: b.txt`)]),
    );
    assert.deepEqual(events, [
      { type: 'text-delta', text: 'hm' },
      { type: 'tool-use', name: 'write', detail: 'a.txt' },
      { type: 'tool-use', name: 'delete', detail: 'b.txt' },
      said('Done.'),
    ]);
    assert.deepEqual(opened, ['/w']);
    assert.deepEqual([...files.texts], [['a.txt', 'new\n']]);
  });

  it('sends an answer back once, in the same attempt, and adds up what it used', async () => {
    const script = scripted(
      'blocks',
      [usage(10, 5, 0.5), said(good + wrong)],
      [usage(1, 0, 0.1), usage(20, 2, 0.25), said('DELETE: b.txt\nBetter.')],
    );
    const { events, end } = await run(script);
    assert.deepEqual(end, said('Better.'));
    assert.deepEqual(
      events.filter(({ type }) => type === 'usage-update'),
      [usage(10, 5, 0.5), usage(11, 5, 0.6), usage(30, 7, 0.75)],
    );
    assert.equal(events.filter(({ type }) => type === 'log').length, 1);
    const [first, second] = script.asked;
    assert.ok(first && second);
    assert.ok(second.prompt.startsWith(first.prompt));
    assert.match(second.prompt, /This was your answer:[^]*not there[^]*nearest lines/);
    assert.ok(second.limits.attemptSeconds <= 100);
    assert.deepEqual([...files.texts], [['a.txt', 'new\n']]);
  });

  it('ends with output-invalid when the second answer does not fit either, nothing written', async () => {
    const script = scripted('blocks', [said(good + wrong)], [said(wrong)], [said(good)]);
    const { end } = await run(script);
    assert.ok(end?.type === 'end' && end.outcome === 'failed' && end.failure.code === 'output-invalid');
    assert.equal(script.asked.length, 2);
    assert.equal(files.writes, 0);
  });

  it('does not know a cost that one of two answers does not tell', async () => {
    const { events } = await run(scripted('blocks', [usage(10, 5), said(wrong)], [usage(20, 2, 0.25), said(good)]));
    assert.deepEqual(
      events.filter(({ type }) => type === 'usage-update'),
      [usage(10, 5), usage(30, 7)],
    );
  });

  it('fails as its model fails, in either round', async () => {
    const down: AttemptEnd = { type: 'end', outcome: 'failed', failure: { code: 'network', message: 'x' }, text: '' };
    assert.deepEqual((await run(scripted('blocks', [down]))).end, down);
    assert.deepEqual((await run(scripted('blocks', [said(wrong)], [down]))).end, down);
    assert.deepEqual((await run(scripted('blocks', [said(wrong)], [{ type: 'end', outcome: 'cancelled' }]))).end, {
      type: 'end',
      outcome: 'cancelled',
    });
    assert.equal(files.writes, 0);
  });

  it('makes a full disk a failure, not an exception', async () => {
    files.write = () => Promise.reject(new Error('ENOSPC: no space left on device'));
    const { end } = await run(scripted('blocks', [said(good)]));
    assert.ok(end?.type === 'end' && end.outcome === 'failed' && end.failure.code === 'crashed');
    assert.match(end.failure.message, /ENOSPC/);
  });
});
