import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import * as z from 'zod';
import { notFromWorkspace } from '../../src/adapters/gemini/invocation';
import { createProcessRunner } from '../../src/adapters/process/processRunner';
import { nullLogger } from '../../src/core/ports/logger';
import { ScriptedCli } from '../integration/adapters/scriptedCli';
import { type Cli, clis, endOf, requestTo, scriptedAdapter, wellDone } from './cliLab';
import { environmentSecret } from './plantedSecrets';

const reportSchema = z.object({
  argv: z.array(z.string()),
  env: z.record(z.string(), z.string()),
  cwd: z.string(),
});

/** Would make a file wherever a shell, of any kind, reads it. */
const commands = [
  ';touch ran',
  '; touch ran;',
  '$(touch ran)',
  '`touch ran`',
  '| touch ran',
  '|| touch ran',
  '&& touch ran',
  '& touch ran &',
  '\ntouch ran\n',
  '\r\ntouch ran',
  "';touch ran;'",
  '";touch ran;"',
  '> ran',
  '>>ran',
  '<(touch ran)',
  '${IFS}touch${IFS}ran',
  '"$(touch ran)"',
  "'$(touch ran)'",
  '\\`touch ran\\`',
  '() { :; }; touch ran',
];
const flags = [
  '--flag',
  '-',
  '--',
  '-x',
  '--yolo',
  '--dangerously-skip-permissions',
  '--sandbox=danger-full-access',
  '-e',
  '--eval=1',
  '@file',
];
const odd = [
  '',
  ' ',
  '  two  ',
  "it's",
  '"quoted"',
  "''",
  '\\',
  '\\\\',
  'a\nb',
  'tab\there',
  '*',
  '~',
  '$HOME',
  '%PATH%',
  '!!',
  '漢字😀',
  'e\u0301',
  '\u202Etxt.exe',
  '\u001b[31m',
];
const long = 'x"$(touch ran)\n'.repeat(7000);
const values: readonly string[] = [...commands, ...flags, ...odd, long.slice(0, 100 * 1024)];

