import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { askStartTime } from '../../../../src/workspace/state/processIdentity';
import { endLeftovers, journalGroups, readJournal } from '../../../../src/workspace/state/processJournal';

describe('process journal', () => {
  let folder: string;
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'mao-journal-'))));
  afterEach(() => rm(folder, { recursive: true, force: true }));
  const fail = (cause: unknown) => assert.fail(String(cause));

  it('knows the groups that no line says are gone, whatever else stands there', () => {
    const text = '+\t100\t7\tclaude\n+\t200\t8\tcodex\n-\t100\ngarbage\n+\tx\t1\ty\n+\t1\t1\tinit\n-\t300\n+\t40';
    assert.deepEqual(readJournal(text), [
      { pid: 200, started: '8', command: 'codex' },
      { pid: 40, started: '', command: '' },
    ]);
    assert.deepEqual(readJournal(''), []);
  });

  it('writes at once who started and who is gone', async () => {
    const onGroup = journalGroups(folder, fail);
    onGroup(process.pid, 'started', '/usr/bin/claude');
    const text = await readFile(join(folder, 'processes'), 'utf8');
    const [group] = readJournal(text);
    assert.ok(group);
    assert.equal(group.pid, process.pid);
    assert.equal(group.command, 'claude');
    if (process.platform === 'linux') assert.equal(group.started, await askStartTime(process.pid));
    onGroup(process.pid, 'gone', '/usr/bin/claude');
    assert.deepEqual(readJournal(await readFile(join(folder, 'processes'), 'utf8')), []);
  });

  it('ends only the very process that was started: its id and its start time must agree', async () => {
    const started = await askStartTime(process.pid);
    const lines = [`+\t${process.pid}\t${started}\tclaude`, '+\t999999999\t1\tgone', `+\t${process.ppid}\t1\tanother`];
    await writeFile(join(folder, 'processes'), [...lines, `+\t${process.ppid}\t\tunknown`, ''].join('\n'));
    const ended: number[] = [];
    const names = await endLeftovers(folder, (pid) => Promise.resolve(void ended.push(pid)));
    assert.deepEqual([ended, names], [[process.pid], ['claude']]);
    assert.deepEqual(await readdir(folder), []);
    assert.deepEqual(await endLeftovers(folder, () => assert.fail('there is no journal')), []);
  });

  it('tells of a disk that refuses, and goes on', () => {
    const causes: unknown[] = [];
    journalGroups(join(folder, 'nowhere'), (cause) => causes.push(cause))(2, 'gone', 'x');
    assert.equal(causes.length, 1);
  });
});
