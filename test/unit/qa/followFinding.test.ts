import assert from 'node:assert/strict';
import { indexFile } from '../../../src/qa/anchor/fileIndex';
import { followFinding } from '../../../src/qa/followFinding';
import { finding } from './findings';

const at = (text: string, fields: Parameters<typeof finding>[0]) =>
  followFinding(indexFile(text), finding({ line: 2, endLine: 2, ...fields }));

describe('qa/followFinding', () => {
  it('follows a quote that moved, whatever its white space and line ends', () => {
    assert.deepEqual(at('a\nconst x = read();\n', { quote: 'const x = read();' }), { line: 2, endLine: 2 });
    assert.deepEqual(at('new\r\na\r\n\tconst x  = read();\r\n', { quote: 'const x = read();' }), {
      line: 3,
      endLine: 3,
    });
    assert.deepEqual(at('a\n\nif (x) {\n  go();\n}\n', { quote: 'if (x) {\n  go();\n}' }), { line: 3, endLine: 5 });
  });

  it('stays inside the file when lines below it went', () => {
    assert.deepEqual(at('a\ngo();', { quote: 'go();\n\n', endLine: 4 }), { line: 2, endLine: 2 });
  });

  it('says when the quote is gone', () => {
    assert.equal(at('a\nconst x = readAll();\n', { quote: 'const x = read();' }), undefined);
    assert.equal(at('', { quote: 'const x = read();' }), undefined);
  });

  it('takes the copy that is nearest to the old line, and whole lines first', () => {
    const copies = `save(all);\n${'x\n'.repeat(9)}save(all);\n${'x\n'.repeat(30)}save(all);\n`;
    assert.deepEqual(at(copies, { quote: 'save(all);', line: 14 }), { line: 11, endLine: 11 });
    assert.deepEqual(at('const identity = 1;\nx\nid\n', { quote: 'id', line: 1 }), { line: 3, endLine: 3 });
    assert.equal(at('const identity = 1;\n', { quote: 'id', line: 1 }), undefined);
  });

  it('leaves a finding about the file at its line, inside the file', () => {
    assert.deepEqual(at('a\nb\n', { quote: '', line: 1 }), { line: 1, endLine: 1 });
    assert.deepEqual(at('a\n', { quote: '', line: 9 }), { line: 1, endLine: 1 });
  });
});
