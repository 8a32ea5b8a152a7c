import assert from 'node:assert/strict';
import { ThoughtRelay } from '../../../src/orchestration/thoughtRelay';
import { toStreamDelta } from '../../../src/presentation/runStreams';
import { events, schemas, stateOf, runStart } from '../presentation/fixtures';

describe('orchestration/thoughtRelay', () => {
  it('tells thoughts in portions, and the rest of them before anything else is told', () => {
    const told: unknown[] = [];
    const relay = new ThoughtRelay((event) => told.push(event));
    relay.add('Hm. ');
    relay.add('x'.repeat(600));
    relay.add('So.');
    relay.flush();
    relay.flush();
    const thought = (message: string) => ({ type: 'log', level: 'debug', message, thinking: true });
    assert.deepEqual(told, [thought(`Hm. ${'x'.repeat(600)}`), thought('So.')]);
  });

  it('has them shown in their column, and kept out of the log of the run', () => {
    const thought = { type: 'log', ...schemas, level: 'debug', message: 'Hm.', thinking: true } as const;
    const [, event] = events(runStart, thought);
    assert.ok(event);
    assert.deepEqual(toStreamDelta(event), { key: '2/schemas', item: { kind: 'thinking', text: 'Hm.' } });
    assert.deepEqual(stateOf(runStart, thought).log, []);
    const [, plain] = events(runStart, { type: 'log', ...schemas, level: 'debug', message: 'Hm.' });
    assert.ok(plain);
    assert.equal(toStreamDelta(plain), undefined);
  });
});
