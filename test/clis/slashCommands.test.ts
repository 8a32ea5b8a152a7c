import assert from 'node:assert/strict';
import { chmodSync, copyFileSync, existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { execa } from 'execa';
import * as z from 'zod';
import { copySampleProject } from '../setup/sampleProject';
import { startModelApi, type ModelApi } from './api/modelApi';
import { samplePartsOf, type AskedCall } from './api/part';
import { createCliHome, type CliHome } from './cliHome';
import { eventsOf, mao, readEvents, writeCliConfig } from './maoCommand';

/** The command lines that the text of a slash command says to run, as a model would read them. */
function saidIn({ prompt }: AskedCall): readonly string[] {
  const fenced = /```sh\s+(mao [^\n]+)/.exec(prompt)?.[1];
  const inline = /^1\. Run `(mao [^`]+)`/m.exec(prompt)?.[1];
  return [fenced ?? inline ?? 'echo nothing said'];
}

const lineSchema = z.looseObject({
  type: z.string(),
  subtype: z.string().optional(),
  slash_commands: z.array(z.string()).optional(),
  skills: z.array(z.string()).optional(),
  result: z.string().optional(),
  permission_denials: z.array(z.object({ tool_input: z.looseObject({ command: z.string() }) })).optional(),
});

describe('the slash commands of mao init in the real Claude Code', function () {
  this.timeout(600_000);
  let api: ModelApi;
  let home: CliHome;
  let project = '';

  before(async () => {
    const outer = [
      { when: { prompt: /Develop these sections of the PRD with MAO: 2\n/ }, run: developThenApply, say: 'Developed.' },
      { when: { prompt: /Review the code of these sections of the PRD with MAO: 1\n/ }, run: saidIn, say: 'Reviewed.' },
      { when: { prompt: /Write a journal entry with MAO\./ }, run: saidIn, say: 'Written.' },
    ];
    api = await startModelApi([...(await samplePartsOf('loans', 'reminders', 'reviews')), ...outer]);
    home = await createCliHome(api.url);
    project = copySampleProject('mao-slash-');
    const own = join(home.env['XDG_CONFIG_HOME'] ?? '', 'mao');
    mkdirSync(own, { recursive: true });
    copyFileSync(writeCliConfig(home), join(own, 'mao.config.yaml'));
    const { exitCode, stderr } = await mao(home, project, 'init');
    assert.equal(exitCode, 0, stderr);
  });
  after(async () => {
    await api.close();
    home.dispose();
    rmSync(dirname(project), { recursive: true, force: true });
  });

  /** After the run, the model oversteps: applying is the user's to allow. */
  function developThenApply(call: AskedCall): readonly string[] {
    return [...saidIn(call), 'mao apply --yes'];
  }

  /** A folder for the PATH: `mao`, and stand-ins for what starts the MCP servers, so that nothing is fetched. */
  function programs(): string {
    const folder = join(home.folder, 'bin');
    mkdirSync(folder, { recursive: true });
    const program = (name: string, text: string) => {
      writeFileSync(join(folder, name), `#!/bin/sh\n${text}\n`);
      chmodSync(join(folder, name), 0o755);
    };
    program('mao', `exec "${process.execPath}" "${resolve('dist/mao.js')}" "$@"`);
    for (const name of ['npx', 'uvx']) program(name, 'exit 1');
    return folder;
  }

  /** `claude -p` as a person types it in the workspace, with the permissions that Claude Code has by itself. */
  async function claude(prompt: string) {
    const env = {
      ...home.env,
      ...home.settings.claude.env,
      PATH: [programs(), home.env['PATH']].join(delimiter),
      CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
      CLAUDE_CODE_MAX_RETRIES: '0',
    };
    const args = ['-p', prompt, '--output-format', 'stream-json', '--verbose'];
    const options = { cwd: project, env, extendEnv: false, stdin: 'ignore', reject: false, timeout: 500_000 } as const;
    const { exitCode, stdout, stderr } = await execa(home.settings.claude.path, args, options);
    assert.equal(exitCode, 0, `${stderr}\n${stdout.slice(-3000)}`);
    const lines = stdout.split('\n').flatMap((line) => (line === '' ? [] : [lineSchema.parse(JSON.parse(line))]));
    const init = lines.find(({ subtype }) => subtype === 'init');
    const result = lines.find(({ type }) => type === 'result');
    assert.ok(init && result);
    return { init, result, stdout };
  }

  /** The runs of a command in the workspace, by their logs. */
  const runsOf = (command: string) =>
    globSync('.mao/runs/*/events.jsonl', { cwd: project })
      .map((file) => readEvents(readFileSync(join(project, file), 'utf8')))
      .filter((events) => eventsOf(events, 'run-start')[0]?.command === command);

  const askedBy = (pattern: RegExp) =>
    api.calls.filter(({ task, prompt }) => task === undefined && pattern.test(prompt));

  it('develops section 2 on /develop 2, and leaves applying to the user', async () => {
    const { init, result, stdout } = await claude('/develop 2');
    for (const name of ['develop', 'qa', 'journal']) assert.ok(init.slash_commands?.includes(name), name);
    assert.ok(init.skills?.includes('orchestrator'));
    const [asked] = askedBy(/Develop these sections/);
    assert.ok(asked?.prompt.includes('mao develop "2" --yes'), 'the argument is filled in');
    const [events = []] = runsOf('develop');
    assert.deepEqual(eventsOf(events, 'run-start')[0]?.sections, ['2'], stdout.slice(-4000));
    assert.equal(eventsOf(events, 'run-end')[0]?.outcome, 'succeeded');
    const clis = eventsOf(events, 'attempt-start').map(({ cli }) => cli);
    assert.deepEqual([...new Set(clis)].toSorted(), ['claude', 'codex', 'gemini']);
    assert.deepEqual(
      result.permission_denials?.map(({ tool_input }) => tool_input.command),
      ['mao apply --yes'],
    );
    assert.equal(existsSync(join(project, 'src/loans')), false);
    assert.equal(result.result, 'Developed.');
  });

  it('reviews section 1 on /qa 1', async () => {
    const { result } = await claude('/qa 1');
    const [events = []] = runsOf('qa');
    assert.equal(eventsOf(events, 'score')[0]?.total, 87.6);
    assert.deepEqual(result.permission_denials, []);
  });

  it('writes the journal on /journal', async () => {
    const { result } = await claude('/journal');
    const [events = []] = runsOf('journal');
    const [written] = eventsOf(events, 'journal-written');
    assert.ok(written && existsSync(join(project, written.file)));
    assert.deepEqual(result.permission_denials, []);
  });
});
