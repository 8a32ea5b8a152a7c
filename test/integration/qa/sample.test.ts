import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DevelopLab, eventsOf } from '../develop/lab';

const sample = (path: string) => readFileSync(join(resolve('resources/sample'), path), 'utf8');

describe('the sample project in rehearsal', function () {
  this.timeout(180_000);

  it('gets a QA and a journal entry, with nothing but the scripted models of the demo', async () => {
    const names = ['PRD.md', 'src/members.ts', 'src/index.ts'];
    const lab = new DevelopLab(Object.fromEntries(names.map((name) => [name, sample(name)])));
    try {
      const qa = await lab.mao(['qa', '1', '--json', '--yes']);
      assert.equal(qa.code, 0, qa.stderr);
      const [score] = eventsOf(qa.events, 'score');
      assert.deepEqual([score?.total, score?.dropped], [87.6, undefined]);
      assert.deepEqual(
        score?.dimensions[0]?.requirements?.map(({ status, file }) => [status, file]),
        Array(3).fill(['met', 'src/members.ts']),
      );
      const findings = eventsOf(qa.events, 'finding');
      assert.deepEqual(
        findings.map(({ anchor }) => anchor),
        Array(findings.length).fill('exact'),
      );
      // Gemini and Sonnet speak of the same line, so that it is one finding.
      assert.deepEqual(findings.find(({ models }) => models.length > 1)?.models.toSorted(), ['gemini-pro', 'sonnet']);
      const journal = await lab.mao(['journal', '--json', '--yes']);
      assert.equal(journal.code, 0, journal.stderr);
      assert.equal(eventsOf(journal.events, 'journal-written').length, 1);
    } finally {
      lab.remove();
    }
  });
});
