import assert from 'node:assert/strict';
import type { RunState } from '../../../src/core/runState';
import type { RunEventBody } from '../../../src/core/runEvent';
import { reduceRun } from '../../../src/orchestration/reduceRun';
import {
  appliedRun,
  familyOf,
  isNamed,
  markLines,
  originOf,
  type ProvenanceLayer,
} from '../../../src/presentation/provenance';

const text = (...lines: readonly string[]) => lines.map((line) => `${line}\n`).join('');
const hunk = (model: string, start: number, end: number) => ({
  model,
  workstream: `of ${model}`,
  lines: { start, end },
});
const layer = (runId: string, lines: readonly string[], ...hunks: ProvenanceLayer['hunks']): ProvenanceLayer => ({
  ...{ runId, text: text(...lines), hunks },
});
const written = ['import a', 'one', 'two', 'three', 'export b'];
const first = layer('r1', written, hunk('sonnet', 2, 3), hunk('o3', 4, 4));
const marked = (now: string, ...layers: readonly ProvenanceLayer[]) =>
  markLines(now, layers).map(({ start, end, model, runId }) => `${start}-${end} ${model} ${runId}`);

describe('who wrote which lines', () => {
  it('is as the run left them, while nothing changed', () => {
    assert.deepEqual(marked(text(...written), first), ['1-2 sonnet r1', '3-3 o3 r1']);
    assert.deepEqual(marked(`\uFEFF${written.join('\r\n')}`, first), ['1-2 sonnet r1', '3-3 o3 r1']);
  });

  it('moves with the lines, and is lost by those that somebody touched', () => {
    const now = text('// new', 'import a', 'one', 'TWO', 'between', 'three', 'export b');
    assert.deepEqual(marked(now, first), ['2-2 sonnet r1', '5-5 o3 r1']);
    assert.deepEqual(marked(text('import a', 'export b'), first), []);
    assert.deepEqual(marked('', first), []);
  });

  it('is the newest run’s where two wrote, line by line', () => {
    const second = layer('r2', ['import a', 'one', 'better', 'three', 'export b'], hunk('opus', 3, 3));
    assert.deepEqual(marked(second.text, second, first), ['1-1 sonnet r1', '2-2 opus r2', '3-3 o3 r1']);
  });

  it('counts no line for what a run only deleted, and none after the last line end', () => {
    assert.deepEqual(marked(text('a'), layer('r1', ['a'], hunk('o3', 1, 0))), []);
    assert.deepEqual(marked(text('a', 'b'), layer('r1', ['a', 'b'], hunk('o3', 1, 2))), ['0-1 o3 r1']);
    assert.deepEqual(marked('a', layer('r1', ['a'], hunk('o3', 1, 1))), ['0-0 o3 r1']);
  });

  it('is found in 20,000 lines of which every tenth was changed', () => {
    const lines = Array.from({ length: 20_000 }, (_, line) => `line ${line}`);
    const now = lines.map((line, at) => (at % 10 === 5 ? `${line}, changed` : line));
    const marks = markLines(text('// head', ...now), [layer('r1', lines, hunk('o3', 1, lines.length))]);
    assert.equal(marks.length, 2001);
    assert.deepEqual(marks[1], { start: 7, end: 15, runId: 'r1', model: 'o3', workstream: 'of o3' });
  });

  it('is named once for lines that stand close to each other', () => {
    const at = (start: number, end: number, model: string) => ({ start, end, model, runId: 'r', workstream: 'w' });
    const all = [at(0, 1, 'o3'), at(3, 4, 'o3'), at(5, 5, 'opus'), at(6, 6, 'o3'), at(40, 41, 'o3')];
    assert.deepEqual(
      all.filter(isNamed).map(({ start }) => start),
      [0, 5, 6, 40],
    );
  });
});

describe('where marked lines come from', () => {
  const workstream = (id: string, title: string) => ({
    ...{ id, title, model: 'o3', fallbacks: [], dependsOn: [], owns: [], brief: '', acceptance: [] },
  });
  const section = (id: string, title: string) => ({
    ...{
      id,
      title,
      complexity: 'low' as const,
      strategy: 'parallel' as const,
      summary: '',
      dependsOn: [],
      missing: [],
    },
    ...{ contract: { notes: '', files: [] }, workstreams: [workstream('tests', `Tests of ${id}`)] },
  });
  const plan = { diversity: 0, sections: [section('1', 'Members'), section('2', 'Loans')] };
  const ended = (of: string, files: string[]): RunEventBody => ({
    ...{ type: 'workstream-end', section: of, workstream: 'tests', model: 'o3' },
    ...{ outcome: 'succeeded', files, outsideOwnership: [] },
  });
  const check = (name: string, outcome: 'passed' | 'failed'): RunEventBody => ({
    ...{ type: 'check-end', name, command: [name], outcome, exitCode: outcome === 'passed' ? 0 : 1 },
  });
  const proposed: RunEventBody = {
    type: 'changes-proposed',
    files: [
      { path: 'a.ts', kind: 'create', hunks: [hunk('o3', 1, 2)] },
      { path: 'b.ts', kind: 'modify', hunks: [hunk('o3', 1, 2)] },
      { path: 'c.ts', kind: 'delete', hunks: [hunk('o3', 1, 0)] },
    ],
    refused: [],
  };
  const fold = (...bodies: readonly RunEventBody[]): RunState => {
    const start: RunEventBody = {
      ...{ type: 'run-start', command: 'develop', sections: ['1', '2'], transport: 'direct', workspace: '/w' },
    };
    const state = [start, ...bodies].reduce<RunState | undefined>(
      (before, body, at) => reduceRun(before, { ...body, time: '2026-11-22T10:00:00.000Z', runId: 'r', seq: at + 1 }),
      undefined,
    );
    assert.ok(state);
    return state;
  };
  const applied: RunEventBody = { type: 'changes-applied', files: ['a.ts', 'c.ts'] };

  it('counts the files that were applied, until the run is reverted', () => {
    assert.equal(appliedRun(fold(proposed)), undefined);
    assert.deepEqual([...(appliedRun(fold(proposed, applied))?.hunks.keys() ?? [])], ['a.ts']);
    assert.equal(appliedRun(fold(proposed, applied, { type: 'changes-reverted' })), undefined);
  });

  it('finds section, workstream and the last word of each check', () => {
    const state = fold(
      { type: 'plan-approved', plan },
      ...[ended('1', ['x.ts']), ended('2', ['a.ts']), check('types', 'failed'), check('types', 'passed')],
      ...[check('tests', 'failed'), proposed, applied],
    );
    assert.deepEqual(originOf(state, { workstream: 'tests' }, 'a.ts'), {
      ...{ section: '2 Loans', workstream: 'Tests of 2', startedAt: '2026-11-22T10:00:00.000Z' },
      ...{ passed: ['types'], red: ['tests'] },
    });
    const merged = originOf(state, { workstream: 'merge' }, 'a.ts');
    assert.deepEqual([merged.section, merged.workstream], [undefined, undefined]);
  });

  it('knows the vendors that have a mark of their own', () => {
    assert.deepEqual(['Anthropic', 'openai', 'google', 'deepseek', undefined].map(familyOf), [
      ...(['anthropic', 'openai', 'google', 'other', 'other'] as const),
    ]);
  });
});
