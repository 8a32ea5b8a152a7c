import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { RunEvent } from '../../src/core/runEvent';
import { ensurePal, palVersions, type PalVersion } from '../setup/ensurePal';
import { copySampleProject } from '../setup/sampleProject';
import { startModelApi, type ModelApi } from './api/modelApi';
import { samplePartsOf } from './api/part';
import { createCliHome, type CliHome } from './cliHome';
import { eventsOf, mao, readEvents, writeCliConfig } from './maoCommand';

const unique = (values: readonly (string | undefined)[]) => [...new Set(values)].toSorted();
const warnings = (events: readonly RunEvent[]) =>
  eventsOf(events, 'log').flatMap((event) => (event.level === 'warning' ? [event.message] : []));

/** Processes whose command line or environment names this folder: all that a run in it has started. */
function processesOf(folder: string): readonly string[] {
  // Where there is no /proc the rest of the test still holds.
  if (!existsSync('/proc')) return [];
  return readdirSync('/proc').flatMap((pid) => {
    if (!/^\d+$/.test(pid) || Number(pid) === process.pid) return [];
    try {
      const told = readFileSync(`/proc/${pid}/cmdline`, 'utf8') + readFileSync(`/proc/${pid}/environ`, 'utf8');
      return told.includes(folder) ? [`${pid} ${told.slice(0, 100).replaceAll('\0', ' ')}`] : [];
    } catch {
      return [];
    }
  });
}

/** Resolves when `done` holds, rejects when it does not within a minute. */
async function until(done: () => boolean): Promise<void> {
  for (const end = Date.now() + 60_000; !done();) {
    if (Date.now() > end) throw new Error('It did not happen within a minute.');
    await new Promise((resolved) => setTimeout(resolved, 20));
  }
}

/** A copy of the sample project whose `.mcp.json` names this PAL server. */
async function projectWith(version: PalVersion, env: Readonly<Record<string, string>>): Promise<string> {
  const project = copySampleProject('mao-pal-');
  const pal = { type: 'stdio', command: await ensurePal(version), env };
  writeFileSync(join(project, '.mcp.json'), JSON.stringify({ mcpServers: { pal } }));
  return project;
}

