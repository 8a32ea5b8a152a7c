import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { artefact, resultsFile, type SuiteResults } from '../../runner/results';
import { runSuite } from '../../runner/runSuite';
import { filesToRunAgain } from '../../runner/secondRun';
import { summaryOf, tell } from '../../runner/summary';

describe('runSuite', () => {
  const name = 'of-the-runner-itself';
  const passed = { title: 'a', outcome: 'passed' } as const;

  afterEach(() => {
    rmSync(resultsFile(name), { force: true });
    rmSync(artefact('logs', `${name}.log`), { force: true });
  });

  /** A suite that writes these results and then runs `code`. */
  async function failuresOf(results: SuiteResults | undefined, code: string, minutes = 1): Promise<readonly string[]> {
    const write = `require('fs').mkdirSync('out/results', { recursive: true });
      require('fs').writeFileSync(${JSON.stringify(resultsFile(name))}, ${JSON.stringify(JSON.stringify(results))});`;
    const script = ['--eval', `${results === undefined ? '' : write} ${code}`];
    const { tests } = await runSuite({ name, script, needs: [], minutes }, false);
    return tests.filter(({ outcome }) => outcome === 'failed').map(({ error }) => error ?? '');
  }

  it('finds nothing wrong with a suite that ran and passed', async () => {
    assert.deepEqual(await failuresOf({ ended: true, tests: [passed] }, ''), []);
  });

  for (const [what, results, code, expected] of [
    ['that writes no results', undefined, 'process.exit(0)', /ended half way with exit status 0/],
    [
      'that dies half way',
      { ended: false, running: 'b', tests: [passed] },
      'process.exit(3)',
      /status 3 \(during: b\)/,
    ],
    ['without a test', { ended: true, tests: [] }, '', /ran no test/],
    ['that ends badly though all passed', { ended: true, tests: [passed] }, 'process.exit(2)', /exit status 2 though/],
  ] as const) {
    it(`counts a suite ${what} as one failure`, async () => {
      const failures = await failuresOf(results, code);
      assert.equal(failures.length, 1);
      assert.match(failures[0] ?? '', expected);
    });
  }

  it('ends a suite at its limit and says which test was running', async () => {
    const endless = 'setInterval(() => undefined, 1000)';
    const failures = await failuresOf({ ended: false, running: 'c', tests: [] }, endless, 2 / 60);
    assert.match(failures[0] ?? '', /did not end within .* \(during: c\)/);
  });

  describe('with a second chance', () => {
    const failed = { title: 'b', outcome: 'failed', error: 'because', file: 'b.test.ts' } as const;
    const first: SuiteResults = { ended: true, tests: [{ ...passed, file: 'a.test.ts' }, failed] };

    /** A suite that writes `first`, and the second time `second` with the names it was given. */
    const outcomeOf = (second: SuiteResults, again = true) => {
      const write = (results: SuiteResults) => `
        require('fs').mkdirSync('out/results', { recursive: true });
        require('fs').writeFileSync(${JSON.stringify(resultsFile(name))}, ${JSON.stringify(JSON.stringify(results))}.replace('NAMES', process.argv.slice(1).join()));
        process.exit(${results.tests.some(({ outcome }) => outcome === 'failed') ? 1 : 0})`;
      const suite = { name, script: ['--eval', write(first)], needs: [], minutes: 1 };
      return runSuite(again ? { ...suite, again: ['--eval', write(second), '--'] } : suite, false);
    };
    after(() => {
      rmSync(artefact('logs', `${name}-again.log`), { force: true });
    });

    it('runs only the files with failures again, and says what passed no sooner', async () => {
      const mended = { title: 'b', outcome: 'passed', file: 'b.test.ts' } as const;
      const outcome = await outcomeOf({ ended: true, tests: [mended, { ...passed, title: 'given NAMES' }] });
      assert.deepEqual(
        outcome.tests.map(({ title, outcome: how, failedBefore }) => [title, how, failedBefore]),
        [
          ['a', 'passed', undefined],
          ['b', 'passed', 'because'],
          ['given b.test.ts', 'passed', undefined],
        ],
      );
      assert.match(tell(outcome, false), /3 ok[^]*passed only at the second time: b\n {6}because/);
    });

    it('fails what fails twice', async () => {
      const outcome = await outcomeOf({ ended: true, tests: [{ ...failed, error: 'still' }] });
      assert.deepEqual(summaryOf([outcome]), { passed: 1, failed: 1, line: '1 passed, 1 failed' });
    });

    it('is only for suites that ask for it', async () => {
      assert.equal(summaryOf([await outcomeOf({ ended: true, tests: [] }, false)]).failed, 1);
    });

    it('does not run again what ended half way', () => {
      assert.equal(filesToRunAgain([failed, { title: 'the suite', outcome: 'failed' }]), undefined);
    });
  });
});

describe('the summary', () => {
  const outcome = {
    suite: 'unit',
    milliseconds: 1500,
    tests: [
      { title: 'a', outcome: 'passed' },
      { title: 'b', outcome: 'failed', error: 'because' },
    ],
  } as const;

  it('counts over all suites in one line', () => {
    assert.equal(summaryOf([outcome, outcome]).line, '2 passed, 2 failed');
  });

  it('counts a skipped test as neither, and names it with its suite', () => {
    const skipped = { ...outcome, tests: [{ title: 'c', outcome: 'skipped' }] } as const;
    assert.equal(summaryOf([outcome, skipped]).line, '1 passed, 1 failed');
    assert.match(tell(skipped, false), /0 ok[^]*- skipped: c\n/);
  });

  it('tells what failed and why, and why only once', () => {
    assert.match(tell(outcome, false), /1 of 2 FAILED[^]*- b\n {6}because/);
    assert.doesNotMatch(tell(outcome, true), /because/);
  });
});
