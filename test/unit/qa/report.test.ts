import assert from 'node:assert/strict';
import type { Log } from 'sarif';
import type { QaReportInput } from '../../../src/qa/report/reportInput';
import { renderQaReport } from '../../../src/qa/report/renderQaReport';
import { toSarif } from '../../../src/qa/toSarif';
import { finding } from './findings';

const both = [
  { dimension: 'security', model: 'o3', severity: 'error', message: 'Any path can be read' },
  { dimension: 'error_handling', model: 'sonnet', severity: 'warning', message: 'A path is not checked' },
] as const;

const input: QaReportInput = {
  runId: '20260101-000000-aaaa',
  sections: [{ number: '2', title: 'Loans' }],
  startedAt: '2026-01-01T00:00:00.000Z',
  score: {
    total: 61.5,
    summary: 'Sound, but open.',
    earlier: { runId: 'before', total: 58 },
    dimensions: [
      {
        id: 'prd_compliance',
        weight: 30,
        share: 60,
        score: 72.5,
        assessed: true,
        model: 'gemini-pro',
        summary: 'Most of it is there.',
        requirements: [
          { requirement: 'Due date', status: 'met', note: '', file: 'src/a.ts', line: 3 },
          { requirement: 'Speed', status: 'not-verifiable', note: 'needs a measurement' },
        ],
      },
      {
        id: 'security',
        weight: 20,
        share: 40,
        score: 45,
        assessed: true,
        model: 'o3',
        summary: 'Open to <b>anyone</b>.',
      },
      { id: 'error_handling', weight: 50, share: 0, score: null, assessed: false, reason: 'sonnet: timeout' },
    ],
    dropped: [
      {
        dimension: 'security',
        model: 'o3',
        file: 'src/ghost.ts',
        message: 'Bad',
        reason: 'the workspace has no such file',
      },
    ],
    gone: [
      { id: 'q9', file: 'src/b.ts', line: 7, message: 'Old trouble', how: 'fixed' },
      { id: 'q8', file: 'src/b.ts', line: 9, message: 'Silent', how: 'not-seen' },
    ],
  },
  findings: [
    finding({
      id: 'q1',
      severity: 'error',
      dimensions: ['security', 'error_handling'],
      models: ['o3', 'sonnet'],
      opinions: both,
      confidence: 0.84,
      message: 'Any path can be read',
      assignedTo: 'o3',
      related: [{ file: 'src/a b.ts', line: 20, endLine: 21 }],
      why: 'Secrets leak',
    }),
    finding({
      id: 'q2',
      state: 'dismissed',
      dismissal: 'known',
      dimensions: ['prd_compliance'],
      models: ['gemini-pro'],
      opinions: [],
    }),
    finding({
      id: 'q3',
      file: 'src/ö/#1.ts',
      anchor: 'file',
      line: 1,
      endLine: 1,
      quote: '',
      severity: 'info',
      dimensions: ['prd_compliance'],
      state: 'open',
      assignedTo: 'sonnet',
    }),
  ],
  files: ['src/a.ts', 'src/b.ts'],
  notes: ['security: fallback from o3 to opus (timeout)'],
};

