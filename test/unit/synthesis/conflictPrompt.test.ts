import assert from 'node:assert/strict';
import { createRedactor } from '../../../src/core/redaction/redactor';
import type { ConflictFile } from '../../../src/core/ports/snapshotStore';
import type { Candidate } from '../../../src/synthesis/candidate';
import { conflictPrompt } from '../../../src/synthesis/conflictPrompt';
import { readConflictAnswer } from '../../../src/synthesis/readConflictAnswer';

const redactor = createRedactor([]);
const file = (path: string, base: string | undefined, ours: string, theirs: string): ConflictFile => ({
  path,
  base,
  ours,
  theirs,
  binary: false,
});
const candidate = (workstream: string, model: string, brief: string): Candidate => ({
  key: `2/${workstream}`,
  section: '2',
  workstream,
  brief,
  model,
  commit: 'c',
  summary: `${workstream} is done`,
});

const index = file('src/index.ts', 'old\n', 'ours\n', 'theirs\n');
const created = file('src/new.md', undefined, '```\nfence\n```\n', 'other\n');
const prompt = conflictPrompt({
  files: [index, created],
  ours: [candidate('storage', 'gpt-codex', 'Write the store.')],
  theirs: [candidate('core_logic', 'o3', 'Write the rules.')],
  contracts: [
    {
      notes: 'Loans are immutable.',
      files: [
        { path: 'src/index.ts', owner: 'storage', purpose: 'exports', exports: ['export function lend(): Loan'] },
      ],
    },
  ],
});

describe('conflictPrompt', () => {
  it('has both sides, the base, both briefs and the contract', () => {
    for (const part of [
      'Data (src/index.ts, base):\n```\nold\n```',
      'Data (src/index.ts, ours):\n```\nours\n```',
      'Data (src/index.ts, theirs):\n```\ntheirs\n```',
      'Both sides created src/new.md; there is no base.',
      'Data (ours, workstream storage of section 2, by gpt-codex):\n```\nWrite the store.\n\nWhat was done: storage is done\n```',
      'Data (theirs, workstream core_logic of section 2, by o3):',
      'Loans are immutable.',
      'src/index.ts (owner: storage): exports\n    export function lend(): Loan',
    ]) {
      assert.ok(prompt.includes(part), `${part}\n\nis not in\n\n${prompt}`);
    }
  });

  it('fences a file so that its own fences can not end the block', () => {
    assert.ok(prompt.includes('Data (src/new.md, ours):\n````\n```\nfence\n```\n````\n'));
  });

  it('asks for a whole-file block of every file', () => {
    assert.match(prompt, /\nFILE: src\/index\.ts\n```\n/);
    assert.match(prompt, /\nFILE: src\/new\.md\n```\n/);
  });

  it('leaves out an empty contract', () => {
    const without = conflictPrompt({ files: [index], ours: [], theirs: [], contracts: [{ notes: '', files: [] }] });
    assert.doesNotMatch(without, /contract: files/);
  });
});

describe('readConflictAnswer', () => {
  const answer = 'Joined.\n\nFILE: src/index.ts\n```ts\nboth\n```\n\nFILE: src/new.md\n````\n```\nx\n```\n````\n';

  it('gives every file whole', () => {
    assert.deepEqual(readConflictAnswer(answer, [index, created], redactor), {
      ok: true,
      value: new Map([
        ['src/index.ts', 'both\n'],
        ['src/new.md', '```\nx\n```\n'],
      ]),
    });
  });

  const wrong: readonly (readonly [string, string, RegExp])[] = [
    ['a file is missing', 'FILE: src/index.ts\n```\nboth\n```\n', /src\/new\.md: there is no FILE block/],
    ['a marker is left', answer.replace('both', '<<<<<<< HEAD\na\n=======\nb\n>>>>>>> x'), /conflict marker is left/],
    ['a file is empty', answer.replace('both\n', '\n'), /src\/index\.ts: the answer is empty/],
    [
      'it has another file',
      `${answer}FILE: src/evil.ts\n\`\`\`\nx\n\`\`\`\n`,
      /src\/evil\.ts: this file has no conflict/,
    ],
    [
      'it edits',
      'EDIT: src/index.ts\n<<<<<<< SEARCH\nours\n=======\nboth\n>>>>>>> REPLACE\n',
      /src\/index\.ts: answer with the whole file/,
    ],
    ['it is prose', 'I can not do that.', /src\/index\.ts: there is no FILE block/],
  ];
  for (const [name, text, error] of wrong) {
    it(`says what is wrong when ${name}`, () => {
      const read = readConflictAnswer(text, [index, created], redactor);
      assert.equal(read.ok, false);
      assert.match(read.errors.join('\n'), error);
    });
  }

  it('allows marker lines that a side has itself', () => {
    const docs = file('docs/git.md', undefined, '<<<<<<< HEAD\nexample\n', 'other\n');
    const text = 'FILE: docs/git.md\n```\n<<<<<<< HEAD\nexample\nother\n```\n';
    assert.equal(readConflictAnswer(text, [docs], redactor).ok, true);
  });

  it('allows a heading underlined with seven equals signs', () => {
    const text = 'FILE: src/index.ts\n```\nHeading\n=======\n```\n';
    assert.equal(readConflictAnswer(text, [index], redactor).ok, true);
  });

  it('allows an empty answer when one side is empty', () => {
    const emptied = file('a', 'x\n', '', 'y\n');
    assert.equal(readConflictAnswer('FILE: a\n```\n```\n', [emptied], redactor).ok, true);
  });

  describe('with secrets on both sides', () => {
    const [one, two] = ['a1B2', 'c3D4'].map((part) => `ghp_${part.repeat(9)}`);
    const keys = file('keys.ts', undefined, `const one = '${one}';\n`, `const two = '${two}';\n`);
    const asked = redactor.prompt(
      conflictPrompt({ files: [keys, index], ours: [], theirs: [], contracts: [{ notes: '', files: [] }] }),
    );
    const [standIn1 = '', standIn2 = ''] = asked.match(/\[redacted by MAO: \d+\]/g) ?? [];
    const blocks = (text: string, other = 'both\n') =>
      `FILE: keys.ts\n\`\`\`\n${text}\`\`\`\nFILE: src/index.ts\n\`\`\`\n${other}\`\`\`\n`;

    it('asks without them and puts each into its place in the joined file', () => {
      assert.doesNotMatch(asked, /ghp_/);
      const read = readConflictAnswer(
        blocks(`const two = '${standIn2}';\nexport const one = '${standIn1}';\n`),
        [keys, index],
        redactor,
      );
      assert.ok(read.ok);
      assert.equal(read.value.get('keys.ts'), `const two = '${two}';\nexport const one = '${one}';\n`);
    });

    it('takes no answer that carries one into another file', () => {
      const read = readConflictAnswer(
        blocks(`'${standIn1}', '${standIn2}'\n`, `'${standIn1}'\n`),
        [keys, index],
        redactor,
      );
      assert.deepEqual(read, { ok: false, errors: [`src/index.ts: ${standIn1} stands in neither side of it.`] });
    });
  });
});
