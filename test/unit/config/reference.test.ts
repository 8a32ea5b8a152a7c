import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { configurationReference } from '../../setup/configurationReference';

describe('docs/configuration.md', () => {
  const rows = configurationReference()
    .split('\n')
    .filter((line) => line.startsWith('| `'));

  it('is what the schemas say', () => {
    assert.equal(
      readFileSync('docs/configuration.md', 'utf8'),
      configurationReference(),
      'It is out of date. Write it anew: npm run reference',
    );
  });

  it('has every machine setting with its default, and what it means', () => {
    const settings = rows.slice(
      0,
      rows.findIndex((row) => row.startsWith('| `models`')),
    );
    assert.ok(
      settings.some((row) => row.startsWith('| `limits.idleSeconds` | number | `600` | An attempt that says nothing')),
    );
    assert.ok(settings.some((row) => row.startsWith('| `clis.<name>.path` | string | `"auto"` |')));
    const silent = settings.filter((row) => / \| *\|$/.test(row) && !row.includes('.<name>'));
    assert.deepEqual(silent, []);
  });
});
