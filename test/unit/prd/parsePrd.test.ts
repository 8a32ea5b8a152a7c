import assert from 'node:assert/strict';
import { parsePrd } from '../../../src/prd/parsePrd';

const outline = (markdown: string) => parsePrd(markdown).map(({ number, title }) => `${number} ${title}`);

describe('parsePrd', () => {
  it('reads numbered headings, subsections, requirement labels and worded numbers', () => {
    const prd = [
      '# Library',
      '## 1. Members',
      '### 1.1 Cards',
      '#### FR-003: Lost cards',
      '### FR1: Renewal',
      '## Section 2: Loans',
      '### 2.1. Rules',
      '## 3) Reminders',
      '## 4 - Fines',
      '## 5 Reports',
    ].join('\n\n');
    assert.deepEqual(outline(prd), [
      '1 Members',
      '1.1 Cards',
      'FR-003 Lost cards',
      'FR1 Renewal',
      '2 Loans',
      '2.1 Rules',
      '3 Reminders',
      '4 Fines',
      '5 Reports',
    ]);
  });

  it('counts unnumbered headings among the siblings of the shallowest level that is repeated', () => {
    assert.deepEqual(outline('# T\n## Members\n### Cards\n### Lost\n#### Why\n## Loans\n### Rules'), [
      '1 Members',
      '1.1 Cards',
      '1.2 Lost',
      '1.2.1 Why',
      '2 Loans',
      '2.1 Rules',
    ]);
    assert.deepEqual(outline('# A\n# B\n## C'), ['1 A', '2 B', '2.1 C']);
    assert.deepEqual(outline('# T\n## Requirements\n### Login\n### Logout'), ['0 Requirements', '1 Login', '2 Logout']);
    assert.deepEqual(outline('# T\n## Only\n### Deeper'), ['1 Only', '1.1 Deeper']);
    assert.deepEqual(outline('## A\n#### Skips a level\n### Then not'), ['1 A', '1.1 Skips a level', '1.2 Then not']);
  });

  it('lets the number that the document gives win over one by order', () => {
    assert.deepEqual(outline('# T\n## Overview\n## 1. Members\n## 2. Loans\n### Notes\n### 2.1 Rules\n## Appendix'), [
      '3 Overview',
      '1 Members',
      '2 Loans',
      '2.2 Notes',
      '2.1 Rules',
      '4 Appendix',
    ]);
    assert.deepEqual(outline('## Requirements\n### 1. Login\n### 2. Logout\n## Appendix'), [
      '3 Requirements',
      '1 Login',
      '2 Logout',
      '4 Appendix',
    ]);
  });

  it('qualifies numbers that start again below each parent', () => {
    const prd = '## Part one\n### 1. a\n### 2. b\n### 3. c\n## Part two\n### 1. d\n### 2. e';
    assert.deepEqual(outline(prd), ['1 Part one', '1.1 a', '1.2 b', '1.3 c', '2 Part two', '2.1 d', '2.2 e']);
    assert.deepEqual(outline('## 1. A\n### 1. a\n### 5. b\n## 2. B'), ['1 A', '1.1 a', '1.5 b', '2 B']);
  });

  it('tells sections apart that claim one number', () => {
    assert.deepEqual(outline('## 1. A\n## 2. B\n## 2. C\n## 2a. D'), ['1 A', '2b B', '2c C', '2a D']);
    assert.deepEqual(outline('## A\n### FR-1: Login\n#### FR-1: Tests\n## B'), [
      '1 A',
      'FR-1 Login',
      'FR-1a Tests',
      '2 B',
    ]);
  });

  it('takes quantities, years and names with digits for what they are', () => {
    const titles = [
      '3 reasons to buy',
      '2026 Roadmap',
      'UTF-8 text',
      '100% coverage',
      'S3 storage',
      '5 Minuten',
      '3D view',
    ];
    assert.deepEqual(
      outline(['Members', ...titles].map((title) => `## ${title}`).join('\n')),
      ['Members', ...titles].map((title, index) => `${index + 1} ${title}`),
    );
  });

  it('reads any script', () => {
    assert.deepEqual(outline('# 产品\n## 第一章 会员\n## 二、借阅\n## 3、提醒\n### 3.1存储\n## 第4章：报表'), [
      '1 会员',
      '2 借阅',
      '3 提醒',
      '3.1 存储',
      '4 报表',
    ]);
    assert.deepEqual(outline('## ١. الأعضاء\n## ٢. التخزين\n### ٢٫١ قواعد'), ['1 الأعضاء', '2 التخزين', '2.1 قواعد']);
    assert.deepEqual(outline('## Члены\n## Раздел 7: Займы'), ['1 Члены', '7 Займы']);
    assert.deepEqual(outline('## 🚀 1. Start\n## 3️⃣ Drei'), ['1 Start', '3 Drei']);
  });

  it('is not fooled by fences, front matter, comments, quotes and lists', () => {
    const prd = [
      '---',
      'title: Library',
      '# a comment, no heading',
      '---',
      '# Library',
      '```md',
      '## 8. In a fence',
      '```',
      '~~~~',
      '```',
      '## 9. In a longer fence',
      '~~~~',
      '<!--',
      '## 10. In a comment',
      '-->',
      '',
      '    ## 11. Indented code',
      '',
      '> ## 12. Quoted',
      '',
      '- ## 13. In a list',
      '',
      '#14 is no heading, \\# neither',
      '## 1. Real',
      '````ts',
      '## 15. Fence that never ends',
    ].join('\n');
    assert.deepEqual(outline(prd), ['1 Real']);
    assert.equal(parsePrd(prd)[0]?.line, 24);
  });

  it('reads TOML front matter, and a thematic break that is none', () => {
    assert.deepEqual(outline('+++\ntitle = "x"\n# c\n+++\n## A\n## B'), ['1 A', '2 B']);
    assert.deepEqual(outline('---\n\nA paragraph.\n\n## A\n\n---\n\n## B'), ['1 A', '2 B']);
    assert.deepEqual(outline('---\nnever: closed\n\n## A\n'), ['1 A']);
  });

  it('reads setext headings and closing hashes', () => {
    const sections = parsePrd('Library\n=======\n\nMembers\n-------\ntext\n\nLoans\nand more\n---\n\n### Rules ###\n');
    assert.deepEqual(
      sections.map(({ number, title, level, line, lines }) => [number, title, level, line, lines]),
      [
        ['1', 'Members', 2, 4, 4],
        ['2', 'Loans and more', 2, 8, 5],
        ['2.1', 'Rules', 3, 12, 1],
      ],
    );
  });

  it('leaves out a table of contents, but not a section that is merely called so', () => {
    assert.deepEqual(outline('# T\n## Table of contents\n- [A](#a)\n  1. [B](#b)\n\n## A\n## B'), ['1 A', '2 B']);
    assert.deepEqual(outline('# T\n## Contents\n<!-- toc -->\n\n1. Members\n2. Loans\n\n## 1. Members\n## 2. Loans'), [
      '1 Members',
      '2 Loans',
    ]);
    assert.deepEqual(outline('# T\n## Navigation\n- [A](#a)\n## A\n## B'), ['1 A', '2 B']);
    assert.deepEqual(outline('# T\n## Index\n- full text search\n- fuzzy\n## B'), ['1 Index', '2 B']);
    assert.deepEqual(outline('# T\n## Links\n- [site](https://x.example)\n## B'), ['1 Links', '2 B']);
  });

  it('takes a single H1 for the title of the document, unless it is numbered', () => {
    assert.deepEqual(outline('# Only a title\n\ntext'), []);
    assert.deepEqual(outline('# 2. Storage\n\ntext'), ['2 Storage']);
    assert.deepEqual(outline('# PRD\n# 1. Members\n# 2. Loans'), ['1 Members', '2 Loans']);
  });

  it('gives titles without markup and slugs as GitHub does', () => {
    const sections = parsePrd(
      '## 2. The **`Loan`** [type](x.md) &amp; _more_\n## Ends\n## Ends\n> ## Ends\n\n## Ends\n##\n',
    );
    assert.deepEqual(
      sections.map(({ title, slug }) => [title, slug]),
      [
        ['The Loan type & more', '2-the-loan-type--more'],
        ['Ends', 'ends'],
        ['Ends', 'ends-1'],
        ['Ends', 'ends-3'],
      ],
    );
  });

  it('gives the text of a section with all its subsections, and counts its lines', () => {
    const [first, nested, second] = parsePrd('# T\n\n## A\none\n### B\ntwo\n\n## C\nthree');
    assert.equal(first?.text, '## A\none\n### B\ntwo\n\n');
    assert.equal(first.lines, 5);
    assert.equal(nested?.text, '### B\ntwo\n\n');
    assert.deepEqual([second?.text, second?.line, second?.lines], ['## C\nthree', 8, 2]);
  });

  it('gives no sections for an empty text or one without headings', () => {
    for (const text of ['', ' \n', '\uFEFF', 'just text', '---\na: b\n---\n']) assert.deepEqual(parsePrd(text), []);
  });
});
