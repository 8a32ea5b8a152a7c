import assert from 'node:assert/strict';
import { planFromRouting } from '../../../src/planning/planFromRouting';
import { withReachable } from '../../../src/planning/withReachable';
import { registry, routing, section } from './specification';

const plan = planFromRouting({ sections: [section('2', 'Loans')], registry, routing });
const chains = (reachable: readonly string[]) => {
  const made = withReachable(plan, reachable, registry);
  const list = made.plan.sections.flatMap(({ workstreams }) =>
    workstreams.map(({ id, model, fallbacks }) => [id, model, ...fallbacks].join(' ')),
  );
  return { list, notes: made.notes };
};

describe('withReachable', () => {
  it('leaves a plan alone where each workstream has somebody', () => {
    assert.deepEqual(withReachable(plan, ['opus'], registry), { plan, notes: [] });
  });

  it('adds who is there where nobody of the chain is', () => {
    const { list, notes } = chains(['haiku', 'o3', 'gpt-codex']);
    assert.ok(list.includes('schemas gemini-pro sonnet opus gpt-codex o3 haiku'), list.join('\n'));
    assert.ok(list.includes('storage gpt-codex sonnet opus'), list.join('\n'));
    assert.match(
      notes[0] ?? '',
      /none of gemini-pro, sonnet, opus is on this machine and signed in; gpt-codex, o3, haiku can do it/,
    );
  });

  it('adds nobody where nobody is there', () => assert.deepEqual(chains([]).notes, []));
});
