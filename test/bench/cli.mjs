// A scripted Claude Code for measuring: answers at once, or works exactly as long as it is told, and notes its own time.
//   MAO_BENCH_MS     how long a workstream takes, from process start to exit         MAO_BENCH_COUNT   workstreams of the plan
//   MAO_BENCH_TIMES  a file to which `<what> <start> <end>` (epoch ms) is appended
import { appendFileSync, writeFileSync } from 'node:fs';

if (process.argv.includes('--version')) {
  console.log('2.1.330 (Claude Code)');
  process.exit(0);
}
const { MAO_BENCH_MS = '2000', MAO_BENCH_COUNT = '5', MAO_BENCH_TIMES } = process.env;
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
if (!answer) {
  writeFileSync(`${header.Workstream ?? 'file'}.txt`, `${header.Workstream}\n`);
  const left = Number(MAO_BENCH_MS) - (Date.now() - started);
  await new Promise((resolve) => setTimeout(resolve, Math.max(0, left)));
}
const text = answer ? '```json\n' + JSON.stringify(answer) + '\n```\n' : 'Done.';
print({ type: 'assistant', message: { role: 'assistant', content: [{ type: 'text', text }] } });
print({
  type: 'result',
  subtype: 'success',
  is_error: false,
  result: text,
  total_cost_usd: 0,
  usage: { input_tokens: 1, output_tokens: 1 },
  session_id: 'bench',
});
if (MAO_BENCH_TIMES) appendFileSync(MAO_BENCH_TIMES, `${header.Workstream ?? header.Task} ${started} ${Date.now()}\n`);
