import assert from 'node:assert/strict';
import type { SectionText } from '../../../src/core/section';
import { relatedSections } from '../../../src/orchestration/relatedSections';

function section(number: string, line: number, lines: number, chars = 10): SectionText {
  return { number, title: number, slug: number, level: number.split('.').length, line, lines, text: 'x'.repeat(chars) };
}

const all = [
  section('1', 1, 10),
  section('1.1', 3, 4),
  section('2', 11, 20),
  section('2.1', 15, 5),
  section('2.2', 20, 5),
  section('3', 31, 5),
];
const pick = (...numbers: string[]) => all.filter(({ number }) => numbers.includes(number));
const related = (chosen: readonly SectionText[], max = 1000) =>
  relatedSections(all, chosen, max).map(({ number }) => number);

describe('relatedSections', () => {
  it('gives the other sections, each part of the text once', () => assert.deepEqual(related(pick('2')), ['1', '3']));
  it('gives the siblings of a chosen subsection, not its parent', () =>
    assert.deepEqual(related(pick('2.1')), ['1', '2.2', '3']));
  it('stays within its size', () => assert.deepEqual(related(pick('2'), 15), ['1']));
});
