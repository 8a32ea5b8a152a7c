import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Plan, SectionPlan, WorkstreamPlan } from '../../../src/core/plan';
import { readPlanDocument } from '../../../src/planning/readPlanDocument';
import { proposalOf, renderPlanDocument } from '../../../src/planning/renderPlanDocument';
import { validatePlan } from '../../../src/planning/validatePlan';
import { anyText } from '../anyText';
import { planOf, registry, sectionPlan, workstream } from './specification';

const schemas = workstream('schemas', {
  model: 'gemini-pro',
  thinking: 'max',
  fallbacks: ['sonnet', 'opus'],
  brief: 'Loan type and its guard.\n\nOwns nothing else.',
  owns: ['src/loan.ts'],
  acceptance: ['Loan has a due date'],
});
const storage = workstream('storage', {
  model: 'gpt-codex',
  fallbacks: ['opus'],
  brief: 'Store loans.',
  owns: ['src/store.ts', 'src/a, b.ts'],
  dependsOn: ['schemas'],
});
const contract = {
  notes: 'Money in cents.\n- [x] **schemas** opus: not an item',
  files: [
    { path: 'src/loan.ts', owner: 'schemas', purpose: 'the type', exports: ['interface Loan'] },
    { path: 'src/store.ts', owner: 'storage', purpose: '', exports: [] },
    { path: 'src/a, b.ts', owner: 'storage', purpose: '', exports: [] },
  ],
};
const loans: SectionPlan = {
  ...sectionPlan('2', [schemas, storage], { contract, summary: 'Lend books.' }),
  title: 'Loans',
};
const plan: Plan = { ...planOf(loans), diversity: 100 };
const text = renderPlanDocument(plan, 'orchestrator', registry);

const read = (edited: string) => readPlanDocument(edited, plan, registry);
const errorsOf = ({ problems }: ReturnType<typeof read>) => problems.filter(({ severity }) => severity === 'error');
const streams = (edited: string) => {
  const result = read(edited);
  assert.deepEqual(errorsOf(result), []);
  return result.plan.sections[0]?.workstreams ?? [];
};
const complaints = (edited: string) =>
  read(edited).problems.map(({ line, column, severity, message }) => `${line}:${column} ${severity} ${message}`);

describe('renderPlanDocument', () => {
  it('shows the plan as screens.md has it', () => {
    assert.ok(
      text.startsWith(`# Plan for 2 Loans

Medium, in parallel. Ready: nothing missing. Diversity 100 of 100. 2 prompts, about 16 k tokens.

> Lend books.

- [x] **schemas** gemini-pro (thinking max), else sonnet, else opus: Loan type and its guard.

  \\Owns nothing else.
  Owns src/loan.ts
  Done when Loan has a due date
- [x] **storage** gpt-codex, else opus: Store loans.
  Owns src/store.ts, "src/a, b.ts"
  After schemas

## Contract

> Money in cents.
> - [x] **schemas** opus: not an item

- \`src/loan.ts\` (schemas): the type
  - \`interface Loan\`
`),
      text,
    );
    assert.match(text, /Planned by the orchestrator/);
    assert.match(text, /Models: opus, sonnet, haiku, gemini-pro, gemini-flash, gpt-codex, o3\./);
  });

  it('shows the exact commands that approval allows, apart from all that is read, and marks what it shows', () => {
    const command = {
      cli: 'claude',
      models: ['opus', 'sonnet'],
      commandLine: ['/bin/claude', '-p', 'a b', '```'],
      cwd: 'a worktree',
      pays: 'you',
    };
    const shown = renderPlanDocument(plan, 'orchestrator', registry, [command, { ...command, models: ['haiku'] }]);
    assert.ok(
      shown.includes(`## Commands that it starts

This workspace has not started these before. Approving the plan approves them until one changes.

\`\`\`\`sh
# opus, sonnet, in a worktree, paid by you
/bin/claude -p "a b" "\`\`\`"

# haiku, in a worktree, paid by you
/bin/claude -p "a b" "\`\`\`"
\`\`\`\`
`),
      shown,
    );
    assert.deepEqual(read(shown), { plan: { ...plan, diversity: read(text).plan.diversity }, problems: [] });
    assert.match(proposalOf(text) ?? '', /^[0-9a-f]{16}$/);
    assert.equal(proposalOf(renderPlanDocument(plan, 'orchestrator', registry)), proposalOf(text));
    assert.notEqual(proposalOf(shown), proposalOf(text));
    assert.equal(proposalOf('# Plan'), undefined);
  });

  it('says what is missing, what comes from routing, and heads several sections', () => {
    const missing = [{ what: 'members', section: '1' }, { what: 'a clock' }];
    const two = planOf(
      loans,
      sectionPlan('3', [storage], { dependsOn: ['2'], missing, strategy: 'sequential', complexity: 'high' }),
    );
    const both = renderPlanDocument(two, 'routing', registry);
    assert.match(
      both,
      /^# Plan for 2 Loans, 3 Title 3\n\nDiversity \d+ of 100\. 3 prompts, about \d+ k tokens\.\n\n## 2 Loans\n/,
    );
    assert.match(
      both,
      /\n## 3 Title 3\n\nHigh, one after the other\. Not ready: 2 things are missing\. After section 2\.\n> Missing: members \(section 1\)\n> Missing: a clock\n/,
    );
    assert.match(both, /From the routing rules alone/);
  });
});

