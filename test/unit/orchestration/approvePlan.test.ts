import assert from 'node:assert/strict';
import { commandText } from '../../../src/core/commandText';
import type { Plan } from '../../../src/core/plan';
import { machineSettingsSchema } from '../../../src/core/machineSettings';
import type { ModelSpec } from '../../../src/core/modelSpec';
import type { PlanAgain } from '../../../src/core/ports/approver';
import type { Approvals } from '../../../src/core/ports/approvals';
import { nullLogger } from '../../../src/core/ports/logger';
import type { RunEventBody } from '../../../src/core/runEvent';
import { approvePlan, type ApprovalContext } from '../../../src/orchestration/approvePlan';

const spec = (id: string, cli: string): [string, ModelSpec] => [
  id,
  { id, provider: cli, cli, capabilities: [], model: id },
];

function planOf(model: string): Plan {
  const workstream = {
    id: 'schemas',
    title: 'Schemas',
    model,
    fallbacks: ['opus'],
    dependsOn: [],
    owns: [],
    brief: '',
    acceptance: [],
  };
  return {
    diversity: 0,
    sections: [
      {
        id: '1',
        title: 'One',
        complexity: 'low',
        strategy: 'parallel',
        summary: '',
        dependsOn: [],
        missing: [],
        contract: { notes: '', files: [] },
        workstreams: [workstream],
      },
    ],
  };
}

class ApprovalLab {
  readonly events: RunEventBody[] = [];
  readonly asked: { readonly model: string | undefined; readonly commands: readonly string[] }[] = [];
  readonly wishes: PlanAgain[] = [];
  other: Plan | undefined;
  pays = 'the account';

  constructor(
    private readonly answer: (plan: Plan) => Plan | PlanAgain | undefined = (plan) => plan,
    readonly approvals: Approvals = memoryApprovals(),
  ) {}

  async approve(plan: Plan): Promise<Plan | undefined> {
    const context: ApprovalContext = {
      configuration: {
        registry: new Map([
          spec('opus', 'claude'),
          spec('haiku', 'claude'),
          spec('gemini-pro', 'gemini'),
          spec('deepseek', 'none'),
        ]),
        routing: { development: new Map(), qa: new Map(), preFlight: new Map(), journal: new Map() },
        mcpServers: new Map(),
        templates: new Map(),
        settings: machineSettingsSchema.parse({}),
      },
      adapters: ({ cli = '' }) =>
        cli === 'none'
          ? undefined
          : {
              cli,
              answers: 'files',
              availability: () => Promise.resolve({ available: true, path: `/bin/${cli}` }),
              preview: ({ model, access, workdir }) =>
                Promise.resolve({ commandLine: [`/bin/${cli}`, '-m', model.model, access, workdir], pays: this.pays }),
              run: () => {
                throw new Error('nothing is started for a preview');
              },
            },
      approvals: this.approvals,
      approver: {
        approvePlan: (shown, _source, _signal, commands) => {
          this.asked.push({
            model: shown.sections[0]?.workstreams[0]?.model,
            commands: commands.map((command) => command.commandLine.slice(2, 4).join(' ')),
          });
          return Promise.resolve(this.answer(shown));
        },
        approveChecks: () => Promise.resolve(false),
        approveServers: () => Promise.resolve('no'),
      },
      emit: (event) => void this.events.push(event),
      signal: new AbortController().signal,
      logger: nullLogger,
    };
    return approvePlan(context, { plan, source: 'orchestrator' }, (wish) => {
      this.wishes.push(wish);
      return Promise.resolve(this.other && { plan: this.other, source: 'routing' });
    });
  }
}

function memoryApprovals(): Approvals {
  const known = new Set<string>();
  return {
    isApproved: (kind, subject) => Promise.resolve(known.has(`${kind} ${subject}`)),
    approve: (kind, subject) => Promise.resolve(void known.add(`${kind} ${subject}`)),
  };
}

