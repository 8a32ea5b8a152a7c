import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Cooldown } from '../../../../src/core/cooldown';
import { openCooldowns } from '../../../../src/workspace/state/cooldowns';

const rest = (cli: string, model: string): Cooldown => ({
  cli,
  model,
  until: '2026-11-23T10:00:47.000Z',
  reason: 'rate-limited',
  streak: 2,
});

describe('the store of cool-downs', () => {
  let folder: string;
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'mao-cooldowns-'))));
  afterEach(() => rm(folder, { recursive: true, force: true }));
  const open = (setup = 'as it is') => openCooldowns(folder, () => setup);

  it('keeps a rest over restarts until it is cleared', async () => {
    await open().save(rest('gemini', 'gemini-2.5-pro'));
    assert.deepEqual(await open().find('gemini', 'gemini-2.5-pro'), rest('gemini', 'gemini-2.5-pro'));
    assert.equal(await open().find('gemini', 'gemini-2.5-flash'), undefined);
    assert.equal(await open().find('claude', 'gemini-2.5-pro'), undefined);
    await open().clear('gemini', 'gemini-2.5-pro');
    await open().clear('gemini', 'gemini-2.5-pro');
    assert.equal(await open().find('gemini', 'gemini-2.5-pro'), undefined);
  });

  it('lists all in order, loses none of many written at once, and forgets those of another setup', async () => {
    const models = Array.from({ length: 20 }, (_, index) => `model-${String(index).padStart(2, '0')}`);
    await Promise.all(models.map((model) => open().save(rest('codex', model))));
    await open('another account').save(rest('codex', 'gpt'));
    assert.deepEqual(
      (await open().list()).map(({ model }) => model),
      models,
    );
    assert.equal(await open().find('codex', 'gpt'), undefined);
  });

  it('takes damaged files for absent', async () => {
    assert.deepEqual(await open().list(), []);
    await open().save(rest('gemini', 'pro'));
    const [name = ''] = await readdir(join(folder, 'cooldowns'));
    for (const text of [
      '',
      '{"cli":',
      '{"cli":"gemini","model":"pro","until":"soon","reason":"rate-limited","streak":1}',
    ]) {
      await writeFile(join(folder, 'cooldowns', name), text);
      assert.equal(await open().find('gemini', 'pro'), undefined);
      assert.deepEqual(await open().list(), []);
    }
  });
});
