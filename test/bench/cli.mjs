// A scripted Claude Code for measuring: answers at once, or works exactly as long as it is told, and notes its own time.
//   MAO_BENCH_MS     how long a workstream takes, from process start to exit         MAO_BENCH_COUNT   workstreams of the plan
//   MAO_BENCH_TIMES  a file to which `<what> <start> <end>` (epoch ms) is appended
//   MAO_BENCH_FAIL   a model (as the CLI is given it) that is overloaded as soon as it is asked to work
//   MAO_BENCH_LINES  lines of output that a workstream prints as fast as it can, instead of MAO_BENCH_MS
//   MAO_BENCH_RATE   text deltas a second that a workstream streams while it works, each `<number>@<epoch ms>` and a space
import { appendFileSync, writeFileSync } from 'node:fs';

if (process.argv.includes('--version')) {
  console.log('2.1.330 (Claude Code)');
  process.exit(0);
}
const {
  MAO_BENCH_MS = '2000',
  MAO_BENCH_COUNT = '5',
  MAO_BENCH_TIMES,
  MAO_BENCH_FAIL,
  MAO_BENCH_RATE,
  MAO_BENCH_LINES,
} = process.env;
const started = performance.timeOrigin;
let prompt = '';
process.stdin.setEncoding('utf8');
for await (const part of process.stdin) prompt += part;
const header = Object.fromEntries([...prompt.matchAll(/^MAO-(\w+): (.*)$/gm)].map((match) => [match[1], match[2]]));

const ids = Array.from({ length: Number(MAO_BENCH_COUNT) }, (_, index) => `part${index + 1}`);
const plan = {
  sections: [
    {
      section: header.Section,
      complexity: 'low',
      strategy: 'parallel',
      summary: 'bench',
      contract: {
        notes: '',
        files: ids.map((id) => ({ path: `src/${id}.txt`, owner: id, purpose: 'bench', exports: [] })),
      },
      workstreams: ids.map((id) => ({ id, brief: 'bench', acceptance: [], dependsOn: [], model: 'sonnet' })),
    },
  ],
};
const answers = {
  plan,
  'dependency-check': { ready: true, missing: [], dependsOn: {} },
  'consistency-review': { consistent: true, issues: [] },
};
const answer = answers[header.Task];
const print = (line) => process.stdout.write(JSON.stringify(line) + '\n');
print({ type: 'system', subtype: 'init', session_id: 'bench', model: 'bench', tools: [], apiKeySource: 'none' });
const note = (what) => MAO_BENCH_TIMES && appendFileSync(MAO_BENCH_TIMES, `${what} ${started} ${Date.now()}\n`);
if (!answer && process.argv.includes(MAO_BENCH_FAIL)) {
  const said = 'API Error: 529 {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}';
  const failed = { type: 'result', subtype: 'success', is_error: true, api_error_status: 529, result: said };
  print({ ...failed, total_cost_usd: 0, usage: { input_tokens: 0, output_tokens: 0 }, session_id: 'bench' });
  note('failed');
  process.exit(1);
}
async function stream(perSecond, milliseconds) {
  let sent = 0;
  const begun = Date.now();
  print({ type: 'stream_event', event: { type: 'message_start', message: { id: 'bench' } } });
  while (Date.now() - begun < milliseconds) {
    await new Promise((resolve) => setTimeout(resolve, 10));
    let lines = '';
    for (const due = ((Date.now() - begun) * perSecond) / 1000; sent < due; sent += 1) {
      const delta = { type: 'text_delta', text: `${sent}@${Date.now()} ` };
      lines += JSON.stringify({ type: 'stream_event', event: { type: 'content_block_delta', index: 0, delta } }) + '\n';
    }
    if (!process.stdout.write(lines)) await new Promise((resolve) => process.stdout.once('drain', resolve));
  }
  note(`sent-${sent}`);
}
async function flood(count) {
  print({ type: 'stream_event', event: { type: 'message_start', message: { id: 'bench' } } });
  for (let sent = 0; sent < count;) {
    let lines = '';
    for (const end = Math.min(count, sent + 500); sent < end; sent += 1) {
      const delta = { type: 'text_delta', text: `${sent} a few words of text` };
      lines += JSON.stringify({ type: 'stream_event', event: { type: 'content_block_delta', index: 0, delta } }) + '\n';
    }
    if (!process.stdout.write(lines)) await new Promise((resolve) => process.stdout.once('drain', resolve));
  }
}
if (!answer) {
  writeFileSync(`${header.Workstream ?? 'file'}.txt`, `${header.Workstream}\n`);
  const left = Number(MAO_BENCH_MS) - (Date.now() - started);
  if (MAO_BENCH_LINES) await flood(Number(MAO_BENCH_LINES));
  else if (MAO_BENCH_RATE) await stream(Number(MAO_BENCH_RATE), left);
  else await new Promise((resolve) => setTimeout(resolve, Math.max(0, left)));
}
const text = answer ? '```json\n' + JSON.stringify(answer) + '\n```\n' : 'Done.';
print({ type: 'assistant', message: { id: 'bench', role: 'assistant', content: [{ type: 'text', text }] } });
print({
  type: 'result',
  subtype: 'success',
  is_error: false,
  result: text,
  total_cost_usd: 0,
  usage: { input_tokens: 1, output_tokens: 1 },
  session_id: 'bench',
});
note(header.Workstream ?? header.Task);
