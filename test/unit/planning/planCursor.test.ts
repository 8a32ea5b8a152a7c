import assert from 'node:assert/strict';
import fc from 'fast-check';
import { planCursor } from '../../../src/planning/planCursor';
import { anyText } from '../anyText';
import { planOf, sectionPlan, workstream } from './specification';

const plan = planOf(
  sectionPlan('2', [workstream('schemas'), workstream('storage'), workstream('tests')]),
  sectionPlan('3', [workstream('mail'), workstream('clock')]),
);

/** The cursor where `|` stands in the text. */
function cursor(text: string) {
  const before = text.slice(0, text.indexOf('|')).split('\n');
  return planCursor(text.replace('|', '').split('\n'), before.length - 1, before.at(-1)?.length ?? 0, plan);
}

describe('planCursor', () => {
  const models = ['gemini-pro', 'sonnet', 'opus'];
  const head = '- [x] **schemas** gemini-pro (thinking max), else sonnet, else opus: Types of the domain.';

  it('finds the model around a place, whole', () => {
    assert.deepEqual(cursor(head.replace('gemini-pro', 'gem|ini-pro')), {
      kind: 'model',
      text: 'gemini-pro',
      start: 18,
      end: 28,
      models,
    });
    for (const place of ['else |sonnet', 'else son|net', 'else sonnet|']) {
      const found = cursor(head.replace('else sonnet', place));
      assert.deepEqual([found?.kind, found?.text, found?.start, found?.end], ['model', 'sonnet', 50, 56]);
    }
  });

  it('finds the place of a model that is still to be typed', () => {
    assert.deepEqual(cursor('- [ ] **schemas** |'), { kind: 'model', text: '', start: 18, end: 18, models: [] });
    assert.deepEqual(cursor('- [ ] **schemas** opus, else |: x'), {
      kind: 'model',
      text: '',
      start: 29,
      end: 29,
      models: ['opus'],
    });
    assert.equal(cursor('- [ ] **schemas** |gpt-9: x')?.kind, 'model');
  });

  it('finds a thinking mode', () => {
    const found = { kind: 'thinking', text: 'max', start: 39, end: 42, models };
    assert.deepEqual(cursor(head.replace('max', 'm|ax')), found);
    assert.deepEqual(cursor(head.replace('max', 'max|')), found);
    assert.deepEqual(cursor('* [x] **schemas** opus (thinking |'), {
      kind: 'thinking',
      text: '',
      start: 33,
      end: 33,
      models: ['opus'],
    });
  });

  it('finds a workstream that another waits for, in its section', () => {
    const two = `## 2 Title 2\n${head}\n  After |\n\n## 3 Title 3\n- [x] **mail** opus: Send.\n  After clock\n`;
    assert.deepEqual(cursor(two), {
      kind: 'workstream',
      text: '',
      start: 8,
      end: 8,
      others: ['storage', 'tests'],
    });
    assert.deepEqual(cursor(two.replace('|', '').replace('After clock', 'After mail, cl|ock')), {
      kind: 'workstream',
      text: 'clock',
      start: 14,
      end: 19,
      others: ['clock'],
    });
  });

  it('finds nothing in a brief, a tick, or elsewhere', () => {
    for (const text of [
      head.replace('Types', 'Ty|pes'),
      head.replace('[x]', '[|x]'),
      head.replace('(thinking', '(thin|king'),
      '# Plan |for 2',
      '  Owns src/|a.ts',
      '  After |x',
    ]) {
      assert.equal(cursor(text), undefined, text);
    }
  });

  it('lies in its line, whatever stands there', () => {
    fc.assert(
      fc.property(anyText, fc.nat({ max: head.length }), fc.nat({ max: 120 }), (noise, cut, at) => {
        const line = (head.slice(0, cut) + noise + head.slice(cut)).replace(/[\r\n]/g, ' ');
        const place = Math.min(at, line.length);
        const found = planCursor([line], 0, place, plan);
        assert.ok(!found || (found.start <= place && place <= found.end && found.end <= line.length));
      }),
    );
  });
});
