import assert from 'node:assert/strict';
import fc from 'fast-check';
import { UsageError } from '../../../src/core/usageError';
import { parsePrd } from '../../../src/prd/parsePrd';
import { resolveSections } from '../../../src/prd/resolveSections';

const library = parsePrd(
  [
    '# Library',
    '## 1. Members',
    '## 2. Loans',
    '### 2.1 Rules',
    '### 2.2 Overdue, late - and lost',
    '#### FR-003: Fines',
    '#### FR-004: Waivers',
    '#### FR-005: Receipts',
    '## 3. Reminders',
    '### Overview',
    '## 4. Import, export',
    '### Overview',
  ].join('\n'),
);
const small = parsePrd('# Library\n## 1. Members\n## 2. Loans\n## 3. Reminders');

const numbers = (reference: string, sections = library) =>
  resolveSections(reference, sections).sections.map(({ number }) => number);

function complaint(reference: string, sections = library): string {
  try {
    resolveSections(reference, sections);
  } catch (error) {
    assert.ok(error instanceof UsageError, String(error));
    return error.message;
  }
  return assert.fail(`"${reference}" was accepted`);
}

describe('resolveSections', () => {
  it('reads numbers, lists and ranges, in whatever order', () => {
    assert.deepEqual(numbers('2, 3'), ['2', '3']);
    assert.deepEqual(numbers('3,2'), ['2', '3']);
    assert.deepEqual(numbers('2-4'), ['2', '3', '4']);
    assert.deepEqual(numbers('2 – 3, 1'), ['1', '2', '3']);
    assert.deepEqual(numbers('2.1-2.2'), ['2.1', '2.2']);
    assert.deepEqual(numbers('2.1'), ['2.1']);
    assert.deepEqual(numbers('3-3'), ['3']);
    assert.deepEqual(numbers('２、3'), ['2', '3']);
  });

  it('reads requirement labels however they are spelled', () => {
    for (const spelling of ['FR-003', 'fr-003', 'FR3', 'FR-3', 'fr_03']) {
      assert.deepEqual(numbers(spelling), ['FR-003']);
    }
    assert.deepEqual(numbers('FR-003-FR-005'), ['FR-003', 'FR-004', 'FR-005']);
    assert.deepEqual(numbers('FR-004-005'), ['FR-004', 'FR-005']);
  });

  it('reads headings and slugs, with the commas and dashes they hold', () => {
    assert.deepEqual(numbers('Loans'), ['2']);
    assert.deepEqual(numbers('  lOANS '), ['2']);
    assert.deepEqual(numbers('## 2. Loans'), ['2']);
    assert.deepEqual(numbers('Section 2: Loans'), ['2']);
    assert.deepEqual(numbers('2 Loans'), ['2']);
    assert.deepEqual(numbers('2-loans'), ['2']);
    assert.deepEqual(numbers('#2-loans'), ['2']);
    assert.deepEqual(numbers('Import, export'), ['4']);
    assert.deepEqual(numbers('Overdue, late - and lost'), ['2.2']);
    assert.deepEqual(numbers('1, Import, export, 2.1'), ['1', '2.1', '4']);
    assert.deepEqual(numbers('overview-1'), ['4.1']);
  });

  it('finds a second label in a title, and a heading by what stands before its colon', () => {
    const sections = parsePrd('## 3.1 FR-007: Login\n## 3.2 FR-008: Logout\n## Requirement 1: Speed');
    assert.deepEqual(numbers('FR-008', sections), ['3.2']);
    assert.deepEqual(numbers('FR-007-FR-008', sections), ['3.1', '3.2']);
    assert.deepEqual(numbers('requirement 1', sections), [sections[2]?.number]);
  });

  it('takes a section that is given twice once, and says so', () => {
    const twice = resolveSections('2, 1, 2', library);
    assert.deepEqual(
      twice.sections.map(({ number }) => number),
      ['1', '2'],
    );
    assert.deepEqual(twice.warnings, ['Section 2 Loans is named more than once; it is taken once.']);
    const nested = resolveSections('FR-003, 2', library);
    assert.deepEqual(
      nested.sections.map(({ number }) => number),
      ['2'],
    );
    assert.deepEqual(nested.warnings, [
      'Section FR-003 Fines is part of 2 Loans, which is named too; it is taken with that.',
    ]);
    assert.deepEqual(resolveSections('1-3', library).warnings, []);
  });

  it('lists what there is when a section is unknown', () => {
    assert.equal(complaint('9', small), 'There is no section 9. This PRD has 1 Members, 2 Loans, 3 Reminders.');
    assert.equal(
      complaint('9'),
      'There is no section 9. This PRD has 1 Members, 2 Loans, 3 Reminders, 4 Import, export.',
    );
    assert.equal(complaint('2, 9', small), 'There is no section 9. This PRD has 1 Members, 2 Loans, 3 Reminders.');
    assert.equal(complaint('2-9', small), 'There is no section 9. This PRD has 1 Members, 2 Loans, 3 Reminders.');
    assert.equal(complaint('2.7'), 'There is no section 2.7. This PRD has 2.1 Rules, 2.2 Overdue, late - and lost.');
    assert.equal(
      complaint('Lons', small),
      'There is no section "Lons". Did you mean 2 Loans? This PRD has 1 Members, 2 Loans, 3 Reminders.',
    );
    assert.match(complaint('2. Members', small), /^There is no section "2\. Members"/);
    assert.match(complaint('1 2', small), /Put commas between sections: 1, 2\./);
  });

  it('shortens long lists', () => {
    const many = parsePrd(Array.from({ length: 200 }, (_, index) => `## ${index + 1}. Title ${index + 1}`).join('\n'));
    const text = complaint('900', many);
    assert.match(text, /^There is no section 900\. This PRD has 1 Title 1, .* and 188 more\.$/);
    assert.ok(text.length < 300, text);
  });

  it('lists the candidates when a name is ambiguous', () => {
    assert.equal(
      complaint('Overview'),
      '"Overview" may be any of 2 sections: 3.1 Overview (line 10), 4.1 Overview (line 12). Name it by the number that stands first.',
    );
    const twice = parsePrd('## 1. A\n## 2. B\n## 2. C');
    assert.match(complaint('2', twice), /^"2" may be any of 2 sections: 2a B \(line 2\), 2b C \(line 3\)\./);
    assert.deepEqual(numbers('2b', twice), ['2b']);
    assert.deepEqual(numbers('1-2', twice), ['1', '2a', '2b']);
  });

  it('refuses empty places, ranges that run backwards and ranges of unlike ends', () => {
    assert.equal(complaint('2,,3'), '"2,,3" has a comma with no section beside it. Write 2, 3.');
    assert.match(complaint('2,'), /comma with no section beside it\. Write 2\./);
    assert.match(complaint(','), /comma with no section beside it/);
    assert.equal(complaint('9-2'), 'The range 9-2 runs backwards. Write it as 2-9.');
    assert.match(complaint('1-2.1'), /^"1-2\.1" is no range/);
    assert.match(complaint('2-FR-003'), /is no range/);
    assert.match(complaint('-1'), /^There is no section "-1"/);
    assert.match(complaint('  ', small), /^Which section\? .* This PRD has 1 Members, 2 Loans, 3 Reminders\.$/);
  });

  it('says what to do about a PRD without sections', () => {
    assert.match(complaint('1', []), /^This PRD has no sections/);
  });

  it('gives sections or a UsageError for any reference', () => {
    const pieces = fc.constantFrom('1', '2', '.', '-', ',', ' ', 'FR-003', 'Loans', '..', '–', 'x', '#', 'Overview');
    const anyReference = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(pieces, { maxLength: 8 }).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(anyReference, (reference) => {
        try {
          const { sections } = resolveSections(reference, library);
          assert.ok(sections.length > 0);
          assert.equal(new Set(sections).size, sections.length);
        } catch (error) {
          assert.ok(error instanceof UsageError, String(error));
        }
      }),
      { numRuns: 1000 },
    );
  });
});
