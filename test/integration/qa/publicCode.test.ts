import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DevelopLab, eventsOf, type Part } from '../develop/lab';

const published = resolve('node_modules/commander/lib');
const dimensions = ['prd_compliance', 'error_handling', 'type_safety', 'architecture', 'security'];

/** The published source of commander: a few thousand lines that nobody wrote for this test. */
const sources = readdirSync(published)
  .filter((name) => name.endsWith('.js'))
  .map((name) => ({ file: `lib/${name}`, text: readFileSync(join(published, name), 'utf8') }));

/** Long lines that stand only once in their file, spread over it, with their numbers. */
function uniqueLines(text: string, count: number): readonly { readonly line: number; readonly quote: string }[] {
  const lines = text.split('\n');
  const times = new Map<string, number>();
  for (const line of lines) times.set(line.trim(), (times.get(line.trim()) ?? 0) + 1);
  const once = lines.flatMap((quote, at) =>
    quote.trim().length > 20 && times.get(quote.trim()) === 1 ? [{ line: at + 1, quote }] : [],
  );
  return once.filter((_, at) => at % Math.max(1, Math.floor(once.length / count)) === 0).slice(0, count);
}

const expected = sources.flatMap(({ file, text }) => uniqueLines(text, 5).map((place) => ({ file, ...place })));

/** Each dimension speaks of every fifth place; security quotes with other white space, and all tell a wrong line. */
const parts: readonly Part[] = dimensions.map((dimension, turn) => ({
  when: { task: 'qa-review', dimension },
  json: {
    assessed: true,
    score: 80,
    findings: expected
      .filter((_, at) => at % dimensions.length === turn)
      .map(({ file, quote, line }) => ({
        file,
        line: line + 7,
        quote: dimension === 'security' ? `\t${quote.trim().replace(/ /g, '  ')}` : quote,
        severity: 'info',
        category: 'place',
        message: `About line ${line} of ${file}`,
        why: 'It is there',
        suggestion: 'Look at it',
      })),
  },
}));

describe("QA of a public package's source", function () {
  this.timeout(180_000);

  it('finds every quoted line in a few thousand lines again, whatever line number was told', async () => {
    const total = sources.reduce((sum, { text }) => sum + text.split('\n').length, 0);
    assert.ok(total > 2000, `${total} lines`);
    const lab = new DevelopLab({
      'PRD.md': '# Commander\n\n## 1. Commands\n\nOptions and subcommands are parsed.\n',
      ...Object.fromEntries(sources.map(({ file, text }) => [file, text])),
    });
    try {
      const qa = await lab.mao(['qa', '1', '--json', '--yes', '--paths', 'lib'], {
        parts: [...parts, { when: { task: 'qa-synthesis' }, json: { summary: 'Seen.' } }],
      });
      assert.equal(qa.code, 0, qa.stderr);
      const found = eventsOf(qa.events, 'finding').flatMap(({ file, line, related }) =>
        [{ file, line }, ...related].map((place) => `${place.file}:${place.line}`),
      );
      assert.deepEqual([...new Set(found)].toSorted(), expected.map(({ file, line }) => `${file}:${line}`).toSorted());
      assert.equal(eventsOf(qa.events, 'score')[0]?.total, 80);
    } finally {
      lab.remove();
    }
  });
});
