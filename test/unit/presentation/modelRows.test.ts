import assert from 'node:assert/strict';
import type { CliState, ModelState } from '../../../src/core/cliState';
import { modelRows, nextChange } from '../../../src/presentation/modelRows';

const now = new Date('2026-11-22T10:00:00.000Z');
const model = (id: string, cli: string, more: Partial<ModelState> = {}): ModelState => ({
  model: { id, provider: 'anthropic', cli, capabilities: ['review'], model: id },
  cooldown: undefined,
  record: undefined,
  ...more,
});
const cooldown = (cli: string, id: string) => ({
  cooldown: { cli, model: id, until: '2026-11-22T10:30:00.000Z', reason: 'rate-limited', streak: 1 } as const,
});
const cli = (name: string, models: readonly ModelState[], more: Partial<CliState> = {}): CliState => ({
  cli: name,
  availability: { available: true, path: `/bin/${name}`, version: '2.1.330' },
  signIn: undefined,
  models,
  ...more,
});
const gone = { available: false, reason: 'Codex CLI was not found on PATH.' } as const;

describe('presentation/modelRows', () => {
  it('tells version, who pays and the models of a CLI that is ready', () => {
    const claude = cli('claude', [model('opus', 'claude'), model('sonnet', 'claude')]);
    const [row] = modelRows(
      [claude],
      [{ cli: 'claude', signedIn: true, pays: 'subscription', at: '2026-11-22T09:00:00.000Z' }],
      now,
    );
    assert.equal(row?.label, 'claude 2.1.330');
    assert.equal(row.description, 'subscription · opus, sonnet');
    assert.equal(row.icon.name, 'pass');
    assert.equal(row.spoken, 'signed in, subscription · opus, sonnet');
    assert.equal(modelRows([claude], [], now)[0]?.spoken, 'found, opus, sonnet');
    assert.match(row.tooltip, /Signed in .*paid by\\: subscription/);
  });

  it('says who is signed out and what to do, by the newest of what runs and Doctor saw', () => {
    const signIn = { signedIn: false, at: '2026-11-22T09:30:00.000Z' };
    const gemini = cli('gemini', [model('gemini-pro', 'gemini')], { signIn });
    const doctor = (at: string) => [{ cli: 'gemini', signedIn: true, at }];
    const [row] = modelRows([gemini], doctor('2026-11-22T09:00:00.000Z'), now);
    assert.equal(row?.description, 'not signed in: run gemini once in a terminal');
    assert.equal(row.context, 'cli.signedOut');
    const [later] = modelRows([gemini], doctor('2026-11-22T09:45:00.000Z'), now);
    assert.equal(later?.description, 'gemini-pro');
  });

  it('says until when a CLI rests, once all of its models do', () => {
    const resting = model('gpt-codex', 'codex', cooldown('codex', 'gpt-codex'));
    const [row] = modelRows([cli('codex', [resting])], [], now);
    assert.match(row?.description ?? '', /^rate limited until .*30/);
    assert.equal(row?.icon.name, 'watch');
    const [half] = modelRows([cli('codex', [resting, model('o3', 'codex')])], [], now);
    assert.equal(half?.description, 'gpt-codex, o3');
    assert.match(half.children[0]?.description ?? '', /^rate limited until [^·]*$/);
    assert.equal(nextChange([cli('codex', [resting])], now), 30 * 60_000);
    assert.equal(nextChange([cli('codex', [])], now), undefined);
  });

  it('tells the win rate of a model once it is known', () => {
    const state = cli('claude', [model('opus', 'claude', { record: { merged: 5, of: 6 } }), model('haiku', 'claude')]);
    const [row] = modelRows([state], [], now);
    assert.deepEqual(
      row?.children.map(({ label, description }) => [label, description]),
      [
        ['opus', 'won 5 of 6'],
        ['haiku', ''],
      ],
    );
    assert.match(row.children[0]?.tooltip ?? '', /Win rate 83 %/);
  });

  it('lists what is missing last, and nothing while nothing is there', () => {
    const codex = cli('codex', [model('o3', 'codex')], { availability: gone });
    const rows = modelRows([codex, cli('claude', [model('opus', 'claude')])], [], now);
    assert.deepEqual(
      rows.map(({ label, description, children }) => [label, description, children.length]),
      [
        ['claude 2.1.330', 'opus', 1],
        ['codex', 'not found', 0],
      ],
    );
    assert.match(rows[1]?.tooltip ?? '', /was not found on PATH/);
    assert.deepEqual(modelRows([codex], [], now), []);
  });
});
