import { assertNever } from '../../core/assertNever';
import type { Access, AttemptRequest } from '../../core/ports/modelAdapter';
import type { Invocation } from '../../core/ports/processRunner';
import type { CliStart } from '../common/cliAdapter';
import type { McpHandout } from '../common/mcpHandout';
import { thinkingKeyword, thinkingLevel } from '../../core/thinking';

/**
 * What MAO sets for Claude Code, unless the user sets it otherwise: no retries of its own (MAO's chain of models is the
 * retry, and ten of them take three minutes), no traffic beside the model's, no update under way.
 */
export const claudeEnvironment = {
  CLAUDE_CODE_MAX_RETRIES: '0',
  CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
  DISABLE_AUTOUPDATER: '1',
} as const;

/**
 * Keeps workspace and user settings, MCP servers, hooks, skills and saved sessions out: an attempt is MAO's alone, and a
 * workspace must not name programs. Permissions come from the flags below only.
 */
const lean = [
  '--strict-mcp-config',
  '--setting-sources',
  '',
  '--disable-slash-commands',
  '--no-session-persistence',
] as const;

/** How Claude Code is started for a request: the prompt over stdin, a stream of JSON lines back. */
export function claudeInvocation(request: AttemptRequest, start: CliStart): Invocation {
  const mode = request.thinking ?? request.model.thinking;
  const level = thinkingLevel(mode);
  return {
    file: start.path,
    args: [
      ...start.settings.args,
      ...['-p', '--output-format', 'stream-json', '--verbose', '--include-partial-messages'],
      ...['--model', request.model.model],
      ...(level === undefined ? [] : ['--effort', level]),
      ...confinement(request.access),
      ...lean,
      ...servers(start.handout),
    ],
    cwd: request.workdir,
    env: { ...claudeEnvironment, ...start.env },
    stdin: withKeyword(request.prompt, thinkingKeyword(mode)),
  };
}

/**
 * `acceptEdits` lets the file tools and simple file commands (rm, mv, mkdir) work below the working directory and denies the
 * rest, since nobody is there to be asked; naming the tools keeps out those that schedule, browse or start worktrees.
 */
function confinement(access: Access): readonly string[] {
  switch (access) {
    case 'none':
      return ['--tools', ''];
    case 'read-only':
      return ['--permission-mode', 'plan', '--restricted', '--tools', 'Read,Grep,Glob'];
    case 'edit':
      return ['--permission-mode', 'acceptEdits', '--tools', 'Read,Grep,Glob,Edit,Write,NotebookEdit,Bash'];
    default:
      return assertNever(access);
  }
}

/** With `--strict-mcp-config` these servers are all there are; their tools are allowed, since nobody is there to be asked. */
function servers(handout: McpHandout | undefined): readonly string[] {
  if (!handout) return [];
  const allowed = [...handout.servers.keys()].map((name) => `mcp__${name}`);
  return ['--mcp-config', handout.claudeFile, '--allowedTools', allowed.join(',')];
}

/** Puts the keyword after MAO's header, with which a prompt must begin. */
function withKeyword(prompt: string, keyword: string | undefined): string {
  if (keyword === undefined) return prompt;
  const header = /^(?:MAO-[^\n]*\n)+\r?\n/.exec(prompt)?.[0] ?? '';
  return `${header}${keyword}\n\n${prompt.slice(header.length)}`;
}
