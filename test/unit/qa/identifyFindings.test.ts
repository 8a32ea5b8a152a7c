import assert from 'node:assert/strict';
import fc from 'fast-check';
import { anchorFindings } from '../../../src/qa/anchorFindings';
import { clusterFindings } from '../../../src/qa/clusterFindings';
import { compareResults } from '../../../src/qa/compareResults';
import { identifyFindings, type KnownFinding } from '../../../src/qa/identifyFindings';
import { mergeCluster, type UnnamedFinding } from '../../../src/qa/mergeCluster';
import { finding, unnamed } from './findings';

const ids = (findings: readonly UnnamedFinding[], known: readonly KnownFinding[] = []) =>
  identifyFindings(findings, known).map(({ id }) => id);

describe('identifyFindings', () => {
  const [id = ''] = ids([unnamed()]);
  const known = finding({ id });

  it('names a finding by its file and code, not by its line, words, model or white space', () => {
    const moved = unnamed({
      line: 90,
      endLine: 90,
      message: 'Read may throw',
      models: ['o3'],
      quote: '    const  text = read();',
    });
    assert.deepEqual(ids([moved]), [id]);
    assert.match(id, /^q[0-9a-f]{10}$/);
    assert.notDeepEqual(ids([unnamed({ file: 'src/b.ts' })]), [id]);
    assert.notDeepEqual(ids([unnamed({ copy: 1 })]), [id]);
  });

  it('gives two findings at one place two ids', () => {
    const two = ids([unnamed(), unnamed({ message: 'any hides the shape' })]);
    assert.equal(new Set(two).size, 2);
  });

  it('knows a finding again in other words and with its code slightly changed', () => {
    const again = unnamed({ message: 'Nobody handles a failing read', quote: 'const text = read(path);', line: 12 });
    assert.deepEqual(ids([again], [known]), [id]);
  });

  it('does not take another matter at the same place for the known one, which may be dismissed', () => {
    const another = unnamed({ category: 'naming', message: 'text says little', suggestion: 'Rename it' });
    assert.notDeepEqual(ids([another], [known]), [id]);
  });

  it('gives a known id to one finding only, the one that fits best', () => {
    const vague = unnamed({ message: 'A failing read surprises', category: '', suggestion: '', line: 1 });
    const found = ids([vague, unnamed()], [known]);
    assert.equal(found[1], id);
    assert.notEqual(found[0], id);
  });

  it('recognizes findings about whole files by their words', () => {
    const whole = {
      anchor: 'file',
      quote: '',
      line: 1,
      message: 'The module has no tests for failures',
      category: '',
      suggestion: '',
    } as const;
    const [name = ''] = ids([unnamed(whole)]);
    const reworded = unnamed({ ...whole, message: 'No tests of failures for this module' });
    assert.deepEqual(ids([reworded], [finding({ ...whole, id: name })]), [name]);
    assert.notDeepEqual(ids([unnamed({ ...whole, message: 'Far too long' })], [finding({ ...whole, id: name })]), [
      name,
    ]);
  });

  it('is stable under lines inserted above, with and without memory', () => {
    const review = (file: string, quote: string) => ({
      assessed: true as const,
      dimension: 'security',
      weight: 100,
      model: 'o3',
      score: 50,
      summary: '',
      requirements: [],
      findings: [
        {
          file,
          quote,
          line: 3,
          severity: 'error' as const,
          category: 'c',
          message: 'Input reaches the shell',
          why: '',
          suggestion: '',
        },
      ],
    });
    const named = (text: string, quote: string) => {
      const { anchored } = anchorFindings([review('a.ts', quote)], {
        paths: ['a.ts'],
        texts: new Map([['a.ts', text]]),
      });
      return identifyFindings(
        clusterFindings(anchored).map((members) => mergeCluster(members, (model) => model)),
        [],
      );
    };
    const line = fc.stringMatching(/^[a-z(){};=. ]{1,20}$/);
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 1, maxLength: 12 }),
        fc.array(line, { maxLength: 12 }),
        fc.nat(),
        (lines, above, pick) => {
          const code = lines.map((text, at) => `${text} // ${at}.`);
          const quote = code[pick % code.length] ?? '';
          const before = named(code.join('\n'), quote);
          const after = named([...above, ...code].join('\r\n'), quote);
          assert.equal(before.length, 1);
          assert.equal(after[0]?.id, before[0]?.id);
          assert.equal(after[0]?.finding.line, (before[0]?.finding.line ?? 0) + above.length);
        },
      ),
    );
  });
});

describe('compareResults', () => {
  const base = {
    current: [],
    earlier: [],
    dismissed: new Map<string, string>(),
    assessed: new Set(['error_handling']),
    texts: new Map([['src/a.ts', 'const text = read();\n']]),
    inScope: () => true,
    exists: () => true,
  };
  const gone = (fields: Partial<Parameters<typeof compareResults>[0]>) =>
    compareResults({ ...base, earlier: [finding()], ...fields }).gone.map(({ how }) => how);

  it('tells new, still there and dismissed', () => {
    const current = ['q1', 'q2', 'q3'].map((id) => finding({ id }));
    const { findings } = compareResults({
      ...base,
      current,
      earlier: [finding({ id: 'q2' })],
      dismissed: new Map([['q3', 'on purpose']]),
    });
    assert.deepEqual(
      findings.map(({ state, dismissal }) => [state, dismissal]),
      [
        ['new', undefined],
        ['open', undefined],
        ['dismissed', 'on purpose'],
      ],
    );
  });

  it('takes a finding for fixed when its code or its file is gone', () => {
    assert.deepEqual(gone({ texts: new Map([['src/a.ts', 'const text = await read();\n']]) }), ['fixed']);
    assert.deepEqual(gone({ exists: () => false, texts: new Map() }), ['fixed']);
  });

  it('does not take silence for a fix', () => {
    assert.deepEqual(gone({}), ['not-seen']);
    assert.deepEqual(gone({ texts: new Map([['src/a.ts', '\uFEFFx();\r\n\tconst  text = read();\r\n']]) }), [
      'not-seen',
    ]);
    assert.deepEqual(gone({ assessed: new Set() }), ['not-checked']);
    assert.deepEqual(gone({ inScope: () => false }), ['not-checked']);
  });

  it('does not list dismissed findings that are gone', () => {
    assert.deepEqual(gone({ dismissed: new Map([['q1', 'r']]) }), []);
  });
});