describe('readPlanDocument', () => {
  const ids = ['schemas', 'storage', 'core_logic', 'a-b', '日本'];
  const models = [...registry.keys()];
  const brief = fc
    .array(
      fc.oneof(
        anyText,
        fc.constantFrom(
          '\n',
          '\n\n',
          'Owns x',
          '\nAfter y',
          '\n\\',
          '\nDone when z',
          '\n- [x] **schemas** o3: x',
          '\n## 2 x',
          ': ',
        ),
      ),
      { minLength: 1, maxLength: 8 },
    )
    .map((parts) => parts.join('').replace(/\r\n?/g, '\n').trim())
    .filter((words) => words !== '');
  const path = fc.stringMatching(/^[a-z ,"`é][a-z]{0,5}["`, ]?[a-z]\.ts$/).map((name) => `src/${name}`);
  const wish = fc.record({
    model: fc.constantFrom(...models),
    fallbacks: fc.subarray(models),
    thinking: fc.option(fc.constantFrom('max', 'think hard'), { nil: undefined }),
    brief,
    paths: fc.uniqueArray(path, { maxLength: 3 }),
    after: fc.boolean(),
    acceptance: fc.array(fc.constantFrom('It holds', 'Owns up', 'a: b', '\\x'), { maxLength: 3 }),
    skip: fc.boolean(),
  });
  /** A sound section: each workstream owns files of its own, and waits for none or the one before it. */
  const section = (id: string, size: number) =>
    fc.array(wish, { minLength: size, maxLength: size }).map((wishes): SectionPlan => {
      const workstreams = wishes.map(
        ({ model, fallbacks, thinking, paths, after, skip, ...rest }, at): WorkstreamPlan => {
          const owns = paths.map((name) => name.replace('src/', `src/${at}`));
          return {
            ...workstream(ids[at] ?? ''),
            ...rest,
            model,
            fallbacks: fallbacks.filter((other) => other !== model),
            ...(thinking === undefined ? {} : { thinking }),
            dependsOn: after && at > 0 ? [ids[at - 1] ?? ''] : [],
            owns,
            ...(skip ? { skip } : {}),
          };
        },
      );
      const files = workstreams.flatMap(({ id: owner, owns }) =>
        owns.map((name) => ({ path: name, owner, purpose: '', exports: [] })),
      );
      return sectionPlan(id, workstreams, { contract: { notes: 'n', files } });
    });
  const size = fc.integer({ min: 1, max: ids.length });
  const shape = fc.oneof(fc.tuple(size), fc.tuple(size, size, size));
  const shaped = (sizes: readonly number[]) =>
    fc
      .tuple(...sizes.map((count, at) => section(['2', '2.1', 'FR-003'][at] ?? '', count)))
      .map((sections) => planOf(...sections))
      .filter((one) => one.sections.some((each) => each.workstreams.some((stream) => stream.skip !== true)));
  const plans = shape.chain(shaped);

  it('gives back the plan that was rendered', () => {
    fc.assert(
      fc.property(plans, fc.boolean(), (one, windows) => {
        const rendered = renderPlanDocument(one, 'orchestrator', registry);
        const result = readPlanDocument(windows ? rendered.replace(/\n/g, '\r\n') : rendered, one, registry);
        assert.deepEqual(errorsOf(result), []);
        assert.deepEqual(result.plan.sections, one.sections);
      }),
    );
  });

  it('takes any edit back: the document of another plan, read over this one, gives the other one', () => {
    const pairs = shape.chain((sizes) => fc.tuple(shaped(sizes), shaped(sizes)));
    fc.assert(
      fc.property(pairs, ([one, other]) => {
        const result = readPlanDocument(renderPlanDocument(other, 'orchestrator', registry), one, registry);
        assert.deepEqual(errorsOf(result), []);
        assert.deepEqual(
          result.plan.sections.map((each) => each.workstreams),
          other.sections.map((each) => each.workstreams),
        );
        const owners = (each: SectionPlan) =>
          each.contract.files.map(({ path: name, owner }) => `${name}: ${owner}`).sort();
        assert.deepEqual(result.plan.sections.map(owners), other.sections.map(owners));
      }),
    );
  });

  it('never throws, and gives back a plan of the same shape', () => {
    fc.assert(
      fc.property(anyText, fc.nat({ max: text.length }), fc.nat({ max: 40 }), (noise, at, cut) => {
        const edited = text.slice(0, at) + noise + text.slice(at + cut);
        const result = read(edited);
        assert.ok(sameShape(result.plan, plan));
        const lines = edited.replace(/^\uFEFF/, '').split(/\r?\n/);
        for (const problem of result.problems) {
          const { length } = lines[problem.line - 1] ?? assert.fail(`no line ${problem.line}`);
          assert.ok(problem.column >= 1 && (problem.endColumn ?? problem.column) <= length + 1, problem.message);
        }
        // What has no error can be carried out.
        if (errorsOf(result).length === 0) assert.deepEqual(validatePlan(result.plan, registry), []);
      }),
    );
  });

  it('reads ticks, models, thinking modes and fallbacks', () => {
    const [first, second] = streams(
      text
        .replace(
          '- [x] **schemas** gemini-pro (thinking max), else sonnet, else opus:',
          '* [ ] **schemas** O3 , else Gemini Pro, else o3:',
        )
        .replace('gpt-codex, else opus', 'sonnet (thinking think hard)'),
    );
    assert.deepEqual(
      [first?.skip, first?.model, first?.thinking, first?.fallbacks],
      [true, 'o3', undefined, ['gemini-pro']],
    );
    assert.deepEqual(
      [second?.skip, second?.model, second?.thinking, second?.fallbacks],
      [undefined, 'sonnet', 'think hard', []],
    );
    assert.equal(read(text.replace('gemini-pro (', 'sonnet (').replace('gpt-codex', 'haiku')).plan.diversity, 50);
  });

  it('reads briefs of several paragraphs, and what stands under them', () => {
    const [, second] = streams(
      text
        .replace('Store loans.\n', 'Store loans\n  in one file.\n\n  Atomically.\n  Done when tests pass\n')
        .replace('  After schemas\n', ''),
    );
    assert.equal(second?.brief, 'Store loans\nin one file.\n\nAtomically.');
    assert.deepEqual(
      [second.acceptance, second.dependsOn, second.owns],
      [['tests pass'], [], ['src/store.ts', 'src/a, b.ts']],
    );
  });

  it('moves ownership in the contract too', () => {
    const moved = read(
      text
        .replace('Owns src/loan.ts', 'Owns ./src/new.ts')
        .replace('Owns src/store.ts', 'Owns src/store.ts, `src/loan.ts`')
        .replace(', "src/a, b.ts"', ''),
    );
    assert.deepEqual(
      moved.problems.map(({ severity, message }) => `${severity} ${message}`),
      ['warning "src/a, b.ts" belongs to nobody now; it was taken out of the contract.'],
    );
    assert.deepEqual(moved.plan.sections[0]?.contract.files, [
      { path: 'src/loan.ts', owner: 'storage', purpose: 'the type', exports: ['interface Loan'] },
      { path: 'src/store.ts', owner: 'storage', purpose: '', exports: [] },
      { path: 'src/new.ts', owner: 'schemas', purpose: '', exports: [] },
    ]);
  });

  it('says at line and column what can not be, and leaves it as it was', () => {
    assert.deepEqual(complaints(text.replace('else sonnet', 'else gpt-9')), [
      '7:51 error Unknown model "gpt-9". The registry has opus, sonnet, haiku, gemini-pro, gemini-flash, gpt-codex, o3.',
    ]);
    assert.equal(
      read(text.replace('else sonnet', 'else gpt-9')).plan.sections[0]?.workstreams[0]?.fallbacks[0],
      'sonnet',
    );
    assert.deepEqual(complaints(text.replace('Owns src/loan.ts', 'Owns src/x.ts, ../y.ts')), [
      '10:18 error The path "../y.ts" leads outside the workspace.',
      '1:1 warning "src/loan.ts" belongs to nobody now; it was taken out of the contract.',
    ]);
    assert.deepEqual(complaints(text.replace('After schemas', 'After schemas, tests')), [
      '14:18 error There is no workstream "tests" in this section. It has schemas, storage.',
    ]);
    assert.deepEqual(complaints(text.replace('Owns src/loan.ts', 'Owns src/loan.ts, src/store.ts')), [
      '13:8 error "src/store.ts" belongs to schemas already; a file has one owner.',
    ]);
    assert.deepEqual(complaints(text.replace('else opus: Store loans.', 'else opus:')), [
      '12:40 error The brief of storage is empty.',
    ]);
    assert.deepEqual(complaints(text.replace('**storage** gpt-codex, else opus:', '**storage** :')), [
      '12:19 error Name the model of storage here.',
    ]);
    assert.match(
      complaints(text.replace('else opus: Store loans.', 'else opus')).join('\n'),
      /^12:\d+ error After the models comes a colon/,
    );
    assert.deepEqual(complaints(text.replace('**storage**', '**api**')), [
      '12:1 error There is no workstream "api" here; plan again to add one.',
      '1:1 warning The workstream "storage" was taken out; it will be skipped.',
    ]);
    assert.match(
      complaints(text.replace('**storage**', '**schemas**')).join('\n'),
      /^12:1 error The workstream "schemas" stands here twice/,
    );
    assert.match(
      complaints(text.replace('  Owns src/loan.ts', '  After storage')).join('\n'),
      /^10:9 error These wait for each other in a circle: schemas → storage → schemas/,
    );
    assert.match(
      complaints(text.replace(/\[x\] \*\*(schemas\*\* gem|storage)/g, '[ ] **$1')).join('\n'),
      /^7:1 error Every workstream is left out: nothing is left to do/,
    );
  });

  it('warns of what makes no difference, and of what is missing then', () => {
    assert.deepEqual(complaints(text.replace('thinking max', 'thinking high')), [
      '7:40 warning gemini-pro has no thinking mode "high". It has max.',
    ]);
    assert.deepEqual(complaints(text.replace('gpt-codex, else', 'gpt-codex (thinking  wild), else')), [
      '12:40 warning gpt-codex has no thinking mode "wild". It has low, medium, high, xhigh.',
    ]);
    assert.deepEqual(complaints(text.replace('[x] **schemas**', '[ ] **schemas**')), [
      '14:9 warning storage builds on schemas, which is left out: it starts with what is in the workspace instead.',
    ]);
  });

  it('ends a problem where its word ends', () => {
    const [problem] = read(text.replace('else sonnet', 'else gpt-9')).problems;
    assert.deepEqual([problem?.column, problem?.endLine, problem?.endColumn], [51, 7, 56]);
  });
});

function sameShape(one: Plan, other: Plan): boolean {
  const shape = (each: Plan) =>
    each.sections.map(({ id, workstreams }) => [id, ...workstreams.map((stream) => stream.id)].join()).join(';');
  return shape(one) === shape(other);
}
