import assert from 'node:assert/strict';
import type { RunEventBody } from '../../../src/core/runEvent';
import type { RunState } from '../../../src/core/runState';
import { findingsInForce, reviewsInForce } from '../../../src/core/findingsInForce';
import { findingView } from '../../../src/presentation/findingView';
import { indexFile } from '../../../src/qa/anchor/fileIndex';
import { followFinding } from '../../../src/qa/followFinding';
import { finding } from '../qa/findings';
import { stateOf } from './fixtures';

function review(runId: string, sections: readonly string[], ids: readonly string[], total?: number): RunState {
  const bodies: RunEventBody[] = [
    { type: 'run-start', command: 'qa', sections: [...sections], transport: 'direct', workspace: '/w' },
    ...ids.map((id): RunEventBody => ({ type: 'finding', ...finding({ id }) })),
  ];
  if (total !== undefined) bodies.push({ type: 'score', total, dimensions: [] });
  bodies.push({ type: 'run-end', outcome: 'succeeded', diversity: { expected: 0, observed: 0 }, durationMs: 1 });
  return { ...stateOf(...bodies), runId, startedAt: runId };
}

const idle = (...states: readonly RunState[]) => states.map((state) => ({ state, live: false }));
const ids = (found: ReturnType<typeof findingsInForce>) => found.map(({ runId, finding: { id } }) => `${runId} ${id}`);
const nothing: ReadonlySet<string> = new Set();

describe('presentation/findingsInForce', () => {
  it('takes the newest scored QA of each section, each finding once', () => {
    const runs = idle(
      review('4', ['1'], []),
      review('3', ['1'], ['a', 'b'], 80),
      review('2', ['1', '2'], ['b', 'c'], 70),
    );
    assert.deepEqual(ids(findingsInForce(runs, nothing)), ['3 a', '3 b', '2 c']);
    assert.deepEqual(
      [...reviewsInForce(runs)].map(([section, { runId }]) => [section, runId]),
      [
        ['1', '3'],
        ['2', '2'],
      ],
    );
  });

  it('shows nothing that was dismissed, whichever run found it', () => {
    const runs = idle(review('3', ['1'], ['a', 'b'], 80));
    assert.deepEqual(ids(findingsInForce(runs, new Set(['a']))), ['3 b']);
  });

  it('shows nothing that a fix run mended since, until a newer QA finds it again', () => {
    const runs = idle(review('3', ['1'], ['a', 'b'], 80));
    assert.deepEqual(ids(findingsInForce(runs, nothing, new Map([['a', '4']]))), ['3 b']);
    assert.deepEqual(ids(findingsInForce(runs, nothing, new Map([['a', '2']]))), ['3 a', '3 b']);
  });

  it('clears a section while it is under review, and only that one', () => {
    const running = { state: { ...review('4', ['1'], ['x']), end: undefined }, live: true };
    const runs = [running, ...idle(review('3', ['1'], ['a'], 80), review('2', ['2'], ['c'], 70))];
    assert.deepEqual(ids(findingsInForce(runs, nothing)), ['2 c']);
  });
});

describe('presentation/findingView', () => {
  it('covers the code of its lines and says what, why, what to do and who', () => {
    const lines = ['', '  const text = read();  ', '  end();'];
    const found = finding({
      why: 'It fails',
      category: 'Unused code',
      related: [{ file: 'src/b.ts', line: 3, endLine: 4 }],
    });
    assert.deepEqual(findingView(found, { line: 2, endLine: 3 }, lines), {
      file: 'src/a.ts',
      severity: 'warning',
      code: 'error_handling',
      message: 'The failing read is not handled.\nIt fails.\nSuggestion: Catch the error of the read.\n(sonnet)',
      start: { line: 1, column: 2 },
      end: { line: 2, column: 8 },
      related: [{ file: 'src/b.ts', line: 3, endLine: 4, message: 'Here as well' }],
      unnecessary: true,
      deprecated: false,
    });
  });

  it('places 5,000 findings in 50 files', () => {
    const text = Array.from({ length: 2_000 }, (_, line) => `  const value${line} = read(${line});`).join('\n');
    const views = Array.from({ length: 50 }, (_, file) => {
      const index = indexFile(text);
      return Array.from({ length: 100 }, (_unused, at) => {
        const line = at * 20 + 1;
        const quote = index.lines[line - 1] ?? '';
        const found = finding({ id: `${file}/${at}`, file: `src/${file}.ts`, quote, line: 1, endLine: 1 });
        const place = followFinding(index, found);
        return place && findingView(found, place, index.lines).start.line === line - 1;
      });
    }).flat();
    assert.equal(views.length, 5_000);
    assert.ok(views.every((placed) => placed === true));
  });
});
