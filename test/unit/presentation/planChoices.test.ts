import assert from 'node:assert/strict';
import { modelCard, modelChoices, thinkingChoices, type ModelPlace } from '../../../src/presentation/planChoices';
import { modelNamed, registry } from '../planning/specification';

const places: ReadonlyMap<string, ModelPlace> = new Map([
  [
    'opus',
    { cli: 'claude', available: true, detail: '/bin/claude', pays: 'the account that Claude Code is signed in to' },
  ],
  ['gemini-pro', { cli: 'gemini', available: false, detail: 'gemini is not on your PATH.' }],
  ['o3', { cli: 'codex', available: true, detail: '/bin/codex' }],
]);

describe('modelChoices', () => {
  it('has every model that is not taken, those on this machine first', () => {
    const choices = modelChoices(registry, places, ['sonnet', 'haiku', 'gemini-flash', 'gpt-codex']);
    assert.deepEqual(
      choices.map(({ label, detail, available }) => [label, detail, available]),
      [
        ['opus', 'anthropic · claude', true],
        ['o3', 'openai · codex', true],
        ['gemini-pro', 'google · gemini, not on this machine', false],
      ],
    );
    assert.deepEqual(
      modelChoices(registry, new Map(), []).map(({ label }) => label),
      [...registry.keys()],
    );
  });
});

describe('modelCard', () => {
  it('says what a model is, how it is reached, who pays and who takes over', () => {
    assert.equal(
      modelCard(modelNamed('opus'), places.get('opus'), ['sonnet', 'o3']),
      [
        '**opus** · anthropic · `opus`',
        'Good at orchestration, synthesis, architecture, long-context. Role: orchestrator.',
        'Thinking: low, think, think hard, megathink, ultrathink (its own: megathink).',
        'Reached by `/bin/claude`, paid by the account that Claude Code is signed in to.',
        'Else sonnet, else o3.',
      ].join('\n\n'),
    );
  });

  it('says why a model can not be used, and shows names from a workspace as they are', () => {
    assert.match(
      modelCard(modelNamed('gemini-pro'), places.get('gemini-pro'), []),
      /\n\nNot on this machine: gemini is not on your PATH\.\n\nNobody takes over from it\.$/,
    );
    const odd = { id: '[x](command:y)', provider: '<b>', capabilities: [], model: 'm', cli: 'mine' };
    assert.equal(
      modelCard(odd, undefined),
      '**\\[x](command:y)** · \\<b> · `m`\n\nThinks as its own settings say.\n\nReached over PAL.',
    );
  });
});

describe('thinkingChoices', () => {
  it("names the model's own mode", () => {
    assert.deepEqual(
      thinkingChoices(modelNamed('gpt-codex')).map(({ label, detail }) => [label, detail]),
      [
        ['low', 'gpt-codex'],
        ['medium', 'gpt-codex'],
        ['high', "gpt-codex's own"],
        ['xhigh', 'gpt-codex'],
      ],
    );
  });
});
