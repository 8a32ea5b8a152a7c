import assert from 'node:assert/strict';
import type { RunEventBody } from '../../../src/core/runEvent';
import {
  filterChoices,
  filterOf,
  filterText,
  findingFilterSchema,
  fitsFilter,
  isFiltering,
  noFilter,
} from '../../../src/presentation/findingFilter';
import {
  findingRows,
  findingsDescription,
  type FindingRow,
  type PlacedFinding,
} from '../../../src/presentation/findingRows';
import { finding } from '../qa/findings';
import { stateOf } from './fixtures';

const review = (runId: string, sections: readonly string[]) => {
  const bodies: readonly RunEventBody[] = [
    { type: 'run-start', command: 'qa', sections: [...sections], transport: 'direct', workspace: '/w' },
    { type: 'score', total: 81.6, dimensions: [], earlier: { runId: 'r0', total: 78 } },
  ];
  return { ...stateOf(...bodies), runId };
};
const placed = (runId: string, line: number, fields: Parameters<typeof finding>[0] = {}): PlacedFinding => ({
  runId,
  line,
  finding: finding({ id: `${runId}-${line}`, ...fields }),
});
const found: readonly PlacedFinding[] = [
  placed('r1', 30, { severity: 'info', file: 'src/b.ts', models: ['o3', 'opus'], dimensions: ['security'] }),
  placed('r1', 9, { severity: 'warning', file: 'src/b.ts' }),
  placed('r1', 12, { severity: 'error', file: 'src/b.ts', message: 'Two\n  lines.', confidence: 0.84 }),
  placed('r1', 1, { file: 'main.ts', anchor: 'file', dimensions: ['prd_compliance', 'architecture'] }),
];
const rowsOf = (input: Partial<Parameters<typeof findingRows>[0]> = {}) =>
  findingRows({ findings: found, reviews: [review('r1', ['1'])], filter: noFilter, dismissed: [], ...input });
const drawn = (rows: readonly FindingRow[], indent = ''): string[] =>
  rows.flatMap((row) => [
    `${indent}${row.label} | ${row.description}`,
    ...('children' in row ? drawn(row.children, `${indent}  `) : []),
  ]);
const dismissal = { id: 'q9', file: 'src/old.ts', quote: '', message: 'Not *so*', category: '', suggestion: '' };

describe('presentation/findingRows', () => {
  it('groups by file, the worst first, then by line, with dimension, models and confidence', () => {
    assert.deepEqual(drawn(rowsOf()), [
      'main.ts | 1',
      '  The failing read is not handled | PRD compliance, Architecture · sonnet · 60 %',
      'b.ts | src · 3',
      '  12  Two lines. | Error handling · sonnet · 84 %',
      '  9  The failing read is not handled | Error handling · sonnet · 60 %',
      '  30  The failing read is not handled | Security · o3, opus · 60 %',
    ]);
  });

  it('groups by section when there are several QA runs', () => {
    const findings = [placed('r1', 3), placed('r2', 4, { file: 'src/c.ts' })];
    const reviews = [review('r1', ['1']), review('r2', ['2', '3']), review('r3', ['4'])];
    assert.deepEqual(drawn(rowsOf({ findings, reviews })), [
      'Section 1 | QA 82 ↑ 4 · 1 finding',
      '  a.ts | src · 1',
      '    3  The failing read is not handled | Error handling · sonnet · 60 %',
      'Sections 2, 3 | QA 82 ↑ 4 · 1 finding',
      '  c.ts | src · 1',
      '    4  The failing read is not handled | Error handling · sonnet · 60 %',
    ]);
  });

  it('tells a screen reader and a tooltip everything, and lets no finding write markdown', () => {
    const findings = [placed('r1', 3, { message: '[x](command:y)', severity: 'error', assignedTo: 'opus', why: '' })];
    const [file] = rowsOf({ findings });
    const row = file && 'children' in file ? file.children[0] : undefined;
    assert.ok(row?.kind === 'finding');
    assert.equal(row.spoken, 'error: [x](command:y), line 3, Error handling, by sonnet, confidence 60 %');
    assert.equal(
      row.tooltip,
      '**\\[x\\]\\(command\\:y\\)**\n\nSuggestion: Catch the error of the read\n\nerror handling · sonnet · confidence 60 % · fix suits opus',
    );
    assert.deepEqual(row.icon, { name: 'error', color: 'problemsErrorIcon.foreground' });
  });

  it('lists what was dismissed on request, the newest first, with the reason', () => {
    const dismissed = [
      { ...dismissal, reason: 'Wanted so', time: '2026-01-01T00:00:00.000Z' },
      { ...dismissal, id: 'q8', message: 'Later', reason: 'Known', time: '2026-02-01T00:00:00.000Z' },
    ];
    assert.deepEqual(drawn(rowsOf({ findings: [], dismissed })), [
      'Dismissed | 2',
      '  Later | src/old.ts · Known',
      '  Not *so* | src/old.ts · Wanted so',
    ]);
  });
});

describe('presentation/findingFilter', () => {
  const filter = { severities: ['error', 'warning'], dimensions: [], models: ['sonnet'] };

  it('shows what fits all kinds, and says how many of how many', () => {
    assert.equal(drawn(rowsOf({ filter })).length, 5);
    assert.equal(findingsDescription(found, filter), '3 of 4 findings');
    assert.equal(findingsDescription(found, noFilter), '4 findings');
    assert.equal(findingsDescription([], filter), '');
    const one = finding({ dimensions: ['security', 'architecture'] });
    assert.ok(fitsFilter({ ...noFilter, dimensions: ['architecture'] }, one));
    assert.ok(!fitsFilter({ ...noFilter, dimensions: ['type_safety'] }, one));
  });

  it('offers what there is with its amount, and keeps what it names though nothing has it', () => {
    const choices = filterChoices(
      found.map((one) => one.finding),
      { ...noFilter, models: ['gemini-pro'] },
    );
    assert.deepEqual(
      choices.map(({ label, amount, ticked }) => `${label} ${amount}${ticked ? ' x' : ''}`),
      [
        ...['Errors 1 x', 'Warnings 2 x', 'Infos 1 x'],
        ...['Architecture 1 x', 'Error handling 2 x', 'PRD compliance 1 x', 'Security 1 x'],
        ...['gemini-pro 0 x', 'o3 1', 'opus 1', 'sonnet 3'],
      ],
    );
  });

  it('becomes what is ticked; all or nothing of a kind limits nothing', () => {
    const choices = filterChoices(
      found.map((one) => one.finding),
      noFilter,
    );
    assert.deepEqual(filterOf(choices), noFilter);
    assert.ok(!isFiltering(filterOf(choices.map((choice) => ({ ...choice, ticked: false })))));
    const chosen = filterOf(
      choices.map((choice) => ({ ...choice, ticked: /errors|security|models/i.test(choice.label) })),
    );
    assert.deepEqual(chosen, { severities: ['error'], dimensions: ['security'], models: [] });
    assert.deepEqual(findingFilterSchema.parse(chosen), chosen);
    assert.equal(filterText(chosen), 'errors; Security');
    assert.equal(
      filterText({ severities: ['error', 'warning'], dimensions: [], models: ['o3'] }),
      'errors, warnings; o3',
    );
    assert.equal(filterText(noFilter), '');
  });
});
