import assert from 'node:assert/strict';
import { geminiInvocation, notFromWorkspace } from '../../../../src/adapters/gemini/invocation';
import { cliSettingsSchema } from '../../../../src/core/machineSettings';
import type { AttemptRequest } from '../../../../src/core/ports/modelAdapter';
import { request } from '../transcripts';

const settings = cliSettingsSchema.parse({ args: ['--mine'] });
const invoke = (more: Partial<AttemptRequest>, env: Readonly<Record<string, string>> = { PATH: '/bin' }) =>
  geminiInvocation(request(more), { path: '/opt/gemini', settings, env });

describe('gemini invocation', () => {
  it('starts Gemini CLI in the working directory, the prompt on stdin as it is', () => {
    const { env, ...rest } = invoke({ thinking: 'max' });
    assert.deepEqual(rest, {
      file: '/opt/gemini',
      args: ['--mine', '-o', 'stream-json', '-m', 'model-1', '--approval-mode', 'auto_edit', '--skip-trust'],
      cwd: '/home/user/project',
      stdin: 'MAO-Task: workstream\nMAO-Run: r1\n\nDo it.\n',
    });
    assert.equal(env['GEMINI_CLI_NO_RELAUNCH'], 'true');
    assert.equal(env['PATH'], '/bin');
  });

  it('confines each kind of access, never yolo', () => {
    for (const [access, mode] of [
      ['none', 'plan'],
      ['read-only', 'plan'],
      ['edit', 'auto_edit'],
    ] as const) {
      const { args } = invoke({ access });
      assert.equal(args[args.indexOf('--approval-mode') + 1], mode);
      assert.doesNotMatch(args.join(' '), /yolo|-y\b|allowed-tools/);
    }
  });

  it("leaves no endpoint and no key to the workspace's .env, and lets the user's win", () => {
    const { env } = invoke({}, { GEMINI_API_KEY: 'mine', GOOGLE_GEMINI_BASE_URL: 'http://127.0.0.1:1' });
    assert.equal(env['GEMINI_API_KEY'], 'mine');
    assert.equal(env['GOOGLE_GEMINI_BASE_URL'], 'http://127.0.0.1:1');
    assert.deepEqual(Object.keys(notFromWorkspace).sort(), [
      'CODE_ASSIST_ENDPOINT',
      'GEMINI_API_KEY',
      'GOOGLE_API_KEY',
      'GOOGLE_APPLICATION_CREDENTIALS',
      'GOOGLE_GEMINI_BASE_URL',
      'GOOGLE_VERTEX_BASE_URL',
      'NODE_TLS_REJECT_UNAUTHORIZED',
    ]);
    const plain = invoke({}).env;
    for (const [name, value] of Object.entries(notFromWorkspace)) assert.equal(plain[name], value, name);
  });
});
