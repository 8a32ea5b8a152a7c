import assert from 'node:assert/strict';
import fc from 'fast-check';
import { anyText } from '../anyText';
import { applyEditBlock } from '../../../src/core/applyEdits';

const edit = (search: string, replace: string) => ({
  search: search === '' ? [] : search.split('\n'),
  replace: replace === '' ? [] : replace.split('\n'),
});
const done = (text: string) => ({ ok: true, text });
const errorsOf = (result: ReturnType<typeof applyEditBlock>) => (result.ok ? '' : result.errors.join('\n'));

describe('applyEditBlock', () => {
  it('replaces lines that match exactly', () => {
    assert.deepEqual(applyEditBlock('a\nb\nc\n', [edit('b', 'x\ny')]), done('a\nx\ny\nc\n'));
    assert.deepEqual(applyEditBlock('a\nb\nc\n', [edit('b', '')]), done('a\nc\n'));
    assert.deepEqual(applyEditBlock('a\nb\nc', [edit('c', 'd')]), done('a\nb\nd'));
  });

  it('replaces any part of any file and nothing else', () => {
    const lines = fc
      .array(fc.string(), { minLength: 1, maxLength: 20 })
      .map((texts) => texts.map((text, at) => `${at} ${text.replace(/[\r\n]/g, '')}`));
    const end = fc.constantFrom('\n', '\r\n');
    fc.assert(
      fc.property(lines, end, fc.nat(), fc.nat(), fc.array(anyText), fc.boolean(), (file, eol, a, b, fresh, mark) => {
        const from = a % file.length;
        const to = from + 1 + (b % (file.length - from));
        const replace = fresh.map((text) => text.replace(/[\r\n]/g, ''));
        const bom = mark ? '\uFEFF' : '';
        const whole = (texts: readonly string[]) => bom + texts.map((text) => text + eol).join('');
        const result = applyEditBlock(whole(file), [{ search: file.slice(from, to), replace }]);
        assert.deepEqual(result, done(whole([...file.slice(0, from), ...replace, ...file.slice(to)])));
      }),
    );
  });

  it('never throws and leaves the text alone without edits', () => {
    const texts = fc.array(anyText);
    fc.assert(
      fc.property(anyText, texts, texts, (current, search, replace) => {
        applyEditBlock(current, [{ search, replace }]);
        assert.deepEqual(applyEditBlock(current, []), done(current));
      }),
    );
  });

  it('prefers the strictest way that finds something', () => {
    assert.deepEqual(applyEditBlock('a \na\n', [edit('a', 'x')]), done('a \nx\n'));
    assert.deepEqual(applyEditBlock('a  \nb\n', [edit('a', 'x')]), done('x\nb\n'));
    assert.deepEqual(applyEditBlock('say “hi” – now\n', [edit('say "hi" - now', 'bye')]), done('bye\n'));
    assert.deepEqual(applyEditBlock('caf\u00e9\n', [edit('cafe\u0301', 'tea')]), done('tea\n'));
  });

  it('keeps CRLF and the byte order mark of the file', () => {
    assert.deepEqual(
      applyEditBlock('\uFEFFa\r\nb\r\nc\r\n', [edit('a\nb', 'x\ny\nz')]),
      done('\uFEFFx\r\ny\r\nz\r\nc\r\n'),
    );
  });

  it('matches every edit against the file as it was, in any order', () => {
    const edits = [edit('c', 'a'), edit('a', 'c')];
    assert.deepEqual(applyEditBlock('a\nb\nc\n', edits), done('c\nb\na\n'));
  });

  it('refuses what is ambiguous, overlapping or empty, and indentation that differs', () => {
    assert.match(errorsOf(applyEditBlock('a\nb\na\n', [edit('a', 'x')])), /occurs 2 times \(at lines 1, 3\)/);
    assert.match(errorsOf(applyEditBlock('a\nb\nc\n', [edit('a\nb', 'x'), edit('b\nc', 'y')])), /overlap at line 2/);
    assert.match(errorsOf(applyEditBlock('a\n', [edit('', 'x')])), /is empty, but the file is not/);
    assert.match(errorsOf(applyEditBlock('  a\n', [edit('a', 'x')])), /does not occur/);
  });

  it('fills an empty file', () => {
    assert.deepEqual(applyEditBlock('', [edit('', 'a\nb')]), done('a\nb\n'));
  });

  it('shows the nearest lines of what is not there, and changes nothing when one of several edits fails', () => {
    const file = Array.from({ length: 50 }, (_, at) => `const value${at} = ${at};`).join('\n');
    const errors = errorsOf(applyEditBlock(file, [edit('const value3 = 3;', 'x'), edit('const value40 = 41;', 'y')]));
    assert.match(errors, /^SEARCH 2 does not occur/);
    assert.match(errors, /\(lines 39–43\)/);
    assert.match(errors, /const value40 = 40;/);
    assert.doesNotMatch(errors, /value30/);
  });
});
