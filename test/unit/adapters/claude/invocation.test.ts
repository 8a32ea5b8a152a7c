import assert from 'node:assert/strict';
import { claudeInvocation } from '../../../../src/adapters/claude/invocation';
import { cliSettingsSchema } from '../../../../src/core/machineSettings';
import type { AttemptRequest } from '../../../../src/core/ports/modelAdapter';
import { request } from '../transcripts';

const settings = cliSettingsSchema.parse({ args: ['--mine'] });
const invoke = (more: Partial<AttemptRequest>, env: Readonly<Record<string, string>> = { PATH: '/bin' }) =>
  claudeInvocation(request(more), { path: '/opt/claude', settings, env });

/** The value after a flag. */
const after = (args: readonly string[], flag: string) =>
  args.includes(flag) ? args[args.indexOf(flag) + 1] : undefined;

describe('claude invocation', () => {
  it('starts Claude Code in the working directory, the prompt on stdin', () => {
    assert.deepEqual(invoke({}), {
      file: '/opt/claude',
      args: [
        '--mine',
        '-p',
        '--output-format',
        'stream-json',
        '--verbose',
        '--include-partial-messages',
        '--model',
        'model-1',
        '--permission-mode',
        'acceptEdits',
        '--tools',
        'Read,Grep,Glob,Edit,Write,NotebookEdit,Bash',
        '--strict-mcp-config',
        '--setting-sources',
        '',
        '--disable-slash-commands',
        '--no-session-persistence',
      ],
      cwd: '/home/user/project',
      env: {
        CLAUDE_CODE_MAX_RETRIES: '0',
        CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
        DISABLE_AUTOUPDATER: '1',
        PATH: '/bin',
      },
      stdin: 'MAO-Task: workstream\nMAO-Run: r1\n\nDo it.\n',
    });
  });

  it('confines each kind of access, and never bypasses permissions', () => {
    const none = invoke({ access: 'none' }).args;
    assert.equal(after(none, '--tools'), '');
    const reading = invoke({ access: 'read-only' }).args;
    assert.equal(after(reading, '--permission-mode'), 'plan');
    assert.ok(reading.includes('--restricted'));
    assert.equal(after(reading, '--tools'), 'Read,Grep,Glob');
    for (const access of ['none', 'read-only', 'edit'] as const) {
      assert.doesNotMatch(invoke({ access }).args.join(' '), /dangerous|bypass|yolo|--allowed/i);
    }
  });

  it('maps thinking to effort, and the keyword into the prompt, after the header', () => {
    const cases = [
      ['megathink', 'xhigh', 'megathink'],
      ['ultrathink', 'max', 'ultrathink'],
      ['think hard', 'high', 'think hard'],
      ['Max', 'max', undefined],
      ['high', 'high', undefined],
      ['low', 'low', undefined],
      ['standard', undefined, undefined],
      ['N/A', undefined, undefined],
      ['constructor', undefined, undefined],
    ] as const;
    for (const [thinking, effort, keyword] of cases) {
      const { args, stdin } = invoke({ thinking });
      assert.equal(after(args, '--effort'), effort, thinking);
      const word = keyword === undefined ? '' : `${keyword}\n\n`;
      assert.equal(stdin, `MAO-Task: workstream\nMAO-Run: r1\n\n${word}Do it.\n`);
    }
  });

  it("takes the model's thinking when the request has none, and puts the keyword first where there is no header", () => {
    const model = { ...request().model, thinking: 'ultrathink' };
    assert.equal(invoke({ model, prompt: 'Hi' }).stdin, 'ultrathink\n\nHi');
    assert.equal(invoke({ model, thinking: 'standard', prompt: 'Hi' }).stdin, 'Hi');
  });

  it("lets the user's environment win", () => {
    assert.equal(invoke({}, { CLAUDE_CODE_MAX_RETRIES: '3' }).env['CLAUDE_CODE_MAX_RETRIES'], '3');
  });

  it('gives it the servers of .mcp.json by a file, and their tools', () => {
    const servers = new Map([['context7', { command: 'npx', args: [], env: { TOKEN: 'secret' } }]]);
    const handout = { servers, claudeFile: '/tmp/h/claude.json' };
    const start = { path: '/opt/claude', settings, env: { PATH: '/bin' }, handout };
    const { args } = claudeInvocation(request({}), start);
    assert.equal(after(args, '--mcp-config'), '/tmp/h/claude.json');
    assert.equal(after(args, '--allowedTools'), 'mcp__context7');
    assert.ok(args.includes('--strict-mcp-config'));
    assert.doesNotMatch(args.join(' '), /secret/);
  });
});
