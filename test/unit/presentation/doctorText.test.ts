import assert from 'node:assert/strict';
import type { DoctorReport } from '../../../src/core/diagnosis';
import { doctorLines, doctorMarkdown, doctorSummary } from '../../../src/presentation/doctorText';

const report: DoctorReport = {
  state: 'failed',
  reachable: ['opus', 'sonnet'],
  durationMs: 2140,
  checks: [
    {
      id: 'cli-claude',
      area: 'models',
      title: 'Claude Code',
      state: 'ok',
      found: '2.1.330 · subscription (max)',
      facts: {},
    },
    {
      id: 'cli-gemini',
      area: 'models',
      title: 'Gemini CLI',
      state: 'warning',
      found: 'not signed in',
      todo: 'Run `gemini` once.',
      facts: {},
    },
    {
      id: 'git',
      area: 'machine',
      title: 'git',
      state: 'failed',
      found: '2.30.0 <img src=x> | [x](command:evil)',
      todo: 'Update git.',
      facts: {},
    },
  ],
};
const fine: DoctorReport = { ...report, state: 'ok', checks: report.checks.slice(0, 1) };

describe("Doctor's report", () => {
  it('in one sentence', () => {
    assert.equal(doctorSummary(report), '2 models can be reached, 1 thing to mend, 1 thing to look at.');
    assert.equal(doctorSummary(fine), '2 models can be reached, all is well.');
    assert.equal(doctorSummary({ ...fine, reachable: [] }), 'No model can be reached, all is well.');
  });

  it('for a terminal', () => {
    assert.deepEqual(doctorLines(report), [
      'Models',
      '  ✓ Claude Code  2.1.330 · subscription (max)',
      '  ! Gemini CLI   not signed in',
      '                 → Run `gemini` once.',
      '',
      'This machine',
      '  ✗ git          2.30.0 <img src=x> | [x](command:evil)',
      '                 → Update git.',
      '',
      '2 models can be reached, 1 thing to mend, 1 thing to look at. (2.1 s)',
    ]);
  });

  it('as markdown, in which nothing that a program said is markup', () => {
    const text = doctorMarkdown(report);
    assert.match(text, /^# MAO: Doctor\n\n2 models can be reached/);
    assert.match(text, /## What to do\n\n- \*\*Gemini CLI\*\*: Run `gemini` once\\\.\n- \*\*git\*\*: Update git\\\.\n/);
    assert.match(text, /\| ✗ \| git \| 2\\\.30\\\.0 \\<img src=x\\> \\\| \\\[x\\\]\\\(command\\:evil\\\) \|\n/);
    assert.doesNotMatch(doctorMarkdown(fine), /What to do/);
  });
});
