import assert from 'node:assert/strict';
import { expectedDiversity } from '../../../src/planning/expectedDiversity';
import { planFromRouting } from '../../../src/planning/planFromRouting';
import { planOf, registry, routing, section, sectionPlan, workstream } from './specification';

describe('expectedDiversity', () => {
  it("is 80 for the specification's table", () => {
    assert.equal(planFromRouting({ sections: [section('2', 'Loans')], registry, routing }).diversity, 80);
  });

  it('is 0 for a single workstream, and skipped ones do not count', () => {
    const one = workstream('a', { model: 'o3' });
    assert.equal(expectedDiversity(planOf(sectionPlan('2', [one])), registry), 0);
    const skipped = workstream('b', { model: 'sonnet', skip: true });
    assert.equal(expectedDiversity(planOf(sectionPlan('2', [one, skipped])), registry), 0);
    assert.equal(
      expectedDiversity(planOf(sectionPlan('2', [one]), sectionPlan('3', [workstream('b')])), registry),
      100,
    );
  });
});
