import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import { writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { calmParts, DevelopLab, eventsOf, planPart, workPart, type Ended } from '../integration/develop/lab';
import { ensurePal, palVersions, type PalVersion } from '../setup/ensurePal';

const answer = 'Here it is.\n\nFILE: b.txt\n```\nby deepseek\n```\n';

describe('a model without a CLI over the real PAL server', function () {
  this.timeout(240_000);
  let server: Server;
  let url: string;
  let status = 200;
  let prompts: string[] = [];
  let lab: DevelopLab;
  before(async () => {
    server = createServer((request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (text: string) => (body += text));
      request.on('end', () => {
        prompts.push(body);
        response.writeHead(status, { 'content-type': 'application/json' });
        const message = { role: 'assistant', content: answer };
        const choices = [{ index: 0, finish_reason: 'stop', message }];
        const usage = { prompt_tokens: 11, completion_tokens: 7, total_tokens: 18 };
        const said = { id: 'c1', object: 'chat.completion', created: 1, model: 'deepseek-coder', choices, usage };
        response.end(JSON.stringify(status === 200 ? said : { error: { message: 'no such key', type: 'auth' } }));
      });
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const address: AddressInfo | string | null = server.address();
    assert.ok(address !== null && typeof address === 'object');
    url = `http://127.0.0.1:${address.port}/v1`;
  });
  after(() => server.close());
  beforeEach(() => {
    prompts = [];
    lab = new DevelopLab({ 'PRD.md': '# Product\n\n## 1. Greeting\n\nSay hello.\n' });
  });
  afterEach(() => lab.remove());

  async function develop(version: PalVersion): Promise<Ended> {
    const models = join(lab.root, 'models.json');
    const model = { model_name: 'deepseek-coder', aliases: [], context_window: 128_000, max_output_tokens: 8000 };
    writeFileSync(models, JSON.stringify({ models: [model] }));
    const env = { CUSTOM_API_URL: url, CUSTOM_API_KEY: 'none', CUSTOM_MODELS_CONFIG_PATH: models };
    const pal = { type: 'stdio', command: await ensurePal(version), env };
    lab.write('.mcp.json', JSON.stringify({ mcpServers: { pal } }));
    const plan = planPart([{ id: 'schemas', owns: ['b.txt'], model: 'deepseek' }]);
    return lab.develop(
      '1',
      { parts: [plan, workPart('schemas', { 'b.txt': 'by another\n' }), ...calmParts] },
      '--apply',
    );
  }

  for (const version of palVersions) {
    it(`writes the files that it answers, in ${version}`, async () => {
      status = 200;
      const ended = await develop(version);
      assert.equal(ended.code, 0, ended.stderr);
      assert.deepEqual(eventsOf(ended.events, 'fallback'), []);
      const [attempt] = eventsOf(ended.events, 'attempt-start').filter(({ workstream }) => workstream === 'schemas');
      assert.deepEqual([attempt?.model, attempt?.transport], ['deepseek', 'pal']);
      assert.equal(lab.read('b.txt'), 'by deepseek\n');
      assert.equal(prompts.length, 1);
      assert.match(prompts[0] ?? '', /MAO-Task: workstream/);
    });
  }

  it('fails by its own code where its key is none, and the next model has its turn', async () => {
    status = 401;
    const ended = await develop('11.8.2');
    assert.equal(ended.code, 0, ended.stderr);
    assert.deepEqual(
      eventsOf(ended.events, 'fallback').map(({ message }) => message),
      ['Schema generation: fallback from deepseek to gemini-pro (not-signed-in)'],
    );
    const said = eventsOf(ended.events, 'log').map(({ message }) => message);
    assert.ok(
      said.some((text) =>
        /the key of its provider into the env of "pal" in \.mcp\.json.* without deepseek \(over PAL\)\.$/.test(text),
      ),
      said.join('\n'),
    );
  });
});
