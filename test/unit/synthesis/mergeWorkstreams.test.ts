import assert from 'node:assert/strict';
import type { RunEventBody } from '../../../src/core/runEvent';
import type { Candidate } from '../../../src/synthesis/candidate';
import type { ConflictRequest, JoinedFiles } from '../../../src/synthesis/conflictRequest';
import { mergeWorkstreams, type MergeCache } from '../../../src/synthesis/mergeWorkstreams';
import { MemorySnapshotStore } from './memorySnapshotStore';

const author = { name: 'mao', email: 'mao@example.invalid' };
const base = 'one\ntwo\nthree\n';

function candidate(key: string, model: string, commit: string): Candidate {
  const [section = '', workstream = ''] = key.split('/');
  return { key, section, workstream, brief: `do ${workstream}`, model, commit, summary: `did ${workstream}` };
}

/** Two workstreams that both change line two of src/index.ts, and what is needed to merge them. */
function conflicting(answer: (request: ConflictRequest) => JoinedFiles | undefined, owner?: string) {
  const store = new MemorySnapshotStore();
  const snapshot = store.commit('user', [], { 'src/index.ts': base, 'README.md': 'read me\n' });
  const left = store.commit('gpt-codex', [snapshot], {
    'src/index.ts': 'one\nstorage\nthree\n',
    'src/store.ts': 's\n',
  });
  const right = store.commit('sonnet', [snapshot], { 'src/index.ts': 'one\ncore\nthree\n', 'src/core.ts': 'c\n' });
  const asked: ConflictRequest[] = [];
  const events: RunEventBody[] = [];
  const cache: MergeCache = new Map();
  const candidates = [candidate('2/storage', 'gpt-codex', left), candidate('2/core_logic', 'sonnet', right)];
  const merge = (list: readonly Candidate[] = candidates) =>
    mergeWorkstreams({
      store,
      base: snapshot,
      candidates: list,
      author,
      cache,
      resolve: (request) => {
        asked.push(request);
        return Promise.resolve(answer(request));
      },
      ownerOf: () => owner,
      emit: (event) => events.push(event),
    });
  return { store, snapshot, candidates, asked, events, merge };
}

const joined = (text: string) => () => ({ by: 'opus', texts: new Map([['src/index.ts', text]]) });

