import assert from 'node:assert/strict';
import type { Problem } from '../../../src/core/problem';
import { planFigures, problemFigures } from '../../../src/presentation/planFigures';
import { plan } from './fixtures';

const problem = (severity: Problem['severity']): Problem => ({
  file: 'plan.md',
  line: 1,
  column: 1,
  severity,
  message: '',
});

describe('planFigures', () => {
  it('tells the diversity of the plan as it stands against the proposed one', () => {
    assert.equal(planFigures(plan, plan), 'Diversity 80, 2 prompts');
    const [section] = plan.sections;
    assert.ok(section);
    const workstreams = section.workstreams.map((one, at) => (at === 0 ? { ...one, skip: true } : one));
    const edited = { diversity: 0, sections: [{ ...section, workstreams }] };
    assert.equal(planFigures(edited, plan), 'Diversity 80 → 0, 1 prompt');
  });
});

describe('problemFigures', () => {
  it('counts errors and warnings, and is nothing for none', () => {
    assert.equal(problemFigures([]), undefined);
    assert.equal(problemFigures([problem('warning')]), '1 warning');
    assert.equal(problemFigures([problem('error'), problem('warning'), problem('error')]), '2 errors, 1 warning');
  });
});
