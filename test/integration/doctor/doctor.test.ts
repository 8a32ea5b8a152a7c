import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname, join, resolve } from 'node:path';
import { cliSettingsSchema } from '../../../src/core/machineSettings';
import { serverFingerprint } from '../../../src/core/serverCommand';
import { openApprovals } from '../../../src/workspace/state/approvals';
import { openCooldowns } from '../../../src/workspace/state/cooldowns';
import { clis, DoctorLab } from './doctorLab';

const account = JSON.stringify(cliSettingsSchema.parse({}));

describe('mao doctor', function () {
  this.timeout(90_000);
  let lab: DoctorLab;
  afterEach(() => lab.remove());
  const key = { GEMINI_API_KEY: 'planted-secret-1' };
  const geminiKey = `clis: { gemini: { env: { GEMINI_API_KEY: planted-secret-2 } } }\n`;
  const configure = (text: string) => {
    const file = join(lab.home, '.config', 'mao', 'mao.config.yaml');
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  };

  it('is content where all is there, sends no prompt, and writes nothing', async () => {
    lab = new DoctorLab({ claude: clis.claude, codex: clis.codex, gemini: clis.gemini });
    configure(geminiKey);
    const { report, check, exitCode, stdout } = await lab.doctor();
    assert.equal(exitCode, 0);
    assert.deepEqual(
      report.checks.filter(({ state }) => state === 'failed'),
      [],
    );
    assert.deepEqual(report.reachable, [
      ...['opus', 'sonnet', 'haiku', 'gemini-pro', 'gemini-flash', 'gpt-4o', 'gpt-codex', 'o3'],
    ]);
    assert.equal(check('cli-claude').state, 'ok');
    assert.deepEqual(check('cli-claude').facts['models'], ['opus', 'sonnet', 'haiku']);
    assert.equal(check('cli-claude').facts['path'], join(lab.bin, 'claude'));
    assert.match(check('cli-claude').found, /^2\.1\.330 · subscription \(max\) · opus, sonnet, haiku/);
    assert.match(check('cli-codex').found, /^0\.169\.0 · subscription \(ChatGPT\)/);
    assert.match(check('cli-gemini').found, /^0\.61\.0 · API key, billed by use \(GEMINI_API_KEY\)/);
    assert.equal(check('prd').found, 'PRD.md, 2 sections');
    assert.equal(check('git').state, 'ok');
    assert.doesNotMatch(stdout, /planted-secret/);
    assert.deepEqual(lab.calledWith(), [
      'claude --setting-sources  auth status --json',
      'claude --version',
      'codex --version',
      'codex login status',
      'gemini --version',
    ]);
    assert.deepEqual(readdirSync(lab.workspace), ['PRD.md']);
    assert.deepEqual(readdirSync(lab.home), ['.config']);
  });

  it('says what to install where no CLI is, and exits with 3', async () => {
    lab = new DoctorLab({});
    const { report, check, exitCode } = await lab.doctor();
    assert.equal(exitCode, 3);
    assert.deepEqual(report.reachable, []);
    assert.equal(check('models').state, 'failed');
    assert.match(check('cli-claude').todo ?? '', /npm install -g @anthropic-ai\/claude-code/);
    assert.match(check('cli-codex').todo ?? '', /npm install -g @openai\/codex/);
    assert.ok(report.checks.every(({ state, todo }) => state === 'ok' || (todo ?? '') !== ''));
  });

  it('counts what is signed out as not reachable, and says how to sign in', async () => {
    lab = new DoctorLab({ claude: clis.claudeSignedOut, codex: clis.codexSignedOut, gemini: clis.gemini });
    const { check, exitCode } = await lab.doctor();
    assert.equal(exitCode, 3);
    assert.match(check('cli-claude').found, /not signed in/);
    assert.match(check('cli-claude').todo ?? '', /Run `claude` once/);
    assert.match(check('cli-codex').todo ?? '', /codex login/);
    assert.match(check('cli-gemini').todo ?? '', /Run `gemini` once/);
  });

  it('keeps API keys back unless the user opted in, and says which pays then', async () => {
    lab = new DoctorLab({ claude: clis.claudeByKey });
    const env = { ANTHROPIC_API_KEY: 'planted-secret-3' };
    const without = await lab.doctor({ env });
    assert.equal(without.exitCode, 3);
    assert.match(without.check('cli-claude').todo ?? '', /billing\.allowApiKeys to true: then ANTHROPIC_API_KEY pays/);
    configure('billing: { allowApiKeys: true }\n');
    const withKey = await lab.doctor({ env });
    assert.equal(withKey.exitCode, 0);
    assert.equal(withKey.check('cli-claude').facts['pays'], 'api-key');
    assert.match(withKey.check('cli-claude').found, /API key, billed by use \(ANTHROPIC_API_KEY\)/);
    assert.doesNotMatch(without.stdout + withKey.stdout, /planted-secret/);
  });

  it('refuses an unsafe version, and says what to do', async () => {
    lab = new DoctorLab({ claude: clis.claude, gemini: clis.geminiOld });
    configure(geminiKey);
    const { report, check, exitCode } = await lab.doctor();
    assert.equal(exitCode, 1);
    assert.equal(check('cli-gemini').state, 'failed');
    assert.match(check('cli-gemini').todo ?? '', /Gemini CLI 0\.39\.0 is not safe .* Update it to 0\.39\.1 or newer/);
    assert.ok(!report.reachable.includes('gemini-pro'));
  });

  it('tells of a CLI that does not start', async () => {
    lab = new DoctorLab({ claude: clis.claude, codex: clis.crashes });
    const { check, exitCode } = await lab.doctor();
    assert.equal(exitCode, 1);
    assert.match(check('cli-codex').todo ?? '', /Codex CLI does not start \(exit code 7: cannot find module\)/);
  });

  it('tells of a CLI that hangs without a terminal, and leaves none of it', async () => {
    lab = new DoctorLab({ claude: clis.claude, gemini: clis.hangs });
    const { check, exitCode } = await lab.doctor();
    assert.equal(exitCode, 1);
    assert.match(check('cli-gemini').todo ?? '', /--version` did not end in \d+ s without a terminal/);
  });

  it('finds mistakes in the configuration at their line, and exits with 2', async () => {
    lab = new DoctorLab({ claude: clis.claude });
    lab.write(
      '.claude/models/task-routing.md',
      '```yaml\ndevelopment:\n  schema_generation: { primary: nobody }\n```\n',
    );
    const { check, exitCode } = await lab.doctor();
    assert.equal(exitCode, 2);
    assert.match(check('configuration').todo ?? '', /task-routing\.md:3:\d+: error: .*nobody/);
  });

  it('tells of a PRD that is missing, a state folder in the way, an old git, packages that are not installed', async () => {
    lab = new DoctorLab({ claude: clis.claude });
    lab.install('git', { '--version': 'echo git version 2.30.2; exit 0' });
    lab.write('.mao', 'a file');
    lab.write('package.json', '{}');
    const { check, exitCode } = await lab.doctor({ args: ['--prd', 'none.md'] });
    assert.equal(exitCode, 1);
    assert.match(check('prd').todo ?? '', /MAO looked for .*none\.md/);
    assert.match(check('state-folder').todo ?? '', /\.mao is a file/);
    assert.match(check('git').todo ?? '', /2\.38 or newer, but found: git version 2\.30\.2/);
    assert.match(check('links').todo ?? '', /npm install/);
  });

  it('names what is linked into worktrees, in folders of the workspace too', async () => {
    lab = new DoctorLab({ claude: clis.claude });
    lab.write('packages/app/node_modules/x/index.js', '');
    lab.write('api/.venv/pyvenv.cfg', '');
    const { check } = await lab.doctor();
    assert.deepEqual(check('links').facts, { linked: ['api/.venv', 'packages/app/node_modules'] });
  });

  it('tells of a temporary folder that is not there, and of all else', async () => {
    lab = new DoctorLab({ claude: clis.claude });
    const { check, exitCode, report } = await lab.doctor({
      env: { TMPDIR: join(lab.root, 'nowhere') },
      args: ['--probe'],
    });
    assert.equal(exitCode, 3);
    assert.match(check('temporary-folder').todo ?? '', /nowhere is not there\. .*TMPDIR/);
    assert.match(check('cli-claude').todo ?? '', /no temporary folder can be made in .*nowhere/);
    assert.equal(check('git').state, 'ok');
    assert.deepEqual(report.reachable, []);
  });

  it('asks each CLI for a word with --probe only, and shows the time or the failure', async () => {
    lab = new DoctorLab({ codex: clis.codex });
    const rehearsal = `exec ${process.execPath} ${resolve('resources/rehearsal/rehearsal.mjs')} claude "$@"`;
    lab.install('claude', { ...clis.claude, '-p --output-format': rehearsal });
    const { report, check, exitCode } = await lab.doctor({ args: ['--probe'] });
    assert.equal(exitCode, 1);
    const probes = report.checks.filter(({ id }) => id.startsWith('probe-'));
    assert.equal(probes.length, 2);
    assert.equal(check('probe-haiku').state, 'ok');
    assert.ok(Number(check('probe-haiku').facts['answerMs']) > 0);
    assert.equal(check('probe-o3').state, 'failed');
    assert.equal(check('probe-o3').facts['failure'], 'crashed');
    assert.equal(
      lab.calledWith().filter((call) => call.startsWith('claude') && call.includes('-p --output')).length,
      1,
    );
  });

  it('starts PAL only when its command is approved, and tells who it is', async () => {
    lab = new DoctorLab({ claude: clis.claude });
    const server = { command: process.execPath, args: [resolve('test/fixtures/clis/palStandIn.mjs')] };
    lab.write('.mcp.json', JSON.stringify({ mcpServers: { pal: server, context7: { command: 'npx', args: ['c7'] } } }));
    const before = await lab.doctor();
    assert.match(before.check('pal').found, /not approved yet, not needed; deepseek can not be reached/);
    assert.equal(before.check('mcp-context7').state, 'warning');
    assert.match(before.check('mcp-context7').found, /^npx c7 · not approved yet/);

    const data = join(lab.home, '.local', 'share', 'mao');
    const subject = serverFingerprint('pal', { ...server, env: {} }, join(data, 'pal'));
    await openApprovals(data, lab.workspace).approve('mcp-commands', subject);
    const after = await lab.doctor();
    assert.equal(after.check('pal').state, 'ok');
    assert.match(after.check('pal').found, /^pal-stand-in 1\.2\.3 · 2 tools · /);
    assert.deepEqual(after.check('pal').facts['tools'], ['clink', 'chat']);
  });

  it('tells of an Ollama, the models that it has and what to pull', async () => {
    const server = createServer((_, response) => response.end(JSON.stringify({ models: [{ name: 'other:latest' }] })));
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    try {
      lab = new DoctorLab({ claude: clis.claude });
      const address = server.address();
      assert.ok(address !== null && typeof address === 'object');
      configure(`clis: { ollama: { url: "http://127.0.0.1:${address.port}" } }\n`);
      const { check, report } = await lab.doctor();
      assert.match(check('cli-ollama').todo ?? '', /`ollama pull codellama:34b`/);
      assert.deepEqual(check('cli-ollama').facts['pulled'], ['other:latest']);
      assert.ok(!report.reachable.includes('codellama'));
    } finally {
      server.close();
    }
  });

  it('tells of models that rest after a limit', async () => {
    lab = new DoctorLab({ claude: clis.claude });
    configure('limits: { idleSeconds: 600 }\n');
    const until = new Date(Date.now() + 3_600_000).toISOString();
    const cooldowns = openCooldowns(join(lab.home, '.local', 'share', 'mao'), () => account);
    await cooldowns.save({ cli: 'claude', model: 'opus', until, reason: 'rate-limited', streak: 1 });
    const { check } = await lab.doctor();
    assert.match(check('cooldowns').found, /^opus until .* UTC \(in \d+ min\), rate-limited$/);
    assert.deepEqual(check('cooldowns').facts['models'], ['opus']);
  });

  it('prints lines for people', async () => {
    lab = new DoctorLab({ claude: clis.claude });
    const { stdout, exitCode } = await lab.mao(['doctor'], key);
    assert.equal(exitCode, 0);
    assert.match(
      stdout,
      /^Models\n {2}✓ Models +3 of 9 can be reached\n {2}✓ Claude Code +2\.1\.330 · subscription \(max\)/,
    );
    assert.match(stdout, / {2}! Gemini CLI +not found\n +→ Gemini CLI was not found on PATH\. Install it/);
  });
});

describe('a run', function () {
  this.timeout(90_000);
  let lab: DoctorLab;
  afterEach(() => lab.remove());

  it('does not start a CLI of an unsafe version: it asks for the version, once, and goes on to the next model', async () => {
    lab = new DoctorLab({ gemini: clis.geminiOld });
    const { stdout } = await lab.mao(['develop', '1', '--yes', '--json', '--no-verify']);
    assert.match(stdout, /Gemini CLI 0\.39\.0 is not safe to run/);
    assert.deepEqual(lab.calledWith(), ['gemini --version']);
  });

  it('does not even ask where the package tells', async () => {
    lab = new DoctorLab({ gemini: clis.gemini });
    const manifest = join(lab.bin, 'node_modules', '@google', 'gemini-cli', 'package.json');
    mkdirSync(dirname(manifest), { recursive: true });
    writeFileSync(manifest, JSON.stringify({ name: '@google/gemini-cli', version: '0.38.0' }));
    const { stderr, stdout, exitCode } = await lab.mao(['develop', '1', '--yes', '--json', '--no-verify']);
    assert.equal(exitCode, 3);
    assert.deepEqual(lab.calledWith(), []);
    assert.match(stdout + stderr, /Found none of/);
  });
});