describe('mergeWorkstreams', () => {
  it('gives the snapshot when nobody changed anything', async () => {
    const { store, snapshot, merge } = conflicting(() => undefined);
    assert.deepEqual(await merge([]), { commit: snapshot, conflicts: [] });
    assert.deepEqual(await merge([candidate('2/tests', 'o3', snapshot)]), { commit: snapshot, conflicts: [] });
    assert.equal(store.merges, 0);
  });

  it('joins what does not touch the same lines without asking', async () => {
    const { store, snapshot, asked, events, merge } = conflicting(() => undefined);
    const a = store.commit('o3', [snapshot], { 'src/index.ts': 'ONE\ntwo\nthree\n' });
    const b = store.commit('sonnet', [snapshot], { 'src/b.ts': 'b\n', 'src/index.ts': 'one\ntwo\nTHREE\n' });
    const { commit, conflicts } = await merge([candidate('2/a', 'o3', a), candidate('2/b', 'sonnet', b)]);
    assert.deepEqual(store.contents(commit), {
      'src/index.ts': 'ONE\ntwo\nTHREE\n',
      'README.md': 'read me\n',
      'src/b.ts': 'b\n',
    });
    assert.deepEqual([conflicts, asked, events], [[], [], []]);
  });

  it('has a model join a conflict and tells of it', async () => {
    const { store, asked, events, merge } = conflicting(joined('one\nstorage and core\nthree\n'));
    const { commit, conflicts } = await merge();
    assert.equal(store.contents(commit)['src/index.ts'], 'one\nstorage and core\nthree\n');
    assert.equal(store.contents(commit)['src/core.ts'], 'c\n');
    assert.equal(store.authorOf(commit), 'opus');
    assert.deepEqual(conflicts, [{ file: 'src/index.ts', workstreams: ['storage', 'core_logic'], by: 'opus' }]);
    assert.deepEqual(events, [
      { type: 'conflict-found', section: '2', file: 'src/index.ts', workstreams: ['storage', 'core_logic'] },
      { type: 'conflict-resolved', section: '2', file: 'src/index.ts', by: 'opus' },
    ]);
    const [request] = asked;
    assert.deepEqual(request?.files, [
      {
        path: 'src/index.ts',
        base,
        ours: 'one\nstorage\nthree\n',
        theirs: 'one\ncore\nthree\n',
        binary: false,
      },
    ]);
    assert.deepEqual(
      request.workstreams.map(({ key }) => key),
      ['2/storage', '2/core_logic'],
    );
  });

  it('never asks about the same merge twice, not even at the same time', async () => {
    const { store, asked, events, merge } = conflicting(joined('joined\n'));
    const [first, second] = await Promise.all([merge(), merge()]);
    assert.equal(first.commit, second.commit);
    assert.equal(asked.length, 1);
    assert.equal(store.merges, 1);
    assert.equal(events.length, 2);
    assert.deepEqual(second.conflicts, first.conflicts);
  });

  it('recalls the answer to the same conflict in another merge', async () => {
    const { store, snapshot, candidates, asked, events, merge } = conflicting(joined('joined\n'));
    await merge();
    const more = candidate('2/docs', 'haiku', store.commit('haiku', [snapshot], { 'README.md': 'better\n' }));
    const { commit, conflicts } = await merge([more, ...candidates]);
    assert.equal(store.contents(commit)['src/index.ts'], 'joined\n');
    assert.equal(store.contents(commit)['README.md'], 'better\n');
    assert.equal(asked.length, 1);
    assert.equal(events.length, 2);
    assert.deepEqual(conflicts, [{ file: 'src/index.ts', workstreams: ['storage', 'core_logic'], by: 'opus' }]);
  });

  it('does not ask again at the end for what was the base of a dependent workstream', async () => {
    const { store, candidates, asked, merge } = conflicting(joined('one\nboth\nthree\n'));
    const foundation = await merge();
    const tests = store.commit('o3', [foundation.commit], { 'test/a.test.ts': 't\n' });
    const { commit } = await merge([...candidates, candidate('2/tests', 'o3', tests)]);
    assert.equal(asked.length, 1);
    assert.equal(store.contents(commit)['src/index.ts'], 'one\nboth\nthree\n');
    assert.equal(store.contents(commit)['test/a.test.ts'], 't\n');
  });

  for (const [name, text] of [
    ['has conflict markers', 'one\n<<<<<<< ours\nstorage\n=======\ncore\n>>>>>>> theirs\nthree\n'],
    ['is empty', '\n'],
  ] as const) {
    it(`gives the file to its owner when the answer ${name}`, async () => {
      const { store, events, merge } = conflicting(joined(text), '2/storage');
      const { commit, conflicts } = await merge();
      assert.equal(store.contents(commit)['src/index.ts'], 'one\nstorage\nthree\n');
      assert.equal(store.contents(commit)['src/core.ts'], 'c\n');
      assert.equal(conflicts[0]?.by, 'owner:storage');
      assert.equal(store.authorOf(commit), 'mao');
      assert.deepEqual(events.at(-1), {
        type: 'conflict-resolved',
        section: '2',
        file: 'src/index.ts',
        by: 'owner:storage',
      });
    });
  }

  it('gives the file to the owner that comes later too', async () => {
    const { store, merge } = conflicting(() => undefined, '2/core_logic');
    const { commit, conflicts } = await merge();
    assert.equal(store.contents(commit)['src/index.ts'], 'one\ncore\nthree\n');
    assert.equal(conflicts[0]?.by, 'owner:core_logic');
  });

  it('takes the later side when nobody owns the file', async () => {
    const { store, merge } = conflicting(() => undefined, '9/elsewhere');
    const { commit, conflicts } = await merge();
    assert.equal(store.contents(commit)['src/index.ts'], 'one\ncore\nthree\n');
    assert.equal(conflicts[0]?.by, 'later:core_logic');
  });

  it('settles by ownership only the files that the answer leaves out', async () => {
    const store = new MemorySnapshotStore();
    const snapshot = store.commit('user', [], { a: 'a\n', b: 'b\n' });
    const left = store.commit('o3', [snapshot], { a: 'a1\n', b: 'b1\n' });
    const right = store.commit('sonnet', [snapshot], { a: 'a2\n', b: 'b2\n' });
    const { commit, conflicts } = await mergeWorkstreams({
      store,
      base: snapshot,
      candidates: [candidate('2/x', 'o3', left), candidate('3/x', 'sonnet', right)],
      author,
      cache: new Map(),
      resolve: () => Promise.resolve({ by: 'opus', texts: new Map([['a', 'a1 a2\n']]) }),
      ownerOf: () => '2/x',
      emit: () => undefined,
    });
    assert.deepEqual(store.contents(commit), { a: 'a1 a2\n', b: 'b1\n' });
    assert.deepEqual(conflicts, [
      { file: 'a', workstreams: ['2/x', '3/x'], by: 'opus' },
      { file: 'b', workstreams: ['2/x', '3/x'], by: 'owner:2/x' },
    ]);
  });

  it('never asks about a deleted or a binary file, but settles it by ownership', async () => {
    const { store, snapshot, asked, merge } = conflicting(() => undefined, '2/a');
    const a = store.commit('o3', [snapshot], { 'src/index.ts': undefined, 'logo.png': new Uint8Array([0, 1]) });
    const b = store.commit('sonnet', [snapshot], { 'src/index.ts': 'changed\n', 'logo.png': new Uint8Array([0, 2]) });
    const { commit } = await merge([candidate('2/a', 'o3', a), candidate('2/b', 'sonnet', b)]);
    assert.deepEqual(asked, []);
    assert.equal(store.contents(commit)['src/index.ts'], undefined);
    assert.deepEqual(await store.readFile(commit, 'logo.png'), new Uint8Array([0, 1]));
  });

  it('names only the workstreams that touched the file', async () => {
    const { store, snapshot, candidates, merge } = conflicting(joined('joined\n'));
    const other = candidate('2/docs', 'haiku', store.commit('haiku', [snapshot], { 'README.md': 'better\n' }));
    const { conflicts } = await merge([other, ...candidates]);
    assert.deepEqual(conflicts[0]?.workstreams, ['storage', 'core_logic']);
  });

  it('does not ask about more text than fits into a question', async () => {
    const store = new MemorySnapshotStore();
    const snapshot = store.commit('user', [], { big: 'x\n' });
    const big = (letter: string) => `${letter.repeat(200_000)}\n`;
    const left = store.commit('o3', [snapshot], { big: big('a') });
    const right = store.commit('sonnet', [snapshot], { big: big('b') });
    const { conflicts } = await mergeWorkstreams({
      store,
      base: snapshot,
      candidates: [candidate('2/x', 'o3', left), candidate('2/y', 'sonnet', right)],
      author,
      cache: new Map(),
      resolve: () => Promise.reject(new Error('asked')),
      ownerOf: () => undefined,
      emit: () => undefined,
    });
    assert.equal(conflicts[0]?.by, 'later:y');
  });

  it('forgets a merge that failed, so that it can be tried again', async () => {
    let failing = true;
    const { asked, merge } = conflicting((request) => {
      if (failing) throw new Error('cancelled');
      return request.files.length === 1 ? joined('joined\n')() : undefined;
    });
    await assert.rejects(merge(), /cancelled/);
    failing = false;
    assert.equal((await merge()).conflicts[0]?.by, 'opus');
    assert.equal(asked.length, 2);
  });

  it('keeps the line ends, byte order mark and missing final newline of both sides', async () => {
    const store = new MemorySnapshotStore();
    const snapshot = store.commit('user', [], { f: '\uFEFFone\r\ntwo' });
    const left = store.commit('o3', [snapshot], { f: '\uFEFFone\r\nleft' });
    const right = store.commit('sonnet', [snapshot], { f: '\uFEFFone\r\nright' });
    const { commit } = await mergeWorkstreams({
      store,
      base: snapshot,
      candidates: [candidate('2/x', 'o3', left), candidate('2/y', 'sonnet', right)],
      author,
      cache: new Map(),
      resolve: () => Promise.resolve({ by: 'opus', texts: new Map([['f', 'one\nleft\nright\n']]) }),
      ownerOf: () => undefined,
      emit: () => undefined,
    });
    const bytes = await store.readFile(commit, 'f');
    assert.equal(Buffer.from(bytes ?? []).toString('utf8'), '\uFEFFone\r\nleft\r\nright');
  });
});
