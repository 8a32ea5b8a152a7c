import assert from 'node:assert/strict';
import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { between, cost, duration, tokens } from '../../../src/synthesis/report/figures';
import { code, inline, quoted, table } from '../../../src/core/markdown';
import { at, attempt } from './reportState';

const markdown = new MarkdownIt({ html: true });

/** What a reader sees of one line of markdown, and whether anything in it is markup (code spans are none). */
function shown(line: string): {
  readonly text: string;
  readonly blocks: readonly string[];
  readonly marks: readonly string[];
} {
  const tokensOf = markdown.parse(line, {});
  const inner = tokensOf.flatMap(({ children }) => children ?? []);
  return {
    text: inner.map(({ content }) => content).join(''),
    blocks: tokensOf.filter(({ nesting }) => nesting === 1).map(({ tag }) => tag),
    marks: inner
      .map(({ type }) => type)
      .filter((type) => type !== 'text' && type !== 'code_inline' && type !== 'text_special'),
  };
}

const tricky = fc.stringMatching(/^[-+*_#>`~[\]()!|&;:.=<\\/ $a1é漢]{1,24}$/);

describe('inline', () => {
  for (const [text, expected] of [
    ['plain snake_case text - 3 * 4', 'plain snake_case text - 3 \\* 4'],
    ['# no heading', '\\# no heading'],
    ['two\nlines', 'two lines'],
    ['`code` stays', '`code` stays'],
    ['1. no list', '1\\. no list'],
    ['- no list', '\\- no list'],
    ['![x](http://evil.invalid/x.png)', '!\\[x](http://evil.invalid/x.png)'],
    ['<img src=x>', '\\<img src=x>'],
    ['&lt; & done', '\\&lt; & done'],
    ['a|b $x$', 'a\\|b \\$x\\$'],
  ] as const) {
    it(`writes ${JSON.stringify(text)} as ${JSON.stringify(expected)}`, () => {
      assert.equal(inline(text), expected);
    });
  }

  it('shows exactly the text and nothing as markup', () => {
    fc.assert(
      fc.property(tricky, (text) => {
        const line = text.replace(/\s+/g, ' ').trim();
        fc.pre(line !== '');
        const seen = shown(inline(text));
        assert.deepEqual(seen.marks, [], inline(text));
        assert.deepEqual(seen.blocks, ['p'], inline(text));
        if (!text.includes('`')) assert.equal(seen.text, line);
      }),
      { numRuns: 3000 },
    );
  });
});

describe('quoted', () => {
  it('stays one quotation without markup, whatever it holds', () => {
    const text = fc.array(tricky, { minLength: 1, maxLength: 6 }).map((lines) => lines.join('\n'));
    fc.assert(
      fc.property(text, (lines) => {
        fc.pre(lines.trim() !== '');
        const seen = shown(quoted(lines, 20));
        assert.equal(seen.blocks[0], 'blockquote', quoted(lines, 20));
        assert.ok(
          seen.blocks.slice(1).every((tag) => tag === 'p'),
          quoted(lines, 20),
        );
        assert.ok(
          seen.marks.every((mark) => mark === 'hardbreak' || mark === 'softbreak'),
          quoted(lines, 20),
        );
      }),
      { numRuns: 2000 },
    );
  });

  it('makes no table of a line with a bar above one that rules', () => {
    assert.deepEqual(shown(quoted('|/\n-:\n.', 20)).blocks, ['blockquote', 'p']);
  });

  it('keeps lines apart and says how many are missing', () => {
    assert.equal(
      quoted('Done:\n\n- one\n- two\nthree\nfour\n', 4),
      '> Done:\n>\n> • one  \n> • two  \n> … (2 more lines)',
    );
  });
});

describe('code', () => {
  for (const [text, expected] of [
    ['a b', '`a b`'],
    ['a`b', '``a`b``'],
    ['`a`', '`` `a` ``'],
    ['a\nb', '`a b`'],
    ['', ''],
  ] as const) {
    it(`writes ${JSON.stringify(text)} as ${JSON.stringify(expected)}`, () => {
      assert.equal(code(text), expected);
    });
  }
});

describe('table', () => {
  it('has its columns one below the other, wide characters counted', () => {
    assert.equal(
      table(
        ['Name', 'Files'],
        [
          ['a', '1'],
          ['漢字', '12'],
        ],
        ['Files'],
      ),
      ['| Name | Files |', '|------|------:|', '| a    |     1 |', '| 漢字 |    12 |'].join('\n'),
    );
  });

  it('lets no cell end its row', () => {
    const html = markdown.render(table(['A', 'B'], [['`x|y`\nz', 'a\\|b']]));
    assert.match(html, /<td><code>x\|y<\/code> z<\/td>\s*<td>a\|b<\/td>/);
  });
});

describe('figures', () => {
  it('gives durations as people say them', () => {
    const given = [0, 40, 1240, 14_000, 60_000, 72_400, 7_500_000];
    assert.deepEqual(given.map(duration), ['0 s', '0.0 s', '1.2 s', '14 s', '1 m 0 s', '1 m 12 s', '2 h 5 m']);
    assert.equal(between(at(0), at(14)), '14 s');
    assert.equal(between(at(0), undefined), 'unknown');
  });

  const usage = (inputTokens: number, outputTokens: number, costUsd?: number) =>
    attempt('sonnet', 1, { inputTokens, outputTokens, costUsd });

  it('never takes what is unknown for nothing', () => {
    assert.equal(tokens([attempt('sonnet', 1)]), 'unknown');
    assert.equal(tokens([usage(900, 50), usage(200, 20)]), '1.1 k in, 70 out');
    assert.equal(tokens([usage(5100, 1_200_000), attempt('codex', 1)]), '5.1 k in, 1.2 M out + unknown');
    assert.equal(cost([attempt('sonnet', 1)]), 'unknown');
    assert.equal(cost([usage(1, 1)]), 'unknown');
    assert.equal(cost([usage(1, 1, 0.1), usage(1, 1, 0.025)]), '$0.13');
    assert.equal(cost([usage(1, 1, 0.001), usage(1, 1)]), '$0.0010 + unknown');
    assert.equal(cost([usage(1, 1, 0)]), '$0.00');
  });
});
