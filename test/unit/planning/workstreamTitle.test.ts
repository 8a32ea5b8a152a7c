import assert from 'node:assert/strict';
import { workstreamTitle } from '../../../src/planning/workstreamTitle';

describe('workstreamTitle', () => {
  it("uses the specification's words, and makes other ids readable", () => {
    assert.deepEqual(
      ['schemas', 'storage', 'core_logic', 'implementation', 'tests', 'api-client', 'userInterface', 'ui_2'].map(
        workstreamTitle,
      ),
      ['Schema generation', 'Storage', 'Core logic', 'Implementation', 'Tests', 'Api client', 'User interface', 'Ui 2'],
    );
  });
});
