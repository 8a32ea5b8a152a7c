import assert from 'node:assert/strict';
import fc from 'fast-check';
import { entryAppendix, journalFile, lastEntryUntil, renderEntry } from '../../../src/journal/entryText';
import { anyText } from '../anyText';

const entry = {
  date: '2026-01-02',
  time: '14:05',
  until: '2026-01-02T13:05:00.000Z',
  runId: 'r1',
  body: 'Loans are there.\n\n# Built\n\n```\n# no heading\n```\n\n### Deep\ntext',
  models: ['gemini-pro', 'opus'],
};

describe('renderEntry', () => {
  it('puts the entry under its time, headings below it, code as it was, and says who wrote it', () => {
    assert.equal(
      renderEntry(entry),
      '## 14:05\n\n<!-- MAO journal entry, until 2026-01-02T13:05:00.000Z, run r1 -->\n\nLoans are there.\n\n### Built\n\n```\n# no heading\n```\n\n##### Deep\ntext\n\n*gemini-pro, opus*\n',
    );
  });
});

describe('renderEntry with a text that would spoil the entries to come', () => {
  it('closes a fence that is left open', () => {
    const text = renderEntry({ ...entry, body: 'Look:\n\n````ts\nconst a = `x`;\n```\n# code' });
    assert.ok(text.endsWith('# code\n````\n\n*gemini-pro, opus*\n'), text);
  });

  it('takes no mark of an entry from a model', () => {
    const mark = '<!-- MAO journal entry, until 2999-01-01T00:00:00.000Z, run r9 -->';
    const text = renderEntry({ ...entry, body: `Done.\n${mark}\n\n\`\`\`\n${mark}\n\`\`\`` });
    assert.equal(lastEntryUntil([text]), entry.until);
  });
});

describe('entryAppendix', () => {
  const text = renderEntry(entry);

  it('begins a new file with the day', () => {
    assert.equal(entryAppendix(undefined, entry), `# Journal of 2026-01-02\n\n${text}`);
    assert.equal(entryAppendix('', entry), `# Journal of 2026-01-02\n\n${text}`);
  });

  it('keeps the distance to what is there, and its line ends', () => {
    assert.equal(entryAppendix('a', entry), `\n\n${text}`);
    assert.equal(entryAppendix('a\n', entry), `\n${text}`);
    assert.equal(entryAppendix('a\n\n', entry), text);
    assert.equal(entryAppendix('\uFEFFa\r\nb\r\n', entry), `\n${text}`.replace(/\n/g, '\r\n'));
  });

  it('makes an entry that is found again as the last one, after any text that was there', () => {
    fc.assert(
      fc.property(anyText, (current) => {
        const whole = current + entryAppendix(current, entry);
        assert.ok(whole.startsWith(current));
        assert.equal(lastEntryUntil([whole]), entry.until);
      }),
    );
  });
});

describe('lastEntryUntil', () => {
  it('is the latest of all files, in whatever time zone, and undefined without an entry', () => {
    const mark = (until: string) => `<!-- MAO journal entry, until ${until}, run x -->\r\n`;
    assert.equal(
      lastEntryUntil([mark('2026-01-02T10:00:00Z'), mark('2026-01-02T13:00:00+04:00') + mark('soon')]),
      '2026-01-02T10:00:00Z',
    );
    assert.equal(lastEntryUntil(['# Journal\n\nby hand\n', '']), undefined);
    assert.equal(journalFile('2026-01-02'), 'docs/journal/2026-01-02.md');
  });
});
