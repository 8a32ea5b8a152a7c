import assert from 'node:assert/strict';
import { fillTemplate, isTemplatePlaceholder, templatePlaceholders } from '../../../src/core/templatePlaceholders';

const values = {
  section: 'S {{brief}}',
  contract: 'C',
  brief: 'B $& $1',
  acceptance: 'A',
  context: 'X',
  workstream: 'W',
  model: 'M',
};

describe('fillTemplate', () => {
  it('puts every value in once, as it is', () => {
    assert.equal(
      fillTemplate('{{section}}|{{ brief }}|{{unknown}}|{{model}}{{model}}', values),
      'S {{brief}}|B $& $1|{{unknown}}|MM',
    );
  });

  it('has a value for each placeholder and knows no other', () => {
    for (const name of templatePlaceholders) assert.equal(fillTemplate(`{{${name}}}`, values), values[name]);
    assert.equal(isTemplatePlaceholder('constructor'), false);
  });
});
