import assert from 'node:assert/strict';
import type { Plan } from '../../../src/core/plan';
import type { RunEvent, RunEventBody } from '../../../src/core/runEvent';
import { reduceRun } from '../../../src/orchestration/reduceRun';
import { assertResumable, readRunSoFar } from '../../../src/orchestration/resumedRun';
import { remainingModels, resumePoint, workstreamFate } from '../../../src/orchestration/resumePoint';
import { summarizeRun } from '../../../src/orchestration/summarizeRun';

const workstream = (id: string, dependsOn: readonly string[] = []) => ({
  ...{ id, title: id, model: 'gemini-pro', fallbacks: ['sonnet', 'opus'], dependsOn: [...dependsOn] },
  ...{ owns: [`${id}.ts`], brief: id, acceptance: [] },
});
const plan: Plan = {
  diversity: 50,
  sections: [
    {
      ...{ id: '1', title: 'Greeting', complexity: 'low', strategy: 'parallel', summary: '' },
      ...{ contract: { notes: '', files: [] }, dependsOn: [], missing: [] },
      workstreams: [workstream('schemas'), workstream('logic'), workstream('tests', ['logic'])],
    },
  ],
};

const direct = { command: 'develop', transport: 'direct' } as const;
const start = { type: 'run-start' as const, ...direct, sections: ['1'], workspace: '/w' };
const at = (id: string) => ({ section: '1', workstream: id });
const cli = { cli: 'gemini', transport: 'direct' } as const;
const attempt = (id: string, number: number, model: string): RunEventBody => ({
  ...{ type: 'attempt-start', ...at(id), attempt: number, model, ...cli },
});
const attemptEnd = (id: string, number: number, model: string, outcome: 'succeeded' | 'failed'): RunEventBody => ({
  ...{ type: 'attempt-end', ...at(id), attempt: number, model, outcome },
  ...(outcome === 'failed' ? { failure: { code: 'timeout', message: 'too slow' } } : {}),
});
const end = (id: string, model: string, outcome: 'succeeded' | 'failed' = 'succeeded'): RunEventBody => ({
  ...{ type: 'workstream-end', ...at(id), model, outcome, files: [`${id}.ts`], outsideOwnership: [] },
});
const diversity = { expected: 50, observed: 50 };

/** A whole run: schemas falls back once, logic answers in two pieces, tests fails for good. */
const recorded: readonly RunEventBody[] = [
  start,
  { type: 'attempt-start', task: 'plan', attempt: 1, model: 'opus', cli: 'claude', transport: 'direct' },
  { type: 'attempt-end', task: 'plan', attempt: 1, model: 'opus', outcome: 'succeeded' },
  { type: 'plan-proposed', plan, source: 'orchestrator' },
  { type: 'plan-approved', plan },
  { type: 'workstream-start', ...at('schemas'), model: 'gemini-pro' },
  attempt('schemas', 1, 'gemini-pro'),
  { type: 'workstream-start', ...at('logic'), model: 'gemini-pro' },
  attempt('logic', 1, 'gemini-pro'),
  attemptEnd('schemas', 1, 'gemini-pro', 'failed'),
  { type: 'fallback', ...at('schemas'), from: 'gemini-pro', to: 'sonnet', reason: 'timeout', message: 'fallback' },
  attempt('schemas', 2, 'sonnet'),
  { type: 'text-delta', ...at('logic'), text: 'Logic ' },
  { type: 'text-delta', ...at('logic'), text: 'is done.' },
  attemptEnd('logic', 1, 'gemini-pro', 'succeeded'),
  end('logic', 'gemini-pro'),
  attemptEnd('schemas', 2, 'sonnet', 'succeeded'),
  end('schemas', 'sonnet'),
  { type: 'workstream-start', ...at('tests'), model: 'gemini-pro' },
  attempt('tests', 1, 'gemini-pro'),
  attemptEnd('tests', 1, 'gemini-pro', 'failed'),
  end('tests', 'gemini-pro', 'failed'),
  { type: 'check-start', name: 'tests', command: ['npm', 'test'] },
  { type: 'check-end', name: 'tests', command: ['npm', 'test'], outcome: 'passed', exitCode: 0 },
  { type: 'changes-proposed', files: [], refused: [] },
  { type: 'report-written', file: 'report.md' },
  { type: 'run-end', outcome: 'unclean', diversity, durationMs: 10 },
];

const stamp = (bodies: readonly RunEventBody[]): readonly RunEvent[] =>
  bodies.map((body, index) => ({
    ...body,
    ...{ time: new Date(Date.UTC(2026, 10, 22, 10, 0, index)).toISOString(), runId: 'r', seq: index + 1 },
  }));
const stream = async function* (events: readonly RunEvent[]) {
  for (const event of events) yield await Promise.resolve(event);
};
async function cut(length: number, more: readonly RunEventBody[] = []) {
  const soFar = await readRunSoFar(stream(stamp([...recorded.slice(0, length), ...more])));
  assert.ok(soFar);
  return soFar;
}

