import assert from 'node:assert/strict';
import type { ModelRegistry } from '../../../src/core/modelSpec';
import type { Availability, ModelAdapter } from '../../../src/core/ports/modelAdapter';
import { listClis } from '../../../src/engine/listClis';
import { availableModels, noModelFailure } from '../../../src/orchestration/availableModels';
import { defaultConfiguration } from '../../../src/config/loadConfiguration';

const spec = (id: string, cli?: string) => ({
  id,
  provider: 'p',
  capabilities: [],
  model: id,
  ...(cli === undefined ? {} : { cli }),
});
const registry: ModelRegistry = new Map(
  [
    spec('sonnet', 'claude'),
    spec('gpt', 'openai'),
    spec('llama', 'ollama'),
    spec('qwen', 'ollama'),
    spec('mine', 'mycli'),
    spec('api'),
  ].map((model) => [model.id, model]),
);
const gone: Availability = { available: false, reason: 'not found' };
const states: Readonly<Record<string, Availability>> = {
  claude: gone,
  openai: gone,
  ollama: { available: true, path: 'http://127.0.0.1:11434' },
};

/** Adapters by the registry's names of CLIs; none for those without a state. */
const adapters = ({ cli = '' }: { readonly cli?: string | undefined }): ModelAdapter | undefined => {
  const state = states[cli];
  return (
    state && {
      cli,
      answers: 'files',
      availability: () => Promise.resolve(state),
      preview: () => Promise.resolve(state.available ? { commandLine: [cli], pays: 'nobody' } : undefined),
      run: () => assert.fail('runs nothing'),
    }
  );
};

describe('listClis', () => {
  it('tells of each CLI once, of an Ollama that answers as of one that is there, and what to define', async () => {
    assert.deepEqual(
      (await listClis({ ...defaultConfiguration(), registry }, adapters)).map(({ cli, availability, models, pays }) => [
        cli,
        availability,
        models.map(({ id }) => id),
        ...(pays === undefined ? [] : [pays]),
      ]),
      [
        ['claude', gone, ['sonnet']],
        ['openai', gone, ['gpt']],
        ['ollama', states['ollama'], ['llama', 'qwen'], 'nobody'],
        ['mycli', { available: false, reason: 'Your settings do not define mycli: set clis.mycli.path.' }, ['mine']],
      ],
    );
  });

  it('counts the models of an Ollama that answers as reachable', async () => {
    const configuration = { ...defaultConfiguration(), registry };
    assert.deepEqual(await availableModels({ configuration, adapters }), ['llama', 'qwen']);
  });

  it('names what was looked for when there is nothing', async () => {
    const configuration = defaultConfiguration();
    const all = await noModelFailure({ configuration: { ...configuration, registry }, adapters });
    assert.match(all.message, /none of claude, codex, mycli on your PATH, and no Ollama answers\./);
    const one: ModelRegistry = new Map([['sonnet', spec('sonnet', 'claude')]]);
    const only = await noModelFailure({ configuration: { ...configuration, registry: one }, adapters });
    assert.match(only.message, /none of claude on your PATH\. Install/);
  });
});
