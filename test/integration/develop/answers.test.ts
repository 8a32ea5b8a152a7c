import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { startOllama, type Answer, type Asked, type OllamaServer } from '../ollamaServer';
import { calmParts, DevelopLab, eventsOf, planPart, type MaoOptions, type Part } from './lab';

const files = {
  'PRD.md': '# Product\n\n## 1. Greeting\n\nSay hello.\n',
  'src/a.txt': '\uFEFFone\r\ntwo\r\nthree\r\n',
  'src/old.txt': 'old\n',
  '.env': 'SECRET=planted\n',
  '.claude/models/registry.md':
    '```yaml\nmodels:\n  mine: { provider: me, cli: mycli, capabilities: [code], model: m-1 }\n```\n',
};
const fence = '```';
const answerB = `I add b.\n\nFILE: src/b.txt\n${fence}\nnew\n${fence}\n\nDELETE: src/old.txt\n\nb says hello.\n`;
const editA = (search: string) => `EDIT: src/a.txt\n<<<<<<< SEARCH\n${search}\n=======\nTWO\n>>>>>>> REPLACE\n`;
const plan = planPart([
  { id: 'schemas', owns: ['src/a.txt'], model: 'codellama' },
  { id: 'storage', owns: ['src/b.txt', 'src/old.txt', '.env'], model: 'mine' },
]);
const only = planPart([{ id: 'schemas', owns: ['src/a.txt'], model: 'codellama' }]);

