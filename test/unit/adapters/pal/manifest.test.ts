import assert from 'node:assert/strict';
import { manifestOf, palClis } from '../../../../src/adapters/pal/manifest';
import type { AttemptEnd } from '../../../../src/core/adapterEvent';

const done = (text: string): AttemptEnd => ({ type: 'end', outcome: 'succeeded', text });
const limited: AttemptEnd = {
  type: 'end',
  outcome: 'failed',
  text: '',
  failure: { code: 'rate-limited', message: 'Too many requests.' },
};

describe('manifestOf', () => {
  it('prints the answer in the form that PAL reads of each CLI', () => {
    assert.deepEqual(JSON.parse(manifestOf('claude', done('Hello')).stdout), {
      type: 'result',
      subtype: 'success',
      is_error: false,
      result: 'Hello',
    });
    assert.deepEqual(JSON.parse(manifestOf('codex', done('Hello')).stdout), {
      type: 'item.completed',
      item: { type: 'agent_message', text: 'Hello' },
    });
    assert.deepEqual(JSON.parse(manifestOf('gemini', done('Hello')).stdout), { response: 'Hello' });
  });

  it('says of a failure that it is one', () => {
    for (const cli of palClis) {
      const { stdout, exitCode } = manifestOf(cli, limited);
      assert.equal(exitCode, 1, cli);
      assert.match(stdout, /No answer \(rate-limited\): Too many requests\./, cli);
      assert.doesNotMatch(stdout, /"is_error":false|"response"|agent_message/, cli);
    }
  });

  it('is one line, never empty of words, and shorter than what PAL replaces', () => {
    for (const cli of palClis) {
      for (const end of [done(''), done('a\nb'), done('x'.repeat(100_000))]) {
        const { stdout } = manifestOf(cli, end);
        assert.equal(stdout.trimEnd().split('\n').length, 1);
        assert.ok(stdout.length < 5000);
        assert.match(stdout, /Done\.|a\\nb|xxx/);
      }
    }
  });
});
