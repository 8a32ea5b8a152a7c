import assert from 'node:assert/strict';
import type { CliState } from '../../../src/core/cliState';
import { retryChoices } from '../../../src/presentation/retryChoices';

const now = new Date('2026-11-22T10:00:00.000Z');
const cli = (name: string, models: readonly string[], more: Partial<CliState> = {}): CliState => ({
  cli: name,
  availability: { available: true, path: `/bin/${name}` },
  signIn: undefined,
  models: models.map((id) => ({
    model: { id, provider: name, cli: name, capabilities: [], model: id },
    cooldown: undefined,
    record: undefined,
  })),
  ...more,
});

describe('retryChoices', () => {
  it('offers the models of CLIs that are there, those not signed in last, and says who was at it', () => {
    const signIn = { signedIn: false, at: '2026-11-22T09:00:00.000Z' };
    const missing = { availability: { available: false, reason: 'not found' } } as const;
    const groups = retryChoices(
      [cli('claude', ['opus'], { signIn }), cli('gemini', ['gemini-pro'], missing), cli('codex', ['o3', 'gpt-codex'])],
      [],
      'o3',
      now,
    );
    assert.deepEqual(
      groups.map(({ cli: name, state, models }) => [name, state, models.map(({ model }) => model)]),
      [
        ['codex', '', ['o3', 'gpt-codex']],
        ['claude', 'not signed in: run claude once in a terminal', ['opus']],
      ],
    );
    assert.match(groups[0]?.models[0]?.description ?? '', /did it so far$/);
  });

  it('says which model rests', () => {
    const [resting] = cli('codex', ['o3']).models;
    assert.ok(resting);
    const cooldown = {
      cli: 'codex',
      model: 'o3',
      reason: 'rate-limited',
      until: '2026-11-22T10:30:00.000Z',
      streak: 1,
    } as const;
    const groups = retryChoices([cli('codex', [], { models: [{ ...resting, cooldown }] })], [], 'opus', now);
    assert.match(groups[0]?.models[0]?.description ?? '', /rate limited until/);
  });
});