describe('renderQaReport', () => {
  const report = renderQaReport(input);

  it('begins with the score, its trend, a chart, and what was not assessed', () => {
    assert.ok(
      report.startsWith(
        '# QA of section 2 Loans\n\n**61.5 of 100** `██████░░░░`, +3.5 since the last QA (58)\n\n1 error, 0 warnings, 1 info in 2 files.',
      ),
      report.slice(0, 300),
    );
    assert.match(report, /\| PRD compliance \| gemini-pro \| 30 % → 60 % \| `███████░░░` 72.5 +\| +2 \|/);
    assert.match(report, /Not assessed: Their weight is spread over the others\.\n\n- Error handling: sonnet: timeout/);
  });

  it('tells dimension by dimension, the requirements too', () => {
    assert.match(report, /2 requirements: 1 met, 0 partly, 0 not, 1 not verifiable\./);
    assert.match(report, /\| Due date +\| ✔ met +\| `src\/a\.ts:3` \|/);
    assert.match(report, /\*\*error\*\* `src\/a\.ts:4` error handling: Any path can be read\n {2}Why: Secrets leak/);
    assert.match(report, /o3, sonnet, confidence 84 %, q1\n {2}Also at `src\/a b\.ts:20`\.\n {2}Fix: o3/);
    assert.match(report, /confidence 60 %, q2, dismissed: known/);
    assert.match(report, /\*\*info\*\* `src\/ö\/#1\.ts` error/);
  });

  it('puts the views side by side, with agreement and disagreement', () => {
    assert.match(report, /\| Security +\| o3 +\| +45 \| 1 error +\| Open to \\<b>anyone\\<\/b>\. +\|/);
    assert.match(
      report,
      /Found by several models:\n\n- `src\/a\.ts:4` Any path can be read \(o3 \(error\), sonnet \(warning\)\)/,
    );
    assert.match(report, /They differ in how bad it is:/);
    assert.match(report, /2 findings by one model alone\./);
  });

  it('says what changed since, who fixes what, what was dropped, and what was looked at', () => {
    assert.match(report, /Against run before: 1 new, 1 still there, 1 fixed, 1 dismissed\./);
    assert.match(report, /Fixed:\n\n- `src\/b\.ts:7` Old trouble \(q9\)/);
    assert.match(report, /Not reported this time, though the code is as it was:\n\n- `src\/b\.ts:9`/);
    assert.match(report, /\| sonnet \| +1 \| `src\/ö\/#1\.ts`/);
    assert.match(
      report,
      /1 finding could not be tied to a file of the workspace:\n\n- o3 \(security\), `src\/ghost\.ts`: Bad/,
    );
    assert.match(report, /## Files under review\n\n- `src\/a\.ts`\n- `src\/b\.ts`/);
  });

  it('says that there is no score when nobody assessed anything', () => {
    const dimensions = input.score.dimensions.filter(({ assessed }) => !assessed);
    const empty = renderQaReport({ ...input, score: { total: undefined, dimensions }, findings: [] });
    assert.match(empty, /\*\*Nobody could assess this code\.\*\* There is no score\./);
    assert.doesNotMatch(empty, /spread/);
  });
});

describe('toSarif', () => {
  // The types of @types/sarif are made from the official schema: that this compiles is the check of the shape.
  const log: Log = toSarif(input, '0.1.0');
  const [run] = log.runs;
  const results = run?.results ?? [];

  it('is a SARIF 2.1.0 log of one run, with the dimensions as rules', () => {
    assert.equal(log.version, '2.1.0');
    const rules = run?.tool.driver.rules ?? [];
    assert.deepEqual(
      rules.map(({ id }) => id),
      ['prd_compliance', 'security', 'error_handling'],
    );
    const invocations = run?.invocations ?? [];
    assert.deepEqual(
      invocations.map((one) => [one.executionSuccessful, one.toolExecutionNotifications?.[0]?.message.text]),
      [[true, 'Error handling was not assessed: sonnet: timeout']],
    );
  });

  it('gives every result its rule, level, place, fingerprint and rank, and leaves out what is fixed', () => {
    assert.deepEqual(
      results.map(({ ruleId, level, kind, baselineState }) => [ruleId, level, kind, baselineState]),
      [
        ['security', 'error', 'fail', 'new'],
        ['prd_compliance', 'warning', 'fail', 'unchanged'],
        ['prd_compliance', 'note', 'fail', 'unchanged'],
      ],
    );
    for (const { ruleIndex, ruleId } of results) {
      assert.equal(run?.tool.driver.rules?.[ruleIndex ?? -1]?.id, ruleId);
    }
    assert.deepEqual(results[0]?.locations?.[0]?.physicalLocation, {
      artifactLocation: { uri: 'src/a.ts', uriBaseId: 'SRCROOT' },
      region: { startLine: 4, startColumn: 1, endLine: 4, endColumn: 21, snippet: { text: 'const text = read();' } },
    });
    assert.equal(results[0].relatedLocations?.[0]?.physicalLocation?.artifactLocation?.uri, 'src/a%20b.ts');
    assert.deepEqual(results[2]?.locations?.[0]?.physicalLocation, {
      artifactLocation: { uri: 'src/%C3%B6/%231.ts', uriBaseId: 'SRCROOT' },
      region: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 },
    });
    assert.deepEqual(
      results.map(({ rank, partialFingerprints }) => [rank, partialFingerprints?.['maoFinding/v1']]),
      [
        [84, 'q1'],
        [60, 'q2'],
        [60, 'q3'],
      ],
    );
  });

  it('has all that GitHub code scanning requires', () => {
    // https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
    for (const { id, name, shortDescription, fullDescription, help } of run?.tool.driver.rules ?? []) {
      for (const text of [id, name, shortDescription?.text, fullDescription?.text, help?.text]) assert.ok(text);
      assert.ok((shortDescription?.text.length ?? 0) <= 1024 && (fullDescription?.text.length ?? 0) <= 1024);
    }
    assert.deepEqual(
      run?.tool.driver.rules?.map(({ name }) => name),
      ['PRDCompliance', 'Security', 'ErrorHandling'],
    );
    for (const { message, locations = [], partialFingerprints, relatedLocations = [] } of results) {
      assert.ok(message.text);
      assert.ok(partialFingerprints?.['primaryLocationLineHash']);
      assert.equal(locations.length, 1);
      for (const { physicalLocation } of [...locations, ...relatedLocations]) {
        const { artifactLocation, region } = physicalLocation ?? {};
        assert.match(artifactLocation?.uri ?? '', /^[^/:]+(\/[^/:]+)*$/);
        const { startLine = 0, startColumn = 0, endLine = 0, endColumn = 0 } = region ?? {};
        assert.ok(startLine >= 1 && startColumn >= 1 && endLine >= startLine && endColumn >= 1);
      }
    }
    assert.equal(log.runs[0]?.automationDetails?.id, 'mao-qa/2/20260101-000000-aaaa');
  });

  it('ends a long place where its quote is cut', () => {
    const quote = `${'x'.repeat(1_990)}\nabcdefghi`;
    const long = toSarif({ ...input, findings: [finding({ line: 10, endLine: 99, quote })] }, '0.1.0');
    const { endLine, endColumn } = long.runs[0]?.results[0]?.locations[0]?.physicalLocation.region ?? {};
    assert.deepEqual([endLine, endColumn], [11, 10]);
  });

  it('lets no code in a message be taken for a link', () => {
    const message = 'handlers[type](event) may throw, list[0] not';
    const [first] = toSarif({ ...input, findings: [finding({ message, suggestion: '' })] }, '0.1.0').runs;
    assert.equal(first?.results[0]?.message.text, 'handlers\\[type](event) may throw, list[0] not');
  });

  it('counts paths from the root of the repository', () => {
    const [first] = toSarif(input, '0.1.0', 'packages/my app/').runs;
    assert.equal(first?.results[0]?.locations[0]?.physicalLocation.artifactLocation.uri, 'packages/my%20app/src/a.ts');
  });

  it('suppresses what was dismissed, and knows no baseline without an earlier QA', () => {
    assert.deepEqual(results[1]?.suppressions, [{ kind: 'external', status: 'accepted', justification: 'known' }]);
    const { total, dimensions } = input.score;
    const [first] = toSarif({ ...input, score: { total, dimensions } }, '0.1.0').runs;
    assert.ok(!JSON.stringify(first).includes('baselineState'));
  });

  it('survives JSON', () => {
    assert.deepEqual(JSON.parse(JSON.stringify(log)), log);
  });
});
