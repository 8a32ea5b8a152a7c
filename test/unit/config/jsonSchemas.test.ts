import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { jsonSchemas } from '../../../src/config/jsonSchemas';

describe('jsonSchemas', () => {
  for (const [name, schema] of Object.entries(jsonSchemas())) {
    it(`is what resources/schemas/${name} holds`, () => {
      const path = `resources/schemas/${name}`;
      const committed = existsSync(path) ? readFileSync(path, 'utf8') : '';
      assert.ok(
        committed === `${JSON.stringify(schema, null, 2)}\n`,
        `${path} is out of date. Write it anew: npm run reference`,
      );
    });
  }

  it('requires nothing that has a default, and describes itself', () => {
    const settings = jsonSchemas()['mao.config.schema.json'] ?? assert.fail();
    assert.equal('required' in settings, false);
    assert.ok('$schema' in settings && 'title' in settings && 'properties' in settings);
  });
});