describe('safety: hostile arguments and prompts', function () {
  this.timeout(300_000);
  let made: ScriptedCli[];
  beforeEach(() => {
    made = [];
  });
  afterEach(() => made.forEach((cli) => cli.dispose()));

  const ran = (script: ScriptedCli) => existsSync(script.path('ran'));

  it('hands 50 arguments over byte by byte, and the environment, through no shell', async () => {
    assert.equal(values.length, 50);
    const script = new ScriptedCli();
    made.push(script);
    const env = { ONLY: 'this', 'ODD NAME': '$(touch ran);"', EMPTY: '' };
    const args = [...script.args({ report: 'report.json' }), ...values];
    const runner = createProcessRunner({ assertMayExecute: () => undefined, logger: nullLogger });
    const invocation = { file: process.execPath, args, cwd: script.folder, env, stdin: undefined };
    const running = runner.start(invocation, {}, new AbortController().signal);
    assert.deepEqual(await running.ended, { kind: 'exited', exitCode: 0 });
    assert.deepEqual(JSON.parse(script.read('report.json')), { argv: values, env, cwd: script.folder });
    assert.ok(!ran(script));
  });

  for (const cli of clis) {
    it(`gives ${cli} 50 prompts byte by byte, none of them as an argument`, async () => {
      for (const value of [...values.slice(0, 49), long.repeat(2)]) {
        const prompt = `MAO-Task: workstream\n\n${value}`;
        const turn = cli === 'codex' ? [wellDone.codex] : [{ stdin: 'prompt' }, wellDone[cli]];
        const stdin = cli === 'codex' ? [...turn, { stdin: 'prompt' }] : turn;
        const { adapter, script } = scriptedAdapter(cli, [{ report: 'report.json' }, ...stdin]);
        made.push(script);
        assert.equal((await endOf(adapter, requestTo(script, { prompt }))).outcome, 'succeeded', prompt.slice(0, 80));
        assert.equal(promptIn(cli, script.read('prompt')), prompt);
        const { argv } = reportSchema.parse(JSON.parse(script.read('report.json')));
        assert.ok(!argv.some((argument) => argument.includes('MAO-Task')));
        assert.ok(!ran(script), prompt.slice(0, 80));
        assert.deepEqual(readdirSync(script.folder).sort(), ['actions.json', 'prompt', 'report.json']);
        made.pop()?.dispose();
      }
    });

    it(`gives ${cli} a hostile model name and the user's own arguments as they are`, async () => {
      for (const value of values.slice(0, 49)) {
        const { adapter, script } = scriptedAdapter(cli, [{ report: 'report.json' }, wellDone[cli]], { args: [value] });
        made.push(script);
        const model = { id: 'm', provider: 'p', capabilities: [], model: value };
        await endOf(adapter, requestTo(script, { model }));
        const { argv } = reportSchema.parse(JSON.parse(script.read('report.json')));
        assert.equal(argv[0], value);
        assert.ok(!ran(script), value);
        // The registry refuses names with a dash in front; if one came this far, it would stand where a value stands.
        const at = argv.indexOf(value, 1);
        if (at > 0) assert.match(argv[at - 1] ?? '', /^(--model|-m)$/, value);
        made.pop()?.dispose();
      }
    });
  }

  it('lets a CLI see exactly the allow-list: none of 20 planted secrets', async () => {
    const secrets = [
      ...['ANTHROPIC_API_KEY', 'ANTHROPIC_AUTH_TOKEN', 'AWS_SESSION_TOKEN', 'OPENAI_API_KEY', 'CODEX_API_KEY'],
      ...['GEMINI_API_KEY', 'GOOGLE_API_KEY', 'GOOGLE_APPLICATION_CREDENTIALS', 'AWS_ACCESS_KEY_ID'],
      ...['AWS_SECRET_ACCESS_KEY', 'AZURE_CLIENT_SECRET', 'GITHUB_TOKEN', 'GH_TOKEN', 'GITLAB_TOKEN', 'NPM_TOKEN'],
      ...['DATABASE_URL', 'SSH_AUTH_SOCK', 'VAULT_TOKEN', 'NODE_OPTIONS', environmentSecret.name],
    ];
    assert.equal(secrets.length, 20);
    const planted = Object.fromEntries(secrets.map((name) => [name, `planted-${name}`]));
    const passed = { PATH: '/nowhere', HOME: '/nowhere/home', LANG: 'C.UTF-8', TERM: 'dumb', XDG_CONFIG_HOME: '/x' };
    for (const cli of clis) {
      const env = { ...planted, ...passed, LD_PRELOAD: '/nowhere.so', npm_config_registry: 'x', VSCODE_PID: '1' };
      const { adapter, script } = scriptedAdapter(cli, [{ report: 'report.json' }, wellDone[cli]], { env });
      made.push(script);
      await endOf(adapter, requestTo(script));
      const seen = reportSchema.parse(JSON.parse(script.read('report.json'))).env;
      const own = Object.keys(seen).filter((name) => !(name in passed) && name !== 'PIDS');
      for (const value of Object.values(seen)) assert.ok(!value.includes('planted-'), value);
      // What MAO sets by itself for a CLI, so that it neither updates itself nor phones home; pinned.
      assert.deepEqual(own.sort(), ownSettings[cli], cli);
      assert.deepEqual(Object.fromEntries(Object.keys(passed).map((name) => [name, seen[name]])), passed);
    }
  });
});

const ownSettings: Readonly<Record<Cli, readonly string[]>> = {
  claude: ['CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC', 'CLAUDE_CODE_MAX_RETRIES', 'DISABLE_AUTOUPDATER'],
  codex: [],
  gemini: ['GEMINI_CLI_NO_RELAUNCH', ...Object.keys(notFromWorkspace)].sort(),
};

const turnSchema = z.object({
  method: z.literal('turn/start'),
  params: z.object({ input: z.array(z.object({ text: z.string() })) }),
});

/** The prompt in what a CLI got on stdin: Codex gets it within a JSON-RPC message. */
function promptIn(cli: Cli, stdin: string): string | undefined {
  if (cli !== 'codex') return stdin;
  for (const line of stdin.split('\n').filter((text) => text !== '')) {
    const turn = turnSchema.safeParse(JSON.parse(line));
    if (turn.success) return turn.data.params.input.map(({ text }) => text).join('');
  }
  return undefined;
}
