import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { RunEvent } from '../../src/core/runEvent';
import type { RunState } from '../../src/core/runState';
import { reduceRun } from '../../src/orchestration/reduceRun';
import { panelView } from '../../src/presentation/runView';
import { calmParts, DevelopLab, planPart, rehearsal, type Ended } from '../integration/develop/lab';
import { environmentSecret, harmlessTexts, plantedSecrets } from './plantedSecrets';

const prd = '# Product\n\n## 1. Greeting\n\nSay hello.\n';
const leak = plantedSecrets.map(({ printed }) => printed).join('\n');
const calm = harmlessTexts.filter((text) => !text.includes('"')).join('\n');

/** Every file below a folder with its bytes as text. */
function filesBelow(folder: string): ReadonlyMap<string, string> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const files = paths.map((path) => join(folder, path)).filter((path) => statSync(path).isFile());
  return new Map(files.map((path) => [path, readFileSync(path, 'utf8')]));
}

/** The planted secrets of which a line stands in a text, as it is or as JSON has it. */
function foundIn(text: string): readonly string[] {
  const lines = plantedSecrets.flatMap(({ secret }) => secret.split('\n'));
  return lines.filter((line) => text.includes(line) || text.includes(JSON.stringify(line).slice(1, -1)));
}

/** All that a transcript's pieces of text join to: a secret in two pieces stands in no single line. */
const joinedPieces = (transcript: string) =>
  [...transcript.matchAll(/"(?:text|delta|content|partial_json|thinking)":"((?:[^"\\]|\\.)*)"/g)]
    .map(([, piece]) => piece)
    .join('');

describe('safety: redaction', function () {
  this.timeout(120_000);
  let lab: DevelopLab;
  let recordings: string;
  let ended: Ended;

  before(async () => {
    lab = new DevelopLab({
      'PRD.md': prd,
      'a.txt': 'one\n',
      'leak.txt': leak,
      'package.json': JSON.stringify({ name: 'w', version: '1.0.0', scripts: { test: 'node check.mjs' } }),
      'check.mjs': 'import { readFileSync } from "node:fs"; console.log(readFileSync("leak.txt", "utf8"));\n',
    });
    recordings = join(lab.root, 'recordings');
    mkdirSync(recordings);
    const plan = planPart([
      { id: 'schemas', owns: ['b.txt'], model: 'sonnet' },
      { id: 'storage', owns: ['c.txt'], model: 'gemini-pro', dependsOn: ['schemas'] },
      { id: 'tests', owns: ['d.txt'], model: 'gpt-codex', dependsOn: ['storage'] },
    ]);
    const work = (workstream: string, path: string) => ({
      when: { task: 'workstream', workstream },
      write: { [path]: leak },
      say: `${workstream} is done.\n${leak}\n${calm}\n`,
    });
    ended = await lab.develop(
      '1',
      {
        parts: [plan, work('schemas', 'b.txt'), work('storage', 'c.txt'), work('tests', 'd.txt'), ...calmParts],
        program: resolve('test/fixtures/clis/recording.mjs'),
        environment: { [environmentSecret.name]: environmentSecret.value, MAO_LOG: 'trace' },
        cliEnvironment: { RECORDINGS: recordings, PROGRAM: rehearsal },
      },
      '--apply',
    );
  });
  after(() => lab.remove());

  it('keeps 30 secrets that three CLIs and a check print off the disk', () => {
    assert.equal(plantedSecrets.length, 30);
    const files = filesBelow(join(lab.workspace, '.mao', 'runs'));
    const names = [...files.keys()].map((path) => path.slice(path.lastIndexOf('/') + 1));
    for (const wanted of ['events.jsonl', 'report.md']) assert.ok(names.includes(wanted), names.join(', '));
    const transcripts = [...files].filter(([path]) => path.includes('/transcripts/'));
    assert.ok(transcripts.length >= 5, names.join(', '));
    for (const [path, text] of files) {
      assert.deepEqual(foundIn(text), [], path);
      assert.deepEqual(foundIn(joinedPieces(text)), [], path);
    }
    const works = transcripts.filter(([path]) => /schemas|storage|tests/.test(path)).map(([, text]) => text);
    assert.equal(works.length, 3);
    for (const text of works) assert.ok(text.includes('[redacted]'));
  });

  it('keeps them out of what is shown: events, log, panel', () => {
    assert.ok(ended.events.some(({ type }) => type === 'text-delta'));
    const spoken = (events: readonly RunEvent[]) =>
      events.map((event) => (event.type === 'text-delta' && event.workstream === 'schemas' ? event.text : '')).join('');
    assert.deepEqual(foundIn(ended.stdout), []);
    assert.deepEqual(foundIn(spoken(ended.events)), []);
    assert.equal(spoken(ended.events).split('[redacted]').length - 1, plantedSecrets.length);
    assert.ok(spoken(ended.events).includes(calm), 'what is no secret comes through');
    assert.ok(ended.stderr.includes('[trace]'), 'the log tells everything');
    assert.deepEqual(foundIn(ended.stderr), []);
    const [check] = ended.events.filter((event) => event.type === 'check-end');
    assert.ok(check?.type === 'check-end' && check.output?.includes('[redacted]'));
    let state: RunState | undefined;
    for (const event of ended.events) state = reduceRun(state, event);
    assert.ok(state);
    assert.deepEqual(foundIn(JSON.stringify(panelView(state, false, undefined))), []);
  });

  it('keeps them out of the prompts of other models', () => {
    const prompts = [...filesBelow(recordings).values()];
    const context = prompts.filter((prompt) => prompt.includes('schemas is done.'));
    assert.ok(context.length > 0, 'a later prompt tells what was done before');
    for (const prompt of context) {
      assert.ok(prompt.includes('[redacted]'));
      assert.deepEqual(foundIn(prompt), []);
    }
  });

  it('leaves files as the models wrote them', () => {
    assert.equal(ended.code, 0, ended.stderr.slice(-2000));
    for (const path of ['b.txt', 'c.txt', 'd.txt']) assert.equal(lab.read(path), leak);
  });
});
