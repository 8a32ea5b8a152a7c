import assert from 'node:assert/strict';
import { planSchema } from '../../../src/core/plan';
import { planFromRouting } from '../../../src/planning/planFromRouting';
import { validatePlan } from '../../../src/planning/validatePlan';
import { registry, routing, section } from './specification';

describe('planFromRouting', () => {
  it('lets schemas come first and the rest run in parallel, assigned by the routing rules', () => {
    const sections = [section('2', 'Loans'), section('3', 'Reminders', 'line\n'.repeat(50))];
    const dependencyCheck = { ready: true, missing: [], dependsOn: { '3': ['2'] } };
    const plan = planFromRouting({ sections, registry, routing, dependencyCheck });
    assert.deepEqual(planSchema.parse(plan), plan);
    assert.deepEqual(validatePlan(plan, registry), []);
    assert.deepEqual(
      plan.sections.map(({ id, complexity, strategy, dependsOn }) => [id, complexity, strategy, dependsOn]),
      [
        ['2', 'low', 'waves', []],
        ['3', 'medium', 'waves', ['2']],
      ],
    );
    assert.deepEqual(
      plan.sections[0]?.workstreams.map(({ id, model, fallbacks, dependsOn }) => [id, model, fallbacks, dependsOn]),
      [
        ['schemas', 'gemini-pro', ['sonnet', 'opus'], []],
        ['storage', 'gpt-codex', ['sonnet', 'opus'], ['schemas']],
        ['core_logic', 'o3', ['opus'], ['schemas']],
        ['implementation', 'sonnet', ['gpt-codex', 'opus'], ['schemas']],
        ['tests', 'gpt-codex', ['sonnet', 'opus'], ['schemas']],
      ],
    );
    for (const workstream of plan.sections.flatMap((one) => one.workstreams)) {
      assert.ok(workstream.brief.length > 20 && workstream.acceptance.length > 0, workstream.id);
    }
  });

  it("uses the routing file's own tasks, in parallel when there are no schemas", () => {
    const development = new Map([['user interface', { primary: 'o3', fallback: [] }]]);
    const plan = planFromRouting({ sections: [section('2', 'Loans')], registry, routing: { ...routing, development } });
    assert.deepEqual(
      plan.sections[0]?.workstreams.map(({ id, title, model, dependsOn }) => [id, title, model, dependsOn]),
      [['user_interface', 'User interface', 'o3', []]],
    );
  });

  it('makes a plan of Opus alone where there are no rules', () => {
    const plan = planFromRouting({
      sections: [section('2', 'Loans')],
      registry,
      routing: { ...routing, development: new Map() },
    });
    assert.deepEqual([...new Set(plan.sections[0]?.workstreams.map(({ model }) => model))], ['opus']);
    assert.equal(plan.sections[0]?.workstreams.length, 5);
  });
});
