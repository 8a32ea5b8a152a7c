import assert from 'node:assert/strict';
import { redactedAdapter, redactedEvents } from '../../../../src/adapters/common/redactedAdapter';
import type { AdapterEvent } from '../../../../src/core/adapterEvent';
import type { ModelAdapter } from '../../../../src/core/ports/modelAdapter';
import { createRedactor } from '../../../../src/core/redaction/redactor';
import { request } from '../transcripts';

const secret = ['sk-', 'ant-api03-', 'abcdefghij0123456789'].join('');
const halves = [secret.slice(0, 12), secret.slice(12)] as const;

async function redacted(...events: readonly AdapterEvent[]): Promise<readonly AdapterEvent[]> {
  const clean: AdapterEvent[] = [];
  const stream = (async function* () {
    await Promise.resolve();
    yield* events;
  })();
  for await (const event of redactedEvents(stream, createRedactor([]))) clean.push(event);
  return clean;
}

const raw = (line: string, stream: 'stdout' | 'stderr' = 'stdout'): AdapterEvent => ({ type: 'raw', stream, line });
const say = (text: string): AdapterEvent => ({ type: 'text-delta', text });
const done: AdapterEvent = { type: 'end', outcome: 'succeeded', text: `FILE: a\n${secret}` };

describe('redactedAdapter', () => {
  it('asks without secrets, and says what stands in their places', async () => {
    const prompts: string[] = [];
    const adapter: ModelAdapter = {
      cli: 'scripted',
      answers: 'files',
      availability: () => Promise.resolve({ available: true, path: 'x' }),
      async *run({ prompt }) {
        await Promise.resolve();
        prompts.push(prompt);
        yield done;
      },
    };
    const known = 'correct-horse-77';
    const redactor = createRedactor([known]);
    const key = `-----BEGIN PRIVATE KEY-----\r\n${'MIIEvQIBADANBgkqhkiG\r\n'.repeat(3)}-----END PRIVATE KEY-----`;
    const ask = async (prompt: string) => {
      const asked = redactedAdapter(adapter, redactor).run({ ...request({}), prompt }, new AbortController().signal);
      for await (const event of asked) assert.equal(event, done);
      return prompts.at(-1) ?? '';
    };
    assert.equal(await ask('MAO-Run: r\n\nNothing here.\n'), 'MAO-Run: r\n\nNothing here.\n');
    const asked = await ask(`MAO-Run: r\n\na ${secret}\nb ${known}\nc ${key}\nd postgres://me:${known}@db\n`);
    assert.ok(
      asked.startsWith(
        'MAO-Run: r\n\na [redacted by MAO: 1]\nb [redacted by MAO: 2]\nc [redacted by MAO: 3]\nd postgres://me:[redacted by MAO: 2]@db\n',
      ),
      asked,
    );
    assert.match(asked, /stands for a secret that MAO keeps back/);
    assert.deepEqual(redactor.giveBack('c [redacted by MAO: 3]\n[redacted by MAO: 2]', [`c ${key}\n`]), {
      text: `c ${key.replaceAll('\r\n', '\n')}\n[redacted by MAO: 2]`,
      foreign: ['[redacted by MAO: 2]'],
    });
  });
});

describe('redactedEvents', () => {
  it('joins what the stream splits', async () => {
    assert.deepEqual(await redacted(say(`the key ${halves[0]}`), say(`${halves[1]} is`), say(' here'), done), [
      say('the key '),
      say('[redacted] is'),
      say(' here'),
      done,
    ]);
  });

  it('gives out what it held back before anything else is told', async () => {
    const use: AdapterEvent = { type: 'tool-use', name: 'Bash', detail: `echo ${secret}` };
    assert.deepEqual(
      await redacted(say('I ask s'), use, say('k'), done),
      [say('I ask '), say('s'), { ...use, detail: 'echo [redacted]' }, say('k'), done].filter(
        (event) => event.type !== 'text-delta' || event.text !== '',
      ),
    );
  });

  it('keeps the answer itself as it is, and takes secrets out of a failure', async () => {
    assert.deepEqual(await redacted(done), [done]);
    const failure = { code: 'crashed', message: `bad key ${secret}` } as const;
    assert.deepEqual(await redacted({ type: 'end', outcome: 'failed', failure, text: '' }), [
      { type: 'end', outcome: 'failed', failure: { ...failure, message: 'bad key [redacted]' }, text: '' },
    ]);
  });

  it('leaves raw lines without secrets as they were printed', async () => {
    const lines = ['{"type": "x",  "delta": "a!"}', 'plain', '{"delta":', '{"a":1}', ''];
    assert.deepEqual(await redacted(...lines.map((line) => raw(line)), done), [
      ...lines.map((line) => raw(line)),
      done,
    ]);
  });

  it('redacts pieces in raw lines so that they join to the redacted text', async () => {
    const line = (text: string) => JSON.stringify({ type: 'stream_event', id: 's', event: { delta: { text } } });
    const other = JSON.stringify({ type: 'other', id: 1 });
    assert.deepEqual(
      await redacted(raw(line(`a ${halves[0]}`)), raw(other), raw(line(`${halves[1]} b s`)), raw(line('k')), done),
      [
        raw(line('a ')),
        raw(other),
        raw(line('[redacted] b ')),
        raw(line('')),
        raw('{"type":"mao-rest","of":"event.delta.text","text":"sk"}'),
        done,
      ],
    );
  });

  it('takes a private key out of raw lines, each stream for itself', async () => {
    const key = ['-----BEGIN PRIVATE KEY-----', 'MIIEvQIBADANBgkqhkiG9w0B', 'AQEFAASC==', '-----END PRIVATE KEY-----'];
    const lines = [
      ...key.slice(0, 2).map((line) => raw(line, 'stderr')),
      raw('out'),
      ...key.slice(2).map((line) => raw(line, 'stderr')),
    ];
    const clean = await redacted(raw('before', 'stderr'), ...lines, raw('after', 'stderr'), done);
    assert.deepEqual(
      clean.flatMap((event) => (event.type === 'raw' ? [event.line] : [])),
      ['before', '[redacted]', 'out', '', 'after'],
    );
  });
});
