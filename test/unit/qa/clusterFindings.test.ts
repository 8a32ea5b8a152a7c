import assert from 'node:assert/strict';
import fc from 'fast-check';
import { clusterFindings } from '../../../src/qa/clusterFindings';
import { confidenceOf } from '../../../src/qa/confidence';
import { mergeCluster } from '../../../src/qa/mergeCluster';
import { anchored } from './findings';

const sizes = (...findings: Parameters<typeof clusterFindings>[0]) =>
  clusterFindings(findings).map((cluster) => cluster.length);
const familyOf = (model: string) => (model.startsWith('g') ? 'google' : model === 'o3' ? 'openai' : 'anthropic');

describe('clusterFindings', () => {
  const other = { model: 'o3', dimension: 'security', message: 'An unhandled read failure ends the process' };

  it('joins what two reviewers say of one place in like words', () => {
    assert.deepEqual(sizes(anchored(), anchored(other)), [2]);
    assert.deepEqual(sizes(anchored(), anchored({ ...other, line: 6 })), [2]);
  });

  it('keeps apart other matters, far places and other files', () => {
    const types = {
      model: 'o3',
      category: 'types',
      message: 'any hides the shape of data',
      suggestion: 'Validate with a schema',
    };
    assert.deepEqual(sizes(anchored(), anchored(types)), [1, 1]);
    assert.deepEqual(sizes(anchored(), anchored({ ...other, line: 40 })), [1, 1]);
    assert.deepEqual(sizes(anchored(), anchored({ ...other, file: 'src/b.ts' })), [1, 1]);
  });

  it('takes two findings of one reviewer at one line for two', () => {
    assert.deepEqual(sizes(anchored(), anchored({ message: 'The read error is logged twice' })), [1, 1]);
    assert.deepEqual(sizes(anchored(), anchored()), [2]);
  });

  it('joins what is about a whole file with a place in it only when the words agree well', () => {
    const whole = { line: 1, anchor: 'file', quote: '', model: 'o3' } as const;
    assert.deepEqual(sizes(anchored({ line: 90 }), anchored(whole)), [2]);
    assert.deepEqual(
      sizes(anchored({ line: 90 }), anchored({ ...whole, category: '', message: 'No tests', suggestion: '' })),
      [1, 1],
    );
  });

  it('compares words of any script', () => {
    const chinese = { category: '', suggestion: '' };
    const a = anchored({ ...chinese, message: '读取失败时没有处理错误' });
    assert.deepEqual(sizes(a, anchored({ ...chinese, model: 'o3', message: '没有处理读取失败' })), [2]);
    assert.deepEqual(sizes(a, anchored({ ...chinese, model: 'o3', message: '类型不安全的转换' })), [1, 1]);
  });

  it('does not depend on the order, and loses nothing', () => {
    const words = fc.constantFrom(
      'read failure is not handled',
      'unhandled failure of read',
      'any type',
      'cast of data hides type',
    );
    const one = fc.record({
      file: fc.constantFrom('a.ts', 'b.ts'),
      line: fc.integer({ min: 1, max: 20 }),
      model: fc.constantFrom('o3', 'sonnet', 'gemini-pro'),
      message: words,
      severity: fc.constantFrom('error', 'warning', 'info'),
      anchor: fc.constantFrom('exact', 'nearest', 'file'),
    });
    const list = fc
      .array(one, { maxLength: 12 })
      .map((all) => all.map((fields) => anchored({ ...fields, category: '', suggestion: '' })));
    fc.assert(
      fc.property(list, fc.array(fc.nat(), { minLength: 12, maxLength: 12 }), (findings, keys) => {
        const shuffled = findings
          .map((finding, at) => ({ finding, key: keys[at] ?? 0 }))
          .toSorted((a, b) => a.key - b.key)
          .map(({ finding }) => finding);
        const merged = (all: typeof findings) => clusterFindings(all).map((cluster) => mergeCluster(cluster, familyOf));
        assert.deepEqual(merged(shuffled), merged(findings));
        assert.equal(clusterFindings(findings).flat().length, findings.length);
      }),
    );
  });

  it('clusters 5,000 findings', () => {
    const many = Array.from({ length: 5000 }, (_, at) =>
      anchored({
        file: `src/${at % 10}.ts`,
        line: 1 + Math.floor(at / 20) * 10,
        model: at % 2 ? 'o3' : 'sonnet',
        message: `Problem number${Math.floor(at / 20)} of reading`,
      }),
    );
    assert.equal(clusterFindings(many).flat().length, 5000);
  });
});

describe('mergeCluster', () => {
  it('takes the words of the one who is most worried, the best place, and keeps every opinion', () => {
    const merged = mergeCluster(
      [
        anchored({ related: [{ file: 'src/a.ts', line: 30, endLine: 30 }] }),
        anchored({
          model: 'o3',
          dimension: 'security',
          severity: 'error',
          anchor: 'nearest',
          line: 5,
          message: 'A crash',
          suggestion: '',
        }),
      ],
      familyOf,
    );
    assert.deepEqual(
      [merged.severity, merged.message, merged.line, merged.anchor, merged.suggestion],
      ['error', 'A crash', 4, 'exact', 'Catch the error of the read'],
    );
    assert.deepEqual(merged.dimensions, ['security', 'error_handling']);
    assert.deepEqual(merged.models, ['o3', 'sonnet']);
    assert.deepEqual(
      merged.related.map(({ line }) => line),
      [5, 30],
    );
    assert.deepEqual(
      merged.opinions.map(({ model, severity }) => `${model} ${severity}`),
      ['o3 error', 'sonnet warning'],
    );
    assert.equal(merged.confidence, 0.8);
  });
});

describe('confidenceOf', () => {
  const voice = (family: string, anchor: Parameters<typeof confidenceOf>[0][number]['anchor'] = 'exact') => ({
    family,
    anchor,
  });

  it('grows with independent models, and not with two of one vendor', () => {
    assert.equal(confidenceOf([voice('google')]), 0.6);
    assert.equal(confidenceOf([voice('google'), voice('openai')]), 0.84);
    assert.equal(confidenceOf([voice('google'), voice('openai'), voice('anthropic')]), 0.94);
    assert.equal(confidenceOf([voice('google'), voice('google')]), 0.6);
  });

  it('is less for what could not be quoted', () => {
    assert.equal(confidenceOf([voice('google', 'nearest')]), 0.51);
    assert.equal(confidenceOf([voice('google', 'file')]), 0.36);
    assert.equal(confidenceOf([]), 0);
  });
});
