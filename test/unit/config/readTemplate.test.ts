import assert from 'node:assert/strict';
import { readTemplate } from '../../../src/config/readTemplate';
import { place, underlined } from './places';

const file = '.claude/models/prompts/schemas.md';

describe('readTemplate', () => {
  it('accepts the known placeholders, whatever their spacing', () => {
    const text =
      'Build {{section}} under {{ contract }}.\n{{brief}} {{acceptance}} {{context}} {{workstream}} {{model}}\n';
    assert.deepEqual(readTemplate('schemas', text, file), { value: text, problems: [] });
    assert.equal(readTemplate('schemas', `\uFEFF${text}`, file).value, text);
  });

  it('says where an unknown placeholder stands and which there are', () => {
    const text = '# Prompt\r\n\r\nUse {{section}} and {{breif}},\r\n  {{secret}}.\r\n';
    const { value, problems } = readTemplate('schemas', text, file);
    assert.equal(value, undefined);
    const allowed = 'Allowed: section, contract, brief, acceptance, context, workstream, model.';
    assert.deepEqual(problems.map(place), [
      `3:21 error There is no placeholder {{breif}}. Did you mean brief? ${allowed}`,
      `4:3 error There is no placeholder {{secret}}. ${allowed}`,
    ]);
    assert.deepEqual(
      problems.map((problem) => underlined(text, problem)),
      ['{{breif}}', '{{secret}}'],
    );
  });

  it('leaves braces alone that are code', () => {
    const text = 'For {{section}}, render `{{ user.name }}` and `{{#if x}}` and {{}}.';
    assert.deepEqual(readTemplate('schemas', text, file), { value: text, problems: [] });
  });

  it('warns of a template that tells nothing, and refuses an empty one', () => {
    const { value, problems } = readTemplate('schemas', 'Do your best.', file);
    assert.equal(value, 'Do your best.');
    assert.deepEqual(problems.map(place), [
      '1:1 warning The model will not be told its task: this template has none of {{section}}, {{brief}}, {{contract}}.',
    ]);
    assert.deepEqual(readTemplate('schemas', ' \n', file).problems.map(place), [
      "1:1 error This template is empty. Write the prompt for schemas in it, or delete it to use MAO's own.",
    ]);
  });
});
