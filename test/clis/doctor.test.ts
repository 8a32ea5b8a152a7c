import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { execa } from 'execa';
import * as z from 'zod';
import { doctorReportSchema } from '../../src/core/diagnosis';
import { ensureClis } from '../setup/ensureClis';
import { startModelApi, type ModelApi } from './api/modelApi';
import { createCliHome, type CliHome } from './cliHome';
import { mao } from './maoCommand';

const { dependencies } = z
  .object({ dependencies: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync('test/clis/package.json', 'utf8')));
const pinned = {
  claude: dependencies['@anthropic-ai/claude-code'],
  codex: dependencies['@openai/codex'],
  gemini: dependencies['@google/gemini-cli'],
} as const;

describe('mao doctor with the real CLIs', function () {
  this.timeout(180_000);
  let api: ModelApi;
  let home: CliHome;
  let bin: string;

  beforeEach(async () => {
    api = await startModelApi([]);
    home = await createCliHome(api.url);
    bin = await ensureClis();
  });
  afterEach(async () => {
    await api.close();
    home.dispose();
  });

  const read = (stdout: string) => {
    const report = doctorReportSchema.parse(JSON.parse(stdout));
    return { report, cli: (name: string) => report.checks.find(({ id }) => id === `cli-${name}`) };
  };

  /** Doctor as a user has it: the CLIs on PATH, an empty home. */
  const doctor = async (env: Readonly<Record<string, string>> = {}) => {
    const empty = join(home.folder, 'empty');
    mkdirSync(empty, { recursive: true });
    const own = { PATH: `${bin}:${home.env['PATH'] ?? ''}`, HOME: empty, LANG: 'C.UTF-8', ...env };
    const options = { cwd: home.workdir, env: own, extendEnv: false, reject: false, stdin: 'ignore' } as const;
    const { stdout, exitCode } = await execa(process.execPath, [resolve('dist/mao.js'), 'doctor', '--json'], options);
    return { ...read(stdout), exitCode, stdout };
  };

  it('tells their versions and that nobody is signed in, without a prompt', async () => {
    const { report, cli, exitCode } = await doctor();
    assert.equal(exitCode, 3);
    assert.deepEqual(report.reachable, []);
    for (const [name, version] of Object.entries(pinned)) {
      assert.equal(cli(name)?.facts['version'], version);
      assert.equal(cli(name)?.facts['signedIn'], 'no', name);
      assert.equal(cli(name)?.state, 'warning');
      assert.ok(cli(name)?.todo);
    }
    assert.deepEqual(api.calls, []);
    assert.ok(report.durationMs < 60_000, `${report.durationMs} ms`);
  });

  it('keeps keys of the environment back, and says so', async () => {
    const { cli, exitCode, stdout } = await doctor({ ANTHROPIC_API_KEY: 'planted-1', GEMINI_API_KEY: 'planted-2' });
    assert.equal(exitCode, 3);
    assert.match(cli('claude')?.todo ?? '', /then ANTHROPIC_API_KEY pays/);
    assert.match(cli('gemini')?.todo ?? '', /then GEMINI_API_KEY pays/);
    assert.doesNotMatch(stdout, /planted-\d/);
  });

  it('tells who pays, and asks each for a word only with --probe', async () => {
    const seen = await mao(home, home.workdir, 'doctor', '--json');
    const { report, cli } = read(seen.stdout);
    assert.equal(seen.exitCode, 0, seen.stdout);
    assert.equal(cli('claude')?.facts['pays'], 'api-key');
    assert.equal(cli('claude')?.facts['credential'], 'ANTHROPIC_API_KEY');
    assert.equal(cli('codex')?.facts['credential'], 'a model provider of its config.toml');
    assert.equal(cli('gemini')?.facts['credential'], 'GEMINI_API_KEY');
    assert.equal(report.reachable.length, 8);
    assert.deepEqual(api.calls, []);

    const probed = await mao(home, home.workdir, 'doctor', '--json', '--probe');
    const probes = read(probed.stdout).report.checks.filter(({ id }) => id.startsWith('probe-'));
    assert.deepEqual(
      probes.map(({ state, found }) => (state === 'ok' ? state : found)),
      ['ok', 'ok', 'ok'],
      probed.stdout,
    );
  });

  it('runs nothing that the workspace names while it looks', async () => {
    const trap = join(home.workdir, 'trapped');
    mkdirSync(join(home.workdir, '.claude'), { recursive: true });
    const settings = { apiKeyHelper: `touch ${trap}`, env: { ANTHROPIC_API_KEY: 'planted-3' } };
    writeFileSync(join(home.workdir, '.claude', 'settings.json'), JSON.stringify(settings));
    writeFileSync(join(home.workdir, '.env'), 'GEMINI_API_KEY=planted-4\n');
    const { report } = await doctor();
    assert.deepEqual(report.reachable, []);
    assert.equal(existsSync(trap), false);
  });
});