describe('resuming from a log', () => {
  it('does again exactly what is unfinished, wherever the log is cut', async () => {
    const ids = ['schemas', 'logic', 'tests'];
    for (let length = 1; length < recorded.length; length++) {
      const log = recorded.slice(0, length);
      const { state, lastSeq } = await cut(length);
      assert.equal(lastSeq, length);
      assert.doesNotThrow(() => assertResumable(state));
      const has = (type: RunEventBody['type']) => log.some((event) => event.type === type);
      const expected = has('report-written')
        ? 'end'
        : has('changes-proposed')
          ? 'proposal'
          : has('plan-approved')
            ? 'workstreams'
            : has('plan-proposed')
              ? 'approval'
              : 'plan';
      assert.equal(resumePoint(state).kind, expected, `cut after ${length}`);
      if (!has('plan-approved')) continue;
      const fates = state.workstreams.map((found) => workstreamFate(found).kind);
      const told = ids.map((id) => {
        const own = log.filter((event) => event.workstream === id);
        const last = own.findLast(({ type }) => type === 'attempt-end' || type === 'attempt-start');
        const ended = own.findLast((event) => event.type === 'workstream-end');
        if (ended) return ended.outcome === 'succeeded' ? 'succeeded' : 'ended';
        return last?.type === 'attempt-end' && last.outcome === 'succeeded' ? 'succeeded' : 'unfinished';
      });
      assert.deepEqual(fates, told, `cut after ${length}`);
    }
  });

  it('refuses a finished run, and takes a cancelled one', async () => {
    const finished = await cut(recorded.length);
    assert.throws(() => assertResumable(finished.state), /is finished/);
    const cancelled = await cut(12, [{ type: 'run-end', outcome: 'cancelled', diversity, durationMs: 1 }]);
    assert.doesNotThrow(() => assertResumable(cancelled.state));
  });

  it('opens a run again with a second run-start: what was under way waits, what is finished stays', async () => {
    const { state } = await cut(16, [{ type: 'run-end', outcome: 'cancelled', diversity, durationMs: 1 }, start]);
    assert.equal(state.end, undefined);
    assert.equal(state.phase, 'executing');
    assert.deepEqual(
      state.workstreams.map(({ id, state: now, startedAt }) => [id, now, startedAt === undefined]),
      [
        ['schemas', 'waiting', true],
        ['logic', 'succeeded', false],
        ['tests', 'waiting', true],
      ],
    );
    assert.deepEqual(
      state.workstreams[0]?.attempts.map(({ outcome }) => outcome),
      ['failed', 'cancelled'],
    );
  });

  it('keeps what is done when its plan is approved again', async () => {
    const { state } = await cut(16, [start, { type: 'plan-approved', plan }]);
    assert.deepEqual(
      state.workstreams.map((found) => found.state),
      ['waiting', 'succeeded', 'waiting'],
    );
  });

  it('does not ask a model again that failed already, unless all have', async () => {
    const [schemas] = (await cut(12)).state.workstreams;
    assert.ok(schemas);
    assert.deepEqual(remainingModels(workstream('schemas'), schemas), ['sonnet', 'opus']);
    const message = '';
    const fallbacks = ['gemini-pro', 'sonnet', 'opus'].map((from) => ({
      ...({ from, to: 'x', reason: 'timeout', message } as const),
    }));
    assert.deepEqual(remainingModels(workstream('schemas'), { fallbacks }), ['gemini-pro', 'sonnet', 'opus']);
  });

  it('keeps the last attempt’s answer, and does not count the time in between', async () => {
    const soFar = await cut(15);
    assert.equal(soFar.answers.get('1/logic'), 'Logic is done.');
    const events = stamp(recorded.slice(0, 4));
    const later = { ...start, time: '2026-11-23T10:00:00.000Z', runId: 'r', seq: 5 };
    const after: RunEvent = {
      ...later,
      type: 'log',
      level: 'info',
      message: '',
      time: '2026-11-23T10:00:07.000Z',
      seq: 6,
    };
    assert.equal((await readRunSoFar(stream([...events, later, after])))?.elapsedMs, 3000 + 7000);
    assert.equal(await readRunSoFar(stream([])), undefined);
  });

  it('lists a run that goes on after a cancel as running, not as cancelled', () => {
    const events = stamp([start, { type: 'run-end', outcome: 'cancelled', diversity, durationMs: 1 }, start]);
    const [first] = events;
    assert.equal(summarizeRun({ runId: 'r', first, last: events }, true)?.outcome, 'running');
    assert.equal(summarizeRun({ runId: 'r', first, last: events }, false)?.outcome, 'interrupted');
    assert.equal(summarizeRun({ runId: 'r', first, last: events.slice(0, 2) }, false)?.outcome, 'cancelled');
    assert.equal(events.reduce<ReturnType<typeof reduceRun> | undefined>(reduceRun, undefined)?.lastSeq, 3);
  });
});
