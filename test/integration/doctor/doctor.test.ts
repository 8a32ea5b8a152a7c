import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { clis, DoctorLab } from './doctorLab';

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
