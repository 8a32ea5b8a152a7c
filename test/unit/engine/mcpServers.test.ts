import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Configuration, McpServer } from '../../../src/core/configuration';
import { machineSettingsSchema } from '../../../src/core/machineSettings';
import type { Approver } from '../../../src/core/ports/approver';
import { systemClock } from '../../../src/core/ports/clock';
import { nullLogger } from '../../../src/core/ports/logger';
import type { ServerCommand } from '../../../src/core/serverCommand';
import { McpServers } from '../../../src/engine/mcpServers';
import { openApprovals } from '../../../src/workspace/state/approvals';

const pal: McpServer = { command: process.execPath, args: ['pal.mjs'], env: { OPENAI_API_KEY: 'sk-1' } };
const context7: McpServer = { command: 'npx', args: ['-y', 'context7'], env: { TOKEN: 'secret' } };
const never = new AbortController().signal;

describe('McpServers', () => {
  let folder: string;
  let made: McpServers[];
  let asked: (readonly ServerCommand[])[];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'mao-servers-'));
    made = [];
    asked = [];
  });
  afterEach(async () => {
    await Promise.all(made.map((servers) => servers.dispose()));
    rmSync(folder, { recursive: true, force: true });
  });

  /** The servers as a new window has them; nothing can be started. */
  function open(): McpServers {
    const servers = new McpServers({
      approvals: openApprovals(join(folder, 'data'), folder),
      runner: {
        start: () => {
          throw new Error('nothing is started here');
        },
      },
      assertMayExecute: () => undefined,
      environment: { PATH: '/nowhere' },
      workspace: join(folder, 'workspace'),
      folder: join(folder, 'pal'),
      node: process.execPath,
      worker: 'worker.js',
      clock: systemClock,
      logger: nullLogger,
    });
    made.push(servers);
    return servers;
  }

  const approver = (answer: 'always' | 'once' | 'no'): Approver => ({
    approvePlan: () => Promise.resolve(undefined),
    approveChecks: () => Promise.resolve(false),
    approveServers: (servers) => {
      asked.push(servers);
      return Promise.resolve(answer);
    },
  });

  const configuration = (
    transport: 'direct' | 'pal',
    mcpServers: Readonly<Record<string, McpServer>> = { context7, pal },
  ): Configuration => ({
    registry: new Map(),
    routing: { development: new Map(), qa: new Map(), preFlight: new Map(), journal: new Map() },
    mcpServers: new Map(Object.entries(mcpServers)),
    templates: new Map(),
    settings: machineSettingsSchema.parse({ transport }),
  });

  const names = () => asked.map((servers) => servers.map((server) => server.name));

  it('asks once for all that a run uses, and keeps a lasting yes over a restart', async () => {
    const first = await open().forRun(configuration('pal'), approver('always'), true, never);
    assert.deepEqual(names(), [['pal', 'context7']]);
    assert.deepEqual([first.transport, first.notes], ['pal', []]);
    const second = await open().forRun(configuration('pal'), approver('no'), true, never);
    assert.equal(asked.length, 1);
    assert.equal(second.transport, 'pal');
  });

  it('asks again for one byte of change, and after a yes for once', async () => {
    await open().forRun(configuration('pal', { pal }), approver('always'), true, never);
    const changed = { ...pal, env: { OPENAI_API_KEY: 'sk-2' } };
    const second = await open().forRun(configuration('pal', { pal: changed }), approver('once'), true, never);
    assert.equal(second.transport, 'pal');
    await open().forRun(configuration('pal', { pal: changed }), approver('no'), true, never);
    assert.equal(asked.length, 3);
  });

  it('goes direct, and says what the models do not get, when it is not approved', async () => {
    const run = await open().forRun(configuration('pal'), approver('no'), true, never);
    assert.equal(run.transport, 'direct');
    assert.equal(run.handout, undefined);
    assert.match(run.notes.join(), /not approved: context7/);
    assert.deepEqual(await run.pal.open('clink', never), {
      cause: 'not-approved',
      message: 'The command of "pal" in .mcp.json is not approved. Approve it when MAO asks, or run with --yes.',
    });
  });

  it('does not ask for what a run does not use', async () => {
    await open().forRun(configuration('direct'), approver('always'), false, never);
    assert.deepEqual(names(), []);
    const run = await open().forRun(configuration('direct', { pal }), approver('no'), true, never);
    assert.deepEqual(names(), []);
    await run.pal.open('chat', never);
    assert.deepEqual(names(), [['pal']], 'a model without a CLI needs it after all');
  });

  it('shows no value of a variable', async () => {
    await open().forRun(configuration('pal'), approver('no'), true, never);
    assert.doesNotMatch(JSON.stringify(asked), /sk-1|secret/);
    assert.match(JSON.stringify(asked), /OPENAI_API_KEY/);
  });

  it('hands the others to the CLIs in a file of this user alone, which goes with it', async () => {
    const servers = open();
    const { handout } = await servers.forRun(configuration('direct'), approver('always'), true, never);
    assert.ok(handout);
    assert.deepEqual([...handout.servers.keys()], ['context7']);
    assert.match(readFileSync(handout.claudeFile, 'utf8'), /"command":"npx"/);
    assert.equal(statSync(handout.claudeFile).mode & 0o077, 0);
    await servers.dispose();
    assert.equal(existsSync(handout.claudeFile), false);
  });

  it('lists every server and starts none that is not approved', async () => {
    const views = await open().list(configuration('direct'), true);
    assert.deepEqual(
      views.map(({ name, command, approved }) => [name, command.at(-1), approved]),
      [
        ['context7', 'context7', false],
        ['pal', 'pal.mjs', false],
      ],
    );
  });
});
