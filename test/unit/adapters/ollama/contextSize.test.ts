import assert from 'node:assert/strict';
import { contextSize, estimateTokens } from '../../../../src/adapters/ollama/contextSize';

describe('contextSize', () => {
  it('counts three bytes a token', () => {
    assert.equal(estimateTokens('abcdef'), 2);
    assert.equal(estimateTokens('你好'), 2);
    assert.equal(estimateTokens(''), 0);
  });

  it('takes the smallest size in which prompt and answer fit, up to its cap', () => {
    const sizeOf = (tokens: number) => contextSize('abc'.repeat(tokens), undefined);
    assert.deepEqual(sizeOf(100), { numCtx: 8192, promptTokens: 100, tight: false });
    assert.equal(sizeOf(2192).numCtx, 8192);
    assert.equal(sizeOf(2193).numCtx, 16_384);
    assert.equal(sizeOf(10_385).numCtx, 32_768);
    assert.deepEqual(sizeOf(30_768), { numCtx: 32_768, promptTokens: 30_768, tight: false });
    assert.deepEqual(sizeOf(100_000), { numCtx: 32_768, promptTokens: 100_000, tight: true });
  });

  it('leaves the user’s own size alone', () => {
    assert.deepEqual(contextSize('abc'.repeat(3000), 4096), { numCtx: 4096, promptTokens: 3000, tight: true });
    assert.deepEqual(contextSize('abc', 131_072), { numCtx: 131_072, promptTokens: 1, tight: false });
  });
});
