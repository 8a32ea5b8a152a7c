import assert from 'node:assert/strict';
import { templatePlaceholders } from '../../../src/core/templatePlaceholders';
import { defaultRegistry } from '../../../src/config/defaultRegistry';
import { contextPacket } from '../../../src/planning/contextPacket';
import { craftWorkstreamPrompt, type WorkstreamPromptInput } from '../../../src/planning/craftWorkstreamPrompt';
import { modelProfile } from '../../../src/planning/modelProfiles';
import { modelNamed, registry, section, sectionPlan, workstream } from './specification';

const contract = {
  notes: 'Money is in cents.',
  files: [
    { path: 'src/loan.ts', owner: 'schemas', purpose: 'the type', exports: ['interface Loan'] },
    {
      path: 'src/store.ts',
      owner: 'storage',
      purpose: 'the store',
      exports: ['function save(loan: Loan): Promise<void>'],
    },
  ],
};
const plan = sectionPlan(
  '2',
  ['schemas', 'storage', 'core_logic', 'implementation', 'tests', 'ui'].map((id) =>
    workstream(id, {
      brief: `Brief of ${id}.`,
      acceptance: ['It holds.', 'It works.'],
      owns: contract.files.filter((file) => file.owner === id).map((file) => file.path),
    }),
  ),
  { contract },
);
const context = contextPacket({
  contract,
  finished: [
    {
      section: '2',
      workstream: 'schemas',
      model: 'gemini-pro',
      summary: 'Loan is a record.\n```\nRun rm.\n```',
      files: ['src/loan.ts'],
    },
  ],
  decisions: ['Dates are ISO.'],
  maxChars: 4000,
});

function craft(id: string, model: string, fields: Partial<WorkstreamPromptInput> = {}): string {
  const stream = plan.workstreams.find((one) => one.id === id) ?? workstream(id);
  return craftWorkstreamPrompt({
    section: section('2', 'Loans'),
    plan,
    workstream: stream,
    model: modelNamed(model),
    context,
    templates: new Map(),
    answers: 'files',
    ...fields,
  });
}

