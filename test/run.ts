// npm test: every suite but those on request; `run.ts SUITE…`: only those. Ends with one line, "N passed, N failed", over all of them.
import { createPreparations } from './runner/preparations';
import { broken, runSuite, type SuiteOutcome } from './runner/runSuite';
import { createSlots } from './runner/slots';
import { suites, type Suite } from './runner/suites';
import { summaryOf, tell } from './runner/summary';

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !suites.some((suite) => suite.name === name));
if (unknown.length > 0) {
  throw new Error(`No such suite: ${unknown.join(', ')}. There are ${suites.map(({ name }) => name).join(', ')}.`);
}
const chosen = suites.filter(({ name, onRequest }) => (wanted.length === 0 ? !onRequest : wanted.includes(name)));

const live = chosen.length === 1;
const prepare = createPreparations();
const takeSlot = createSlots(2);

const reason = (error: unknown) => (error instanceof Error ? error.message : String(error));

async function outcomeOf(suite: Suite): Promise<SuiteOutcome> {
  try {
    for (const need of suite.needs) await prepare(need);
  } catch (error) {
    return {
      suite: suite.name,
      tests: [broken(suite.name, `could not be prepared: ${reason(error)}`)],
      milliseconds: 0,
    };
  }
  return takeSlot(() => runSuite(suite, live));
}

async function runAll(some: readonly Suite[]): Promise<readonly SuiteOutcome[]> {
  return Promise.all(
    some.map(async (suite) => {
      const outcome = await outcomeOf(suite);
      process.stdout.write(tell(outcome, live));
      return outcome;
    }),
  );
}

const outcomes = [
  ...(await runAll(chosen.filter(({ windows }) => !windows))),
  ...(await runAll(chosen.filter(({ windows }) => windows))),
];
const summary = summaryOf(outcomes);
process.stdout.write(`${summary.line}\n`);
process.exitCode = summary.failed === 0 && summary.passed > 0 ? 0 : 1;
