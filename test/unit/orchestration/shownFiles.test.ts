import assert from 'node:assert/strict';
import { shownFiles } from '../../../src/orchestration/shownFiles';
import { MemoryFiles } from './memoryFiles';

describe('shownFiles', () => {
  it('shows what is wanted and there, the most important first, without byte order mark and CR', async () => {
    const files = new MemoryFiles({
      'src/a.ts': '\uFEFFa\r\nb\r\n',
      'src/b.ts': 'b\n',
      'c.ts': 'c\n',
      'other.ts': 'o\n',
    });
    const shown = await shownFiles(
      files,
      ['c.ts', 'other.ts', 'src/a.ts', 'src/b.ts'],
      ['src/a.ts', 'new.ts', '*.ts', 'src'],
    );
    assert.deepEqual(shown, {
      existing: [
        { path: 'src/a.ts', text: 'a\nb\n' },
        { path: 'c.ts', text: 'c\n' },
        { path: 'other.ts', text: 'o\n' },
        { path: 'src/b.ts', text: 'b\n' },
      ],
      left: [],
    });
  });

  it('leaves out what is no text, what the guard refuses, what is gone, and secrets', async () => {
    const files = new MemoryFiles(
      { '.env': 'x', 'web/.env.local': 'x', link: 'x' },
      { 'a.png': 'opaque', link: 'refused' },
    );
    const there = ['.env', 'web/.env.local', 'link', 'a.png', 'gone.ts'];
    assert.deepEqual(await shownFiles(files, there, there), { existing: [], left: [] });
  });

  it('keeps to its size and names what was too much', async () => {
    const large = 'x'.repeat(39_000);
    const files = new MemoryFiles({ 'a.ts': large, 'b.ts': large, 'c.ts': large, 'd.ts': 'd' });
    const shown = await shownFiles(files, ['a.ts', 'b.ts', 'c.ts', 'd.ts'], ['*']);
    assert.deepEqual(
      shown.existing.map(({ path }) => path),
      ['a.ts', 'b.ts', 'd.ts'],
    );
    assert.deepEqual(shown.left, ['c.ts']);
  });
});