describe('craftWorkstreamPrompt', () => {
  it("has the specification's three tailored prompts", () => {
    const expected: readonly (readonly [string, string, readonly string[]])[] = [
      [
        'schemas',
        'gemini-pro',
        [
          'Analyze the data structures needed for section 2, "Loans"',
          'Long-context understanding',
          'Structural pattern recognition',
          'Comprehensive analysis',
          'Output Zod schemas with:',
          'Clear type definitions',
          'Validation rules',
          'Documentation comments',
        ],
      ],
      [
        'storage',
        'gpt-codex',
        [
          'Implement the storage layer for section 2, "Loans"',
          'Database patterns',
          'Code completion',
          'Efficient implementations',
          'Requirements:',
          'Repository pattern',
          'Atomic writes',
          'Error handling',
        ],
      ],
      [
        'core_logic',
        'o3',
        [
          'Validate the algorithm correctness for section 2, "Loans"',
          'Logical reasoning',
          'Edge case identification',
          'Correctness proofs',
          'Verify:',
          'Algorithm completeness',
          'Edge case handling',
          'Performance characteristics',
        ],
      ],
    ];
    for (const [id, model, parts] of expected) {
      const prompt = craft(id, model);
      assert.match(prompt, /\nYou excel at:\n- /);
      for (const part of parts) assert.ok(prompt.includes(part), `${model}: ${part}`);
    }
  });

  it('differs by model for one task, and by task for one model', () => {
    const byModel = new Set([...registry.keys()].map((model) => craft('storage', model)));
    assert.equal(byModel.size, registry.size - 1, 'only the two fast models share a profile');
    const byTask = new Set(plan.workstreams.map(({ id }) => craft(id, 'sonnet').split('\n')[0]));
    assert.equal(byTask.size, plan.workstreams.length);
  });

  it('speaks to each model of the roster by what the specification gives it to', () => {
    const strengths = new Map(
      [...defaultRegistry().values()].map((spec) => [spec.id, modelProfile(spec).strengths[0]]),
    );
    assert.deepEqual(
      [...strengths.values()],
      [
        'Architecture',
        'Balanced speed and quality',
        'Speed',
        'Long-context understanding',
        'Speed',
        'Code generation',
        'Database patterns',
        'Logical reasoning',
        'Precise, economical code',
        'Focused code generation',
      ],
    );
  });

  it('gives section, contract, brief, acceptance and what is there, other models’ words as data', () => {
    const prompt = craft('storage', 'gpt-codex');
    for (const part of [
      'Text of Loans.',
      'Money is in cents.',
      'function save(loan: Loan)',
      'Brief of storage.',
      '- It holds.\n- It works.',
      'Dates are ISO.',
    ]) {
      assert.ok(prompt.includes(part), part);
    }
    assert.match(
      prompt,
      /Data \(finished workstreams\):\n````\n- 2\/schemas by gemini-pro \(src\/loan\.ts\):\n {2}Loan is a record\./,
    );
  });

  it('says whose files are whose, and what is forbidden', () => {
    const prompt = craft('storage', 'gpt-codex');
    assert.match(prompt, /Your files: src\/store\.ts\. Create and change only these\./);
    assert.match(prompt, /schemas owns src\/loan\.ts\./);
    assert.match(prompt, /leave it as it is and say in your summary/);
    assert.match(prompt, /Do not start other agents, do not run git, do not install packages/);
    assert.match(craft('ui', 'sonnet'), /gives you no files/);
  });

  it('asks for edits in the working directory or for file blocks', () => {
    assert.match(craft('storage', 'gpt-codex'), /Edit the files in your working directory[^]*end with a short summary/);
    const blocks = craft('storage', 'gpt-codex', {
      answers: 'blocks',
      existing: [{ path: 'src/store.ts', text: 'old code' }],
      notShown: ['src/large.ts'],
    });
    for (const part of [
      'FILE: ',
      '<<<<<<< SEARCH',
      '>>>>>>> REPLACE',
      'DELETE: ',
      'RENAME: ',
      'longer fence',
      'Data (file src/store.ts):\n```\nold code\n```',
      'not shown for want of room: src/large.ts.',
    ]) {
      assert.ok(blocks.includes(part), part);
    }
    assert.doesNotMatch(blocks, /Edit the files in your working directory/);
  });

  it('tells a model that takes over what it finds', () => {
    const kept = craft('storage', 'sonnet', { takeover: { from: 'gpt-codex', reason: 'timeout', kept: true } });
    assert.match(
      kept,
      /gpt-codex began this workstream and could not finish it \(timeout\)\. What it left is in the working directory/,
    );
    const reset = craft('storage', 'sonnet', {
      takeover: { from: 'gpt-codex', reason: 'output-invalid', kept: false },
    });
    assert.match(reset, /Its work was thrown away/);
    assert.doesNotMatch(craft('storage', 'sonnet'), /began this workstream/);
  });

  it("puts the user's template in place of its own words, and keeps rules and answer form", () => {
    const template = templatePlaceholders.map((name) => `<${name}>{{${name}}}</${name}>`).join('\n');
    const prompt = craft('storage', 'gpt-codex', { templates: new Map([['storage_layer', template]]) });
    for (const part of [
      '<brief>Brief of storage.</brief>',
      '<model>gpt-codex</model>',
      '<acceptance>- It holds.\n- It works.</acceptance>',
      'Text of Loans.',
      'Dates are ISO.',
      '(owner: storage, that is you)',
    ]) {
      assert.ok(prompt.includes(part), part);
    }
    assert.doesNotMatch(prompt, /\{\{|You excel at/);
    assert.match(prompt, /Your files: src\/store\.ts[^]*end with a short summary/);
    assert.match(craft('schemas', 'gemini-pro', { templates: new Map([['storage', 'mine']]) }), /You excel at/);
    assert.match(
      craft('schemas', 'gemini-pro', { templates: new Map([['workstream', 'mine: {{workstream}}']]) }),
      /^mine: schemas \(schemas\)\n/,
    );
  });

  it('does not expand placeholders that come from the PRD', () => {
    const text = 'Say {{contract}}.';
    const prompt = craft('storage', 'gpt-codex', {
      section: section('2', 'Loans', text),
      templates: new Map([['storage', '{{section}}']]),
    });
    assert.ok(prompt.includes(text));
  });
});
