import type { CliStart } from '../common/cliAdapter';
import { assertNever } from '../../core/assertNever';
import type { Access, AttemptRequest } from '../../core/ports/modelAdapter';
import type { Invocation } from '../../core/ports/processRunner';
import type { McpHandout } from '../common/mcpHandout';
import { thinkingLevel } from '../../core/thinking';

/** Plugins would have it fetch from the network at every start. */
export const lean = ['--disable', 'plugins'] as const;

/** How `codex app-server` is started: JSON-RPC over stdio, the request itself comes in messages. */
export function appServerInvocation(request: AttemptRequest, { path, settings, env }: CliStart): Invocation {
  const args = [...settings.args, 'app-server', ...lean];
  return { file: path, args, cwd: request.workdir, env, stdin: { open: true } };
}

/** How `codex exec` is started: the prompt over stdin, a stream of JSON lines back; no words while it speaks. */
export function execInvocation(request: AttemptRequest, { path, settings, env, handout }: CliStart): Invocation {
  const effort = codexEffort(request);
  return {
    file: path,
    args: [
      ...settings.args,
      ...['exec', '--json', '-m', request.model.model, '--sandbox', codexSandbox(request.access)],
      ...['--skip-git-repo-check', '--ephemeral', ...lean, '-c', 'approval_policy="never"'],
      ...(effort === undefined ? [] : ['-c', `model_reasoning_effort="${effort}"`]),
      ...servers(handout),
      '-',
    ],
    cwd: request.workdir,
    env,
    stdin: request.prompt,
  };
}

/**
 * Servers by configuration keys, of which a name can be a part without quotes only. One with an environment is left out, as
 * arguments are for everyone on the machine to read.
 */
function servers(handout: McpHandout | undefined): readonly string[] {
  return [...(handout?.servers ?? [])].flatMap(([name, { command, args, env }]) => {
    if (Object.keys(env).length > 0 || !/^[\w-]+$/.test(name)) return [];
    const set = (key: string, value: unknown) => ['-c', `mcp_servers.${name}.${key}=${JSON.stringify(value)}`];
    return [...set('command', command), ...set('args', args), ...set('default_tools_approval_mode', 'approve')];
  });
}

/** The sandbox that confines an attempt; Codex has none that reads nothing. */
export function codexSandbox(access: Access): 'read-only' | 'workspace-write' {
  switch (access) {
    case 'none':
    case 'read-only':
      return 'read-only';
    case 'edit':
      return 'workspace-write';
    default:
      return assertNever(access);
  }
}

/**
 * The reasoning effort that a model knows. Codex passes any value on and the API refuses a wrong one, so: none for the GPT-4
 * family, which does not reason; `xhigh` only since GPT-5.2 and for `-codex-max`, else `high`.
 */
export function codexEffort(request: AttemptRequest): 'low' | 'medium' | 'high' | 'xhigh' | undefined {
  const level = thinkingLevel(request.thinking ?? request.model.thinking);
  const model = request.model.model.toLowerCase();
  if (level === undefined || /^gpt-[34]/.test(model)) return undefined;
  if (level !== 'xhigh' && level !== 'max') return level;
  return /^gpt-(5\.[2-9]|[6-9])|-codex-max/.test(model) ? 'xhigh' : 'high';
}
