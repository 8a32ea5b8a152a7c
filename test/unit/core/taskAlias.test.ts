import assert from 'node:assert/strict';
import { developmentTaskOf, developmentTasks } from '../../../src/core/taskAlias';

describe('developmentTaskOf', () => {
  it("knows the specification's names, spelling variants, and leaves new ids alone", () => {
    assert.equal(developmentTaskOf('schema_design'), 'schemas');
    assert.equal(developmentTaskOf('storage_layer'), 'storage');
    assert.equal(developmentTaskOf('Core Logic'), 'core_logic');
    assert.equal(developmentTaskOf(' api-client '), 'api-client');
    assert.deepEqual(developmentTasks.map(developmentTaskOf), [...developmentTasks]);
  });
});
