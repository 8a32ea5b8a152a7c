import assert from 'node:assert/strict';
import fc from 'fast-check';
import { anchorQuote } from '../../../src/qa/anchor/anchorQuote';
import { indexFile, linesOfFile } from '../../../src/qa/anchor/fileIndex';
import { anyText } from '../anyText';

const code = `import { readFile } from 'node:fs/promises';

export async function load(path: string) {
  const text = await readFile(path, 'utf8');
  return JSON.parse(text);
}

export async function loadAll(paths: string[]) {
  const all = [];
  for (const path of paths) {
    all.push(await load(path));
  }
  return all;
}
`;

/** `how line–endLine (+ other lines)`, lines from 1. */
function anchored(text: string, quote: string, hints: { line?: number; about?: string } = {}): string | undefined {
  const found = anchorQuote(indexFile(text), quote, { line: hints.line, about: hints.about ?? '' });
  if (!found) return undefined;
  const others = found.others.map(({ first }) => first + 1);
  const { first, last } = found.place;
  return `${found.how} ${first + 1}–${last + 1}${others.length > 0 ? ` +${others.join(',')}` : ''}`;
}

describe('anchorQuote', () => {
  it('finds a quote that stands there exactly, whole lines or a part of one', () => {
    assert.equal(anchored(code, "  const text = await readFile(path, 'utf8');"), 'exact 4–4');
    assert.equal(anchored(code, 'JSON.parse(text)'), 'exact 5–5');
    assert.equal(anchored(code, '  for (const path of paths) {\n    all.push(await load(path));\n  }'), 'exact 10–12');
  });

  it('does not care for line ends, a byte order mark or a missing final newline', () => {
    for (const text of [code.replace(/\n/g, '\r\n'), `\uFEFF${code}`, code.trimEnd(), code.replace(/\n/g, '\r')]) {
      assert.equal(anchored(text, "import { readFile } from 'node:fs/promises';"), 'exact 1–1');
      assert.equal(anchored(text, 'all.push(await load(path));\r\n  }\r\n  return all;'), 'exact 11–13');
    }
  });

  it('takes off what a model put around the quote', () => {
    const line = '  return JSON.parse(text);';
    for (const quote of [
      `\`\`\`ts\n${line}\n\`\`\``,
      `\`${line.trim()}\``,
      `5: ${line}`,
      `    5\t${line}`,
      `5 |${line}`,
      `\n\n${line}\n`,
      `+${line}`,
    ]) {
      assert.equal(anchored(code, quote), 'exact 5–5', quote);
    }
  });

  it('tolerates other white space and typographic signs', () => {
    assert.equal(anchored(code, 'const text=await readFile( path, ‘utf8’ );'), 'whitespace 4–4');
    assert.equal(anchored(code, 'for (const path of paths) { all.push(await load(path)); }'), 'whitespace 10–12');
  });

  it('finds the one place that is nearest when the quote is not right', () => {
    assert.equal(anchored(code, "const content = await readFile(path, 'utf-8');"), 'nearest 4–4');
    assert.equal(
      anchored(code, 'export async function load(path: string) {\n  // …\n  return JSON.parse(text);\n}'),
      'nearest 3–5',
    );
  });

  it('does not guess: what stands nowhere or says nothing has no place', () => {
    assert.equal(anchored(code, 'await database.query(sql`SELECT * FROM loans`);'), undefined);
    assert.equal(anchored(code, ''), undefined);
    assert.equal(anchored(code, '   \n'), undefined);
    assert.equal(anchored('}\n'.repeat(50), '}'), undefined);
    assert.equal(anchored('', 'const a = 1;'), undefined);
    const twins = 'saveLoan(loan, { force: true, dry: false });\nsaveLoan(book, { force: true, dry: false });\n';
    assert.equal(anchored(twins, 'saveLoan(other, { force: true, dry: false });'), undefined);
  });

  describe('with a quote that occurs five times', () => {
    const five = Array.from(
      { length: 5 },
      (_, at) => `function step${at}() {\n${'  work();\n'.repeat(30)}  return undefined;\n}\n`,
    ).join('');
    const lines = [32, 65, 98, 131, 164];

    it('takes the first and names the others when nothing tells them apart', () => {
      assert.equal(anchored(five, 'return undefined;'), `exact ${lines[0]}–${lines[0]} +${lines.slice(1).join(',')}`);
    });

    it('takes the one nearest to the line that the model believes, unless the file has no such line', () => {
      assert.match(anchored(five, 'return undefined;', { line: 95 }) ?? '', /^exact 98–98 /);
      assert.match(anchored(five, 'return undefined;', { line: 9999 }) ?? '', /^exact 32–32 /);
    });

    it('takes the one by whose side the names stand of which the model speaks, wrong lines or not', () => {
      const about = 'The result of `step3` is lost.';
      assert.match(anchored(five, 'return undefined;', { about, line: 3 }) ?? '', /^exact 131–131 /);
      const lonely = `${five}function total() {\n  return undefined;\n}\n`;
      assert.match(
        anchored(lonely, 'return undefined;', { about: '`total` has no result.', line: 1 }) ?? '',
        /^exact 167–167 /,
      );
    });
  });

  it('prefers a whole line to a part of a longer one', () => {
    assert.equal(anchored('const aid = id;\nid;\nvoid id;\n', 'id;'), 'exact 2–2');
  });

  it('never points outside the file, whatever it holds and whatever is quoted', () => {
    fc.assert(
      fc.property(anyText, anyText, fc.option(fc.nat(), { nil: undefined }), (text, quote, line) => {
        const index = indexFile(text);
        for (const wanted of [quote, text, text.slice(1, 9), `${quote}\n${text}`]) {
          const found = anchorQuote(index, wanted, { line, about: quote });
          for (const { first, last } of found ? [found.place, ...found.others] : []) {
            assert.ok(first >= 0 && first <= last && last < linesOfFile(text).length);
          }
        }
      }),
    );
  });

  it('finds any lines of a file that stand in it once', () => {
    const line = fc.stringMatching(/^[a-z(){};=. ]{0,20}$/);
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 30 }), fc.nat(), fc.nat(), (lines, from, length) => {
        const named = lines.map((text, at) => `${text}#${at}`);
        const first = from % named.length;
        const last = Math.min(named.length - 1, first + (length % 5));
        const index = indexFile(named.join('\r\n'));
        const found = anchorQuote(index, named.slice(first, last + 1).join('\n'), { about: '' });
        // "#1" is also the beginning of "#12", and then the shorter reading may win only as a whole line.
        assert.deepEqual(found?.place, { first, last });
      }),
    );
  });

  it('anchors a thousand findings in a file of 20,000 lines', () => {
    const big = Array.from({ length: 20_000 }, (_, at) => `  const value${at} = compute(${at}, { deep: true });`);
    const index = indexFile(big.join('\r\n'));
    for (let at = 0; at < 1000; at++) {
      const line = at * 19;
      const found = anchorQuote(index, `const value${line} = compute(${line}, {deep:true});`, { about: '' });
      assert.deepEqual(found, { how: 'whitespace', place: { first: line, last: line }, others: [] });
    }
    assert.equal(anchorQuote(index, 'const valueX = compute(77, { deep: true });', { about: '' }), undefined);
  });
});
