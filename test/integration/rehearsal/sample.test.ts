import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { execa } from 'execa';
import * as z from 'zod';
import { dependencyCheckAnswerSchema, planAnswerSchema } from '../../../src/core/answers';
import { createRedactor } from '../../../src/core/redaction/redactor';
import { conflictPrompt } from '../../../src/synthesis/conflictPrompt';
import { readConflictAnswer } from '../../../src/synthesis/readConflictAnswer';
import { copySampleProject } from '../../setup/sampleProject';
import { cliArgs, parseLines, promptFor, rehearse } from './rehearse';

const scripts = z.object({ scripts: z.record(z.string(), z.string()) });

/** Runs a check as package.json names it; `tsc` is this project's. */
async function check(folder: string, name: string) {
  const command = scripts.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))).scripts[name] ?? '';
  assert.ok(command, name);
  return execa({ cwd: folder, preferLocal: true, localDir: resolve('.'), shell: true, reject: false })`${command}`;
}

describe('the sample project and its rehearsal', function () {
  this.timeout(180_000);
  let folder = '';
  beforeEach(() => {
    folder = copySampleProject();
  });
  afterEach(() => {
    rmSync(dirname(folder), { recursive: true });
  });

  const answer = async (task: string, section: string) => {
    const { rows } = await rehearse('claude', promptFor({ task, section }), {
      args: cliArgs.claude.readOnly,
      cwd: folder,
    });
    const text = z.string().parse(parseLines(rows).at(-1)?.['result']);
    const json: unknown = JSON.parse(/```json\n([\s\S]*)\n```/.exec(text)?.[1] ?? '');
    return json;
  };

  it('passes its own checks before and after the rehearsed work, and its type check really checks', async () => {
    const before = await check(folder, 'test');
    assert.equal(before.exitCode, 0, before.stdout);
    for (const section of ['2', '3']) {
      const { sections } = planAnswerSchema.parse(await answer('plan', section));
      for (const workstream of sections.flatMap((plan) => plan.workstreams.map(({ id }) => id))) {
        const prompt = promptFor({ task: 'workstream', section, workstream });
        const { exitCode, stderr } = await rehearse('claude', prompt, { args: cliArgs.claude.edit, cwd: folder });
        assert.equal(exitCode, 0, stderr);
      }
    }
    const [typecheck, tests] = await Promise.all([check(folder, 'typecheck'), check(folder, 'test')]);
    assert.equal(typecheck.exitCode, 0, typecheck.stdout);
    assert.equal(tests.exitCode, 0, tests.stdout);
    assert.match(tests.stdout, /pass 13/);
    rmSync(join(folder, 'src/loans/rules.ts'));
    assert.notEqual((await check(folder, 'typecheck')).exitCode, 0);
  });

  it('plans exactly what was asked, in the answer format', async () => {
    const both = planAnswerSchema.parse(await answer('plan', '2, 3'));
    assert.deepEqual(
      both.sections.map(({ section }) => section),
      ['2', '3'],
    );
    for (const plan of both.sections) {
      const models = plan.workstreams.map(({ id, model }) => `${id} ${model ?? ''}`);
      assert.deepEqual(models, [
        'schemas gemini-pro',
        'storage gpt-codex',
        'core_logic o3',
        'implementation sonnet',
        'tests gpt-codex',
      ]);
    }
    const only = planAnswerSchema.parse(await answer('plan', '3'));
    assert.deepEqual(
      only.sections.map(({ section }) => section),
      ['3'],
    );
  });

  it('knows what section 3 rests on', async () => {
    const both = dependencyCheckAnswerSchema.parse(await answer('dependency-check', '2, 3'));
    assert.equal(both.ready, true);
    assert.deepEqual(both.dependsOn, { 3: ['2'] });
    const alone = dependencyCheckAnswerSchema.parse(await answer('dependency-check', '3'));
    assert.equal(alone.ready, false);
    assert.deepEqual(alone.missing, [{ what: 'Loans', section: '2' }]);
  });

  it('writes only where its flags allow it', async () => {
    const prompt = promptFor({ task: 'workstream', section: '2', workstream: 'schemas' });
    for (const cli of ['claude', 'codex', 'gemini'] as const) {
      await rehearse(cli, prompt, { args: cliArgs[cli].readOnly, cwd: folder });
      assert.equal(existsSync(join(folder, 'src/loans')), false, cli);
      await rehearse(cli, prompt, { args: cliArgs[cli].edit, cwd: folder });
      assert.match(readFileSync(join(folder, 'src/loans/loan.ts'), 'utf8'), /parseLoans/);
      rmSync(join(folder, 'src/loans'), { recursive: true });
    }
    const outside = [{ write: { '../outside.txt': 'no' } }];
    const { exitCode } = await rehearse('claude', prompt, { args: cliArgs.claude.edit, cwd: folder, parts: outside });
    assert.notEqual(exitCode, 0);
    assert.equal(existsSync(join(folder, '../outside.txt')), false);
  });

  it('joins both sides of a conflict, as MAO asks for it and reads it', async () => {
    const base = readFileSync(join(folder, 'src/index.ts'), 'utf8');
    const [store, desk] = [`export { a } from './store.ts';\n`, `export type { B } from './desk.ts';\n`];
    const file = { path: 'src/index.ts', base, ours: base + store, theirs: base + desk, binary: false };
    const body = conflictPrompt({ files: [file], ours: [], theirs: [], contracts: [] });
    const prompt = promptFor({ task: 'conflict', section: '2', body });
    const { rows } = await rehearse('claude', prompt, { args: cliArgs.claude.readOnly, cwd: folder });
    const text = z.string().parse(parseLines(rows).at(-1)?.['result']);
    const read = readConflictAnswer(text, [file], createRedactor([]));
    assert.deepEqual(read, { ok: true, value: new Map([[file.path, base + store + desk]]) });
    assert.match(text, /rehearsal: scripted, no model was asked/);
  });
});
