// A suite of which each test is a command that must end with 0: commandSuite.ts SUITE TITLE COMMAND…, commands split by ","
import { execa } from 'execa';
import { resultsFile, writeResults, type TestResult } from './results';
import { commandsOf } from './suites';

const suite = process.argv[2] ?? '';
const tests: TestResult[] = [];
for (const { title, command } of commandsOf(suite)) {
  const [file, ...args] = command;
  const began = performance.now();
  const { failed, all } = await execa(file, args, { all: true, reject: false, preferLocal: true });
  const milliseconds = Math.round(performance.now() - began);
  process.stdout.write(`${failed ? 'FAILED' : 'ok'} ${title} (${milliseconds} ms)\n${failed ? `${all}\n` : ''}`);
  tests.push({
    title,
    outcome: failed ? 'failed' : 'passed',
    milliseconds,
    ...(failed ? { error: all.slice(-8000) } : {}),
  });
  writeResults(resultsFile(suite), { ended: false, tests });
}
writeResults(resultsFile(suite), { ended: true, tests });
process.exit(tests.some(({ outcome }) => outcome === 'failed') ? 1 : 0);
