import { runWorker } from './adapters/pal/worker';

/** The program that PAL starts in place of a CLI; see adapters/pal/worker.ts. */
const leave = new AbortController();
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => leave.abort());

void runWorker({
  environment: process.env,
  stdin: process.stdin,
  print: (text) => new Promise((resolve) => process.stdout.write(text, () => resolve())),
  signal: leave.signal,
}).then((code) => process.exit(code));