describe('mao develop with models that answer in blocks', function () {
  this.timeout(60_000);
  let lab: DevelopLab;
  let ollama: OllamaServer | undefined;
  beforeEach(() => {
    lab = new DevelopLab(files);
  });
  afterEach(async () => {
    lab.remove();
    await ollama?.close();
    ollama = undefined;
  });

  /** The settings of a CLI that takes its prompt to a file and prints an answer. */
  function textCli(actions: readonly Readonly<Record<string, unknown>>[]): Readonly<Record<string, unknown>> {
    const script = join(lab.root, 'actions.json');
    writeFileSync(script, JSON.stringify(actions));
    return { path: process.execPath, args: [resolve('test/fixtures/clis/scripted.mjs'), script] };
  }

  async function develop(
    parts: readonly Part[],
    answer: (asked: Asked, number: number) => Answer,
    options: MaoOptions = {},
  ) {
    ollama = await startOllama(answer);
    const moreClis = { ollama: { url: ollama.url }, ...options.moreClis };
    const ended = await lab.develop('1', { ...options, moreClis, parts: [...parts, ...calmParts] }, '--apply');
    return { ...ended, prompts: ollama.asked.map(({ messages }) => messages.map(({ content }) => content).join('\n')) };
  }

  it('writes the files of an Ollama model and of a CLI of text, and applies them', async () => {
    const mine = textCli([{ stdin: join(lab.root, 'prompt.txt') }, { text: answerB }]);
    const { events, code, stderr, prompts } = await develop(
      [plan],
      () => ({ say: ['I change a.\n\n', editA('two'), '\nDone ', 'with a.\n'] }),
      { moreClis: { mycli: mine } },
    );
    assert.equal(code, 0, stderr);
    assert.equal(lab.read('src/a.txt'), '\uFEFFone\r\nTWO\r\nthree\r\n');
    assert.equal(lab.read('src/b.txt'), 'new\n');
    assert.equal(lab.tree()['src/old.txt'], undefined);
    const ends = eventsOf(events, 'workstream-end').map(({ workstream, model, outcome, summary, files: changed }) => ({
      ...{ workstream, model, outcome, summary, changed },
    }));
    assert.deepEqual(
      ends.sort((a, b) => (a.workstream ?? '').localeCompare(b.workstream ?? '')),
      [
        {
          workstream: 'schemas',
          model: 'codellama',
          outcome: 'succeeded',
          summary: 'I change a.\n\n\nDone with a.',
          changed: ['src/a.txt'],
        },
        {
          workstream: 'storage',
          model: 'mine',
          outcome: 'succeeded',
          summary: 'I add b.\n\n\n\nb says hello.',
          changed: ['src/b.txt', 'src/old.txt'],
        },
      ],
    );
    const usage = eventsOf(events, 'usage-update').find(({ model }) => model === 'codellama');
    assert.deepEqual([usage?.inputTokens, usage?.outputTokens], [11, 7]);
    assert.equal(eventsOf(events, 'fallback').length, 0);
    assert.deepEqual(
      eventsOf(events, 'changes-proposed')[0]?.files.map(({ path, hunks }) => [path, hunks.map(({ model }) => model)]),
      [
        ['src/a.txt', ['codellama']],
        ['src/b.txt', ['mine']],
        ['src/old.txt', ['mine']],
      ],
    );

    const [prompt = ''] = prompts;
    assert.match(prompt, /^MAO-Task: workstream\n/);
    assert.match(prompt, /FILE: src\/example\.ts/);
    assert.match(prompt, /Data \(file src\/a\.txt\):\n```\none\ntwo\nthree\n```/);
    const other = readFileSync(join(lab.root, 'prompt.txt'), 'utf8');
    assert.match(other, /Data \(file src\/old\.txt\):/);
    assert.doesNotMatch(prompt + other, /planted/);
  });

  it('sends a block back once that does not match, within the attempt', async () => {
    const { events, code, stderr, prompts } = await develop([only], (_, number) => ({
      say: [number === 0 ? `${editA('tow')}${fence}` : `${editA('two')}Now it fits.`],
    }));
    assert.equal(code, 0, stderr);
    assert.equal(lab.read('src/a.txt'), '\uFEFFone\r\nTWO\r\nthree\r\n');
    assert.equal(eventsOf(events, 'attempt-start').filter(({ model }) => model === 'codellama').length, 1);
    assert.equal(prompts.length, 2);
    assert.match(prompts[1] ?? '', /^MAO-Task: workstream\n[^]*nearest lines[^]*two/);
    const usage = eventsOf(events, 'usage-update').findLast(({ model }) => model === 'codellama');
    assert.deepEqual([usage?.inputTokens, usage?.outputTokens], [22, 14]);
  });

  it('falls back when the second answer does not match either, from a clean worktree', async () => {
    const parts = [only, { when: { task: 'workstream' }, write: { 'src/a.txt': 'by another\n' }, say: 'Done.' }];
    const { events, code, stderr, prompts } = await develop(parts, () => ({
      say: [`FILE: src/stray.txt\n${fence}\nx\n${fence}\n`, editA('nowhere')],
    }));
    assert.equal(code, 0, stderr);
    assert.equal(prompts.length, 2);
    assert.equal(eventsOf(events, 'fallback')[0]?.reason, 'output-invalid');
    assert.match(lab.read('src/a.txt'), /by another/);
    assert.equal(lab.tree()['src/stray.txt'], undefined);
  });

  it('lets no answer out of its worktree', async () => {
    const parts = [only, { when: { task: 'workstream' }, write: { 'src/a.txt': 'by another\n' }, say: 'Done.' }];
    const evil = ['../../../evil.txt', '/tmp/mao-evil.txt', '.git/hooks/pre-commit', '.mao/x', 'PRD.md/x'];
    const { events, code, stderr } = await develop(parts, () => ({
      say: evil.map((path) => `FILE: ${path}\n${fence}\nevil\n${fence}\n`),
    }));
    assert.equal(code, 0, stderr);
    assert.equal(eventsOf(events, 'fallback')[0]?.reason, 'output-invalid');
    assert.doesNotMatch(JSON.stringify(lab.tree()), /evil/);
  });

  it('falls back from a model that Ollama does not have', async () => {
    const parts = [only, { when: { task: 'workstream' }, write: { 'src/a.txt': 'by another\n' }, say: 'Done.' }];
    const { events, code, stderr } = await develop(parts, () => ({ status: 404, body: '{"error":"not found"}' }));
    assert.equal(code, 0, stderr);
    assert.equal(eventsOf(events, 'fallback')[0]?.reason, 'model-unknown');
  });

  it('runs with Ollama as the only model there is, its answers to questions taken as they are', async () => {
    const tasks = ['schemas', 'storage', 'core_logic', 'implementation', 'tests'];
    const routes = tasks.map((task) => `  ${task}: { primary: codellama }\n`).join('');
    lab.write('.claude/models/task-routing.md', `${fence}yaml\ndevelopment:\n${routes}${fence}\n`);
    const json = `${fence}json\n${JSON.stringify({ consistent: true, issues: [] })}\n${fence}\n`;
    const { events, code, stderr } = await develop(
      [],
      ({ messages }) => {
        const prompt = messages.map(({ content }) => content).join('');
        if (!prompt.startsWith('MAO-Task: workstream')) return { say: [json] };
        const workstream = /^MAO-Workstream: (.*)$/m.exec(prompt)?.[1] ?? '';
        return { say: [`FILE: src/${workstream}.txt\n${fence}\n${workstream}\n${fence}\nDone.\n`] };
      },
      { without: ['claude', 'codex', 'gemini'] },
    );
    const [proposed] = eventsOf(events, 'plan-proposed');
    assert.equal(proposed?.source, 'routing', stderr);
    assert.equal(code, 0, stderr);
    const done = eventsOf(events, 'workstream-end');
    assert.ok(done.length > 0 && done.every(({ model, outcome }) => model === 'codellama' && outcome === 'succeeded'));
    assert.ok(Object.keys(lab.tree()).some((path) => path.startsWith('src/') && !Object.hasOwn(files, path)));
  });

  it('plans, joins a conflict and reviews with models of Ollama, in the text of their answers', async () => {
    const models = ['opus', 'haiku', 'sonnet'].map(
      (id) => `  ${id}: { provider: ollama, cli: ollama, model: "${id}:8b" }\n`,
    );
    lab.write('.claude/models/registry.md', `${fence}yaml\nmodels:\n${models.join('')}${fence}\n`);
    const json = (value: unknown) => [`Here:\n\n${fence}json\n${JSON.stringify(value)}\n${fence}\n`];
    const planned = planPart([
      { id: 'schemas', owns: ['src/old.txt'] },
      { id: 'storage', owns: ['src/b.txt'] },
    ]);
    const block = (path: string, text: string) => `FILE: ${path}\n${fence}\n${text}\n${fence}\n`;
    const answers: Readonly<Record<string, readonly string[]>> = {
      plan: json(planned['json']),
      'dependency-check': json({ ready: true, missing: [], dependsOn: {} }),
      'consistency-review': json({ consistent: true, issues: [] }),
      conflict: [block('src/old.txt', 'by both')],
      'workstream schemas': [block('src/old.txt', 'by schemas')],
      'workstream storage': [block('src/old.txt', 'by storage'), block('src/b.txt', 'b')],
    };
    const header = (prompt: string, name: string) => new RegExp(`^MAO-${name}: (.*)$`, 'm').exec(prompt)?.[1] ?? '';
    const { events, code, stderr } = await develop(
      [],
      ({ messages }) => {
        const prompt = messages.map(({ content }) => content).join('');
        const task = header(prompt, 'Task');
        return { say: answers[task === 'workstream' ? `${task} ${header(prompt, 'Workstream')}` : task] ?? ['?'] };
      },
      { without: ['claude', 'codex', 'gemini'] },
    );
    assert.equal(code, 0, stderr);
    assert.equal(eventsOf(events, 'plan-proposed')[0]?.source, 'orchestrator');
    assert.equal(eventsOf(events, 'conflict-resolved')[0]?.by, 'opus');
    assert.equal(eventsOf(events, 'fallback').length, 0);
    assert.ok(eventsOf(events, 'attempt-end').every(({ outcome }) => outcome === 'succeeded'));
    assert.equal(lab.read('src/old.txt'), 'by both\n');
    assert.equal(lab.read('src/b.txt'), 'b\n');
  });

  it('lets a model of Ollama repair its own work, shown what it wrote', async () => {
    const check = `import { readFileSync } from 'node:fs';\nprocess.exit(readFileSync('src/old.txt', 'utf8').includes('broken') ? 1 : 0);\n`;
    lab.write('check.mjs', check);
    lab.write('package.json', JSON.stringify({ name: 'w', version: '1.0.0', scripts: { test: 'node check.mjs' } }));
    const planned = planPart([{ id: 'schemas', owns: ['src/old.txt'], model: 'codellama' }]);
    const { events, code, stderr, prompts } = await develop([planned], (_, number) => ({
      say: [
        number === 0
          ? `FILE: src/old.txt\n${fence}\nit is broken\n${fence}\n`
          : 'EDIT: src/old.txt\n<<<<<<< SEARCH\nit is broken\n=======\nit is whole\n>>>>>>> REPLACE\nMended.\n',
      ],
    }));
    assert.equal(code, 0, stderr);
    assert.equal(lab.read('src/old.txt'), 'it is whole\n');
    assert.equal(eventsOf(events, 'repair-end')[0]?.model, 'codellama');
    assert.match(prompts[1] ?? '', /^MAO-Task: repair\n[^]*Data \(file src\/old\.txt\):\n```\nit is broken\n```/);
  });
});