describe('approvePlan', () => {
  const all = ['gemini-pro edit', 'opus edit', 'opus read-only', 'haiku read-only', 'opus none'];

  it('shows every command line of the plan once in a workspace, and nothing of what no command reaches', async () => {
    const lab = new ApprovalLab();
    assert.deepEqual(await lab.approve(planOf('gemini-pro')), planOf('gemini-pro'));
    await lab.approve(planOf('gemini-pro'));
    await lab.approve(planOf('deepseek'));
    assert.deepEqual(
      lab.asked.map(({ commands }) => commands),
      [all, [], []],
    );
    const [first, second] = lab.events;
    assert.ok(first?.type === 'plan-proposed' && second?.type === 'plan-proposed');
    assert.deepEqual(first.commands?.[0], {
      cli: 'gemini',
      models: ['gemini-pro'],
      commandLine: ['/bin/gemini', '-m', 'gemini-pro', 'edit', '<worktree>'],
      cwd: 'a worktree of its own, outside your workspace',
      pays: 'the account',
    });
    assert.equal(second.commands, undefined);
  });

  it('asks again for what is new or changed by a word, the payer included', async () => {
    const lab = new ApprovalLab();
    await lab.approve(planOf('opus'));
    await lab.approve(planOf('gemini-pro'));
    lab.pays = 'an API key';
    await lab.approve(planOf('opus'));
    assert.deepEqual(
      lab.asked.map(({ commands }) => commands),
      [all.slice(1), ['gemini-pro edit'], all.slice(1)],
    );
  });

  it('asks once more about an edited plan that starts other commands', async () => {
    const lab = new ApprovalLab(() => planOf('gemini-pro'));
    assert.deepEqual(await lab.approve(planOf('opus')), planOf('gemini-pro'));
    assert.deepEqual(lab.asked, [
      { model: 'opus', commands: all.slice(1) },
      { model: 'gemini-pro', commands: ['gemini-pro edit'] },
    ]);
  });

  it('approves nothing of a plan that is cancelled', async () => {
    const first = new ApprovalLab(() => undefined);
    assert.equal(await first.approve(planOf('opus')), undefined);
    const second = new ApprovalLab(undefined, first.approvals);
    await second.approve(planOf('opus'));
    assert.deepEqual(second.asked[0]?.commands, all.slice(1));
  });

  it('shows another plan when the user wants one, and has nothing approved until they say yes', async () => {
    const lab = new ApprovalLab((shown) =>
      shown.sections[0]?.workstreams[0]?.model === 'opus' ? { again: 'Use Gemini', plan: shown } : shown,
    );
    lab.other = planOf('gemini-pro');
    assert.deepEqual(await lab.approve(planOf('opus')), planOf('gemini-pro'));
    assert.deepEqual(lab.wishes, [{ again: 'Use Gemini', plan: planOf('opus') }]);
    assert.deepEqual(
      lab.events.map((event) => event.type === 'plan-proposed' && event.source),
      ['orchestrator', 'routing'],
    );
    assert.deepEqual(
      lab.asked.map(({ commands }) => commands),
      [all.slice(1), all],
    );
  });

  it('ends with nothing when planning again is cancelled', async () => {
    const lab = new ApprovalLab((shown) => ({ again: 'x', plan: shown }));
    assert.equal(await lab.approve(planOf('opus')), undefined);
    assert.equal(lab.asked.length, 1);
  });

  it('holds for the run when an approval can not be kept', async () => {
    const broken: Approvals = {
      isApproved: () => Promise.resolve(false),
      approve: () => Promise.reject(new Error('disk')),
    };
    assert.deepEqual(await new ApprovalLab(undefined, broken).approve(planOf('opus')), planOf('opus'));
  });
});

describe('commandText', () => {
  it('keeps words apart', () => {
    assert.equal(
      commandText({ commandLine: ['/bin/claude', '-p', '', 'a b', 'x="1"', '--model'] }),
      '/bin/claude -p "" "a b" "x=\\"1\\"" --model',
    );
  });
});