describe('mao develop over the real PAL server', function () {
  this.timeout(400_000);
  let api: ModelApi;
  let home: CliHome;
  let projects: string[] = [];
  before(async () => {
    api = await startModelApi(await samplePartsOf('loans', 'reminders'));
    home = await createCliHome(api.url);
  });
  after(async () => {
    await api.close();
    home.dispose();
  });
  afterEach(() => {
    for (const project of projects) rmSync(dirname(project), { recursive: true, force: true });
    projects = [];
    assert.deepEqual(processesOf(home.folder), [], 'no process is left');
  });

  // A provider of any kind lets 10.5 start; `clink` never asks it.
  const provider = () => ({ CUSTOM_API_URL: api.url });
  const use = (project: string) => {
    projects.push(project);
    return project;
  };

  async function develop(project: string, transport: string): Promise<readonly RunEvent[]> {
    // A folder of its own for MAO's data: the rate limit of one run is to put no model of another to rest.
    const env = { ...home.env, XDG_DATA_HOME: join(dirname(project), 'data') };
    const result = await mao({ ...home, env }, project, 'develop', '2,3', '--yes', '--json', '--transport', transport);
    assert.equal(result.exitCode, 0, result.stderr.slice(-4000));
    return readEvents(result.stdout);
  }

  it('does the same run as directly, with the same files, in both versions', async () => {
    const [direct, ...overPal] = await Promise.all([
      develop(use(copySampleProject('mao-direct-')), 'direct'),
      ...palVersions.map(async (version) => develop(use(await projectWith(version, provider())), 'pal')),
    ]);
    const files = (events: readonly RunEvent[]) =>
      eventsOf(events, 'changes-proposed')[0]?.files.map(({ path, kind }) => `${kind} ${path}`);
    const ends = (events: readonly RunEvent[]) =>
      eventsOf(events, 'workstream-end')
        .map(({ section, workstream, model, outcome }) => `${section ?? ''} ${workstream ?? ''} ${model} ${outcome}`)
        .toSorted();
    for (const events of overPal) {
      assert.deepEqual(files(events), files(direct));
      assert.deepEqual(ends(events), ends(direct));
      assert.equal(eventsOf(events, 'run-start')[0]?.transport, 'pal');
      assert.deepEqual(unique(eventsOf(events, 'attempt-start').map(({ transport }) => transport)), ['pal']);
      assert.deepEqual(
        warnings(events).filter((message) => /PAL/.test(message)),
        [],
      );
      for (const cli of ['claude', 'codex', 'gemini']) {
        const attempts = eventsOf(events, 'attempt-start').filter((event) => event.cli === cli);
        const models = new Set(attempts.map((event) => event.model));
        for (const type of ['text-delta', 'tool-use', 'usage-update'] as const) {
          assert.ok(
            eventsOf(events, type).some((event) => models.has(event.model ?? '')),
            `${cli}: ${type}`,
          );
        }
      }
      const [fallback] = eventsOf(events, 'fallback').filter((event) => event.section === '3');
      assert.equal(fallback?.message, 'Schema generation: fallback from gemini-pro to sonnet (rate-limited)');
    }
    const told = api.calls.filter((call) => call.prompt.includes('<conversation>'));
    assert.deepEqual(unique(told.map((call) => call.cli)), ['claude', 'codex', 'gemini']);
  });

  it('leaves no process of two runs, one of them cancelled midway', async () => {
    const whole = develop(use(await projectWith('11.8.2', provider())), 'pal');
    const project = use(await projectWith('11.8.2', provider()));
    const args = ['develop', '2', '--yes', '--json', '--transport', 'pal', '--config', writeCliConfig(home)];
    const child = spawn(process.execPath, [resolve('dist/mao.js'), ...args], {
      cwd: project,
      env: home.env,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let stdout = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    const ended = new Promise<number | null>((done) => child.once('close', done));
    await until(() => /"type":"text-delta".*"workstream"/.test(stdout) || child.exitCode !== null);
    const at = Date.now();
    child.kill('SIGINT');
    assert.equal(await ended, 130);
    assert.ok(Date.now() - at < 10_000, `${Date.now() - at} ms`);
    assert.equal(eventsOf(readEvents(stdout), 'run-end')[0]?.outcome, 'cancelled');
    assert.deepEqual(processesOf(project), []);
    await whole;
  });

  it('leaves no process when mao itself is killed', async () => {
    const project = use(await projectWith('11.8.2', provider()));
    const args = ['develop', '2', '--yes', '--json', '--transport', 'pal', '--config', writeCliConfig(home)];
    const child = spawn(process.execPath, [resolve('dist/mao.js'), ...args], {
      cwd: project,
      env: home.env,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let stdout = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    await until(() => /"type":"text-delta".*"workstream"/.test(stdout) || child.exitCode !== null);
    child.kill('SIGKILL');
    await until(() => processesOf(home.folder).length === 0);
  });

  it('goes on directly where 10.5 has no key, and says why', async () => {
    const project = use(await projectWith('10.5.0', {}));
    const result = await mao(home, project, 'plan', '2', '--yes', '--json', '--transport', 'pal');
    const events = readEvents(result.stdout);
    assert.equal(result.exitCode, 0, result.stderr);
    assert.deepEqual(unique(eventsOf(events, 'attempt-start').map(({ transport }) => transport)), ['direct']);
    const said = warnings(events).filter((message) =>
      /PAL ended at its start.*configuration is required/.test(message),
    );
    assert.equal(said.length, 1, warnings(events).join('\n'));
  });

  it('needs no key in 11.8', async () => {
    const project = use(await projectWith('11.8.2', {}));
    const result = await mao(home, project, 'plan', '2', '--yes', '--json', '--transport', 'pal');
    const events = readEvents(result.stdout);
    assert.equal(result.exitCode, 0, result.stderr);
    assert.deepEqual(unique(eventsOf(events, 'attempt-start').map(({ transport }) => transport)), ['pal']);
    assert.equal(existsSync(join(project, '.pal')), false);
  });
});
