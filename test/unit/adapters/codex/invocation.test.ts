import assert from 'node:assert/strict';
import { appServerInvocation, codexEffort, execInvocation } from '../../../../src/adapters/codex/invocation';
import { threadStart } from '../../../../src/adapters/codex/appServerRequests';
import { cliSettingsSchema } from '../../../../src/core/machineSettings';
import { request } from '../transcripts';

const start = {
  path: '/opt/codex',
  settings: cliSettingsSchema.parse({ args: ['-c', 'mine=1'] }),
  env: { PATH: '/bin' },
};
const model = (id: string) => ({ ...request().model, model: id });

describe('codex invocation', () => {
  it('starts the app-server with stdin open, for a conversation', () => {
    assert.deepEqual(appServerInvocation(request(), start), {
      file: '/opt/codex',
      args: ['-c', 'mine=1', 'app-server', '--disable', 'plugins'],
      cwd: '/home/user/project',
      env: { PATH: '/bin' },
      stdin: { open: true },
    });
  });

  it('names servers of .mcp.json to exec, but none whose environment all could read', () => {
    const open = { command: 'npx', args: ['-y', 'a b'], env: {} };
    const servers = new Map([
      ['context7', open],
      ['keyed', { ...open, env: { TOKEN: 'secret' } }],
    ]);
    const handout = { servers, claudeFile: '' };
    const { args } = execInvocation(request(), { ...start, handout });
    assert.ok(args.includes('mcp_servers.context7.command="npx"'));
    assert.ok(args.includes('mcp_servers.context7.args=["-y","a b"]'));
    assert.doesNotMatch(args.join(' '), /keyed|secret/);
  });

  it('names all of them to the app-server, over stdin', () => {
    const servers = new Map([['keyed', { command: 'npx', args: ['x'], env: { TOKEN: 'secret' } }]]);
    const sent = threadStart(request(), undefined, { servers, claudeFile: '' });
    assert.partialDeepStrictEqual(JSON.parse(sent), {
      params: {
        config: {
          mcp_servers: {
            keyed: { command: 'npx', args: ['x'], env: { TOKEN: 'secret' }, default_tools_approval_mode: 'approve' },
          },
        },
      },
    });
  });

  it('trusts no worktree, with servers, with a provider of the user, and with neither', () => {
    const handout = { servers: new Map([['one', { command: 'npx', args: [], env: {} }]]), claudeFile: '' };
    const config = { model_provider: 'loop', model_providers: { loop: {} } };
    for (const sent of [
      threadStart(request()),
      threadStart(request(), config),
      threadStart(request(), config, handout),
    ]) {
      const projects = { [request().workdir]: { trust_level: 'untrusted' } };
      assert.partialDeepStrictEqual(JSON.parse(sent), { params: { config: { projects } } });
    }
  });

  it('starts exec with the prompt on stdin, confined', () => {
    const invocation = execInvocation(request({ model: model('gpt-5.2-codex'), thinking: 'high' }), start);
    assert.deepEqual(invocation.args, [
      '-c',
      'mine=1',
      'exec',
      '--json',
      '-m',
      'gpt-5.2-codex',
      '--sandbox',
      'workspace-write',
      '--skip-git-repo-check',
      '--ephemeral',
      '--disable',
      'plugins',
      '-c',
      'approval_policy="never"',
      '-c',
      'model_reasoning_effort="high"',
      '-',
    ]);
    assert.equal(invocation.stdin, request().prompt);
    for (const access of ['none', 'read-only'] as const) {
      const { args } = execInvocation(request({ access }), start);
      assert.equal(args[args.indexOf('--sandbox') + 1], 'read-only');
      assert.doesNotMatch(args.join(' '), /danger|bypass|full-access/);
    }
  });

  it('asks of a model only the effort that it knows', () => {
    const cases = [
      ['gpt-5.2-codex', 'max', 'xhigh'],
      ['gpt-5.1-codex-max', 'ultrathink', 'xhigh'],
      ['gpt-5.1-codex', 'max', 'high'],
      ['o3', 'max', 'high'],
      ['o3', 'low', 'low'],
      ['gpt-4o', 'high', undefined],
      ['gpt-5.2', 'standard', undefined],
      ['gpt-6', 'megathink', 'xhigh'],
    ] as const;
    for (const [id, thinking, effort] of cases) {
      assert.equal(codexEffort(request({ model: model(id), thinking })), effort, `${id} ${thinking}`);
    }
    assert.equal(codexEffort(request({ model: { ...model('o3'), thinking: 'high' } })), 'high');
  });
});
