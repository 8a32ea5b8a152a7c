import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parsePrd } from '../../../src/prd/parsePrd';
import { resolveSections } from '../../../src/prd/resolveSections';

const word = fc.stringMatching(/^[a-zéßж存储م]{2,9}$/u);
const title = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(' '));
const numbering = fc.constantFrom('', '', '', '1. ', '2. ', '3) ', 'Section 4: ', '2.1 ', 'FR-003: ', 'FR1: ');
const headingBlock = fc.record({
  kind: fc.constant('heading' as const),
  level: fc.integer({ min: 2, max: 6 }),
  numbering,
  title,
});
const fenceBlock = fc.record({
  kind: fc.constant('fence' as const),
  mark: fc.constantFrom('```', '~~~', '`````'),
  title,
});
const textBlock = fc.record({ kind: fc.constant('text' as const), title });
const blocks = fc.array(fc.oneof(headingBlock, fenceBlock, textBlock), { maxLength: 40 });

interface Built {
  readonly text: string;
  readonly headings: readonly { readonly line: number; readonly level: number; readonly title: string }[];
}

/** A document with a title, and where its headings stand. */
function build(parts: typeof blocks extends fc.Arbitrary<infer T> ? T : never): Built {
  const lines = ['# The title', ''];
  const headings: { line: number; level: number; title: string }[] = [];
  for (const part of parts) {
    if (part.kind === 'heading') {
      headings.push({ line: lines.length + 1, level: part.level, title: part.title });
      lines.push(`${'#'.repeat(part.level)} ${part.numbering}${part.title}`, '');
    } else if (part.kind === 'fence') {
      lines.push(part.mark, `## 7. ${part.title}`, '```'.repeat(part.mark === '```' ? 0 : 1), part.mark, '');
    } else {
      lines.push(part.title, '');
    }
  }
  return { text: lines.join('\n'), headings };
}

describe('parsePrd, for any document', () => {
  it('never throws', () => {
    const pieces = fc.constantFrom(
      '#',
      '##',
      '- ',
      '> ',
      '```',
      '---',
      '\n',
      '\r\n',
      '\r',
      '1.',
      ' ',
      '\t',
      '|',
      '<!--',
      '\0',
      '\uFEFF',
      'a',
      '[',
      '](',
      '2.1',
      'FR-1',
    );
    const anyText = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.array(pieces, { maxLength: 60 }).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(anyText, (text) => {
        const sections = parsePrd(text);
        assert.equal(new Set(sections.map(({ number }) => number)).size, sections.length);
        assert.ok(
          sections.every(({ number, title: heading, line, lines }) => number && heading && line > 0 && lines > 0),
        );
      }),
      { numRuns: 500 },
    );
  });

  it('finds every heading at its line and none in a fence', () => {
    fc.assert(
      fc.property(blocks, (parts) => {
        const { text, headings } = build(parts);
        assert.deepEqual(
          parsePrd(text).map(({ line, level, title: heading }) => ({ line, level, title: heading })),
          headings,
        );
      }),
    );
  });

  it('takes its text from the line of the heading, for as many lines as it says', () => {
    fc.assert(
      fc.property(blocks, (parts) => {
        const { text } = build(parts);
        const lines = text.split('\n');
        for (const section of parsePrd(text)) {
          const end = section.line - 1 + section.lines;
          const expected = lines.slice(section.line - 1, end).join('\n');
          assert.equal(section.text, expected + (end < lines.length ? '\n' : ''));
        }
      }),
    );
  });

  it('reads the same from CRLF, lone CR and BOM', () => {
    fc.assert(
      fc.property(blocks, (parts) => {
        const { text } = build(parts);
        const expected = parsePrd(text);
        for (const ending of ['\r\n', '\r']) assert.deepEqual(parsePrd(text.replaceAll('\n', ending)), expected);
        assert.deepEqual(parsePrd(`\uFEFF${text}`), expected);
      }),
    );
  });

  it('gives each section a number and a slug that find it again', () => {
    fc.assert(
      fc.property(blocks, (parts) => {
        const sections = parsePrd(build(parts).text);
        for (const section of sections) {
          assert.deepEqual(resolveSections(section.number, sections).sections, [section]);
          assert.deepEqual(resolveSections(section.slug, sections).sections, [section]);
        }
      }),
    );
  });
});
