import type { AttemptRequest } from '../../core/ports/modelAdapter';
import { clientInfo } from '../common/clientInfo';
import type { McpHandout } from '../common/mcpHandout';
import { codexEffort, codexSandbox } from './invocation';

/** The ids of MAO's requests, in the order in which they are sent. */
export const requestIds = { initialize: 1, configRead: 2, threadStart: 3, turnStart: 4, turnInterrupt: 5 } as const;

const message = (content: Readonly<Record<string, unknown>>) => JSON.stringify(content);

export const initialize = message({
  id: requestIds.initialize,
  method: 'initialize',
  params: { clientInfo },
});

export const initialized = message({ method: 'initialized' });

/** Asks for the user's configuration as it is in force: which provider the model is reached by. */
export const configRead = message({
  id: requestIds.configRead,
  method: 'config/read',
  params: { includeLayers: false },
});

/**
 * Starts the attempt's thread: confined, asking nobody, kept nowhere, and with no retries at a provider that the user has
 * configured (a built-in one can not be told; see `patience`). The worktree is named as untrusted: a thread that may write
 * makes the server trust its folder otherwise, for good, in the user's own configuration, and start what the folder's
 * `.codex` names (servers, hooks).
 */
export function threadStart(
  request: AttemptRequest,
  config?: {
    readonly model_provider?: string | null | undefined;
    readonly model_providers?: Readonly<Record<string, unknown>> | null | undefined;
  },
  handout?: McpHandout,
): string {
  const provider = config?.model_provider;
  const own = typeof provider === 'string' && Object.hasOwn(config?.model_providers ?? {}, provider);
  const retries = { request_max_retries: 0, stream_max_retries: 0 };
  return message({
    id: requestIds.threadStart,
    method: 'thread/start',
    params: {
      model: request.model.model,
      cwd: request.workdir,
      approvalPolicy: 'never',
      sandbox: codexSandbox(request.access),
      ephemeral: true,
      config: {
        projects: { [request.workdir]: { trust_level: 'untrusted' } },
        ...(own ? { model_providers: { [provider]: retries } } : {}),
        ...(handout ? { mcp_servers: mcpServers(handout) } : {}),
      },
    },
  });
}

/**
 * The servers in the form of Codex's configuration; over stdin their environment is nobody else's to read. Their tools are
 * approved, since nobody is there to be asked for each call; the user has approved the server.
 */
const mcpServers = ({ servers }: McpHandout) =>
  Object.fromEntries(
    [...servers].map(([name, server]) => [name, { ...server, default_tools_approval_mode: 'approve' }]),
  );

/** Sends the prompt. */
export function turnStart(request: AttemptRequest, threadId: string): string {
  const effort = codexEffort(request);
  return message({
    id: requestIds.turnStart,
    method: 'turn/start',
    params: { threadId, input: [{ type: 'text', text: request.prompt }], ...(effort === undefined ? {} : { effort }) },
  });
}

/** Asks the model to leave its turn where it is; the server then tells of the turn's end. */
export function turnInterrupt(threadId: string, turnId: string): string {
  return message({ id: requestIds.turnInterrupt, method: 'turn/interrupt', params: { threadId, turnId } });
}

const declined: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['item/commandExecution/requestApproval', { decision: 'decline' }],
  ['item/fileChange/requestApproval', { decision: 'decline' }],
  ['item/permissions/requestApproval', { permissions: {}, scope: 'turn' }],
  ['mcpServer/elicitation/request', { action: 'decline', content: null }],
  ['item/tool/requestUserInput', { answers: {} }],
  ['item/tool/call', { contentItems: [], success: false }],
]);

/** The answer to whatever the server asks of its client: no. */
export function answerTo(id: string | number, method: string): string {
  const result = declined.get(method);
  if (result !== undefined) return message({ id, result });
  return message({ id, error: { code: -32601, message: 'MAO grants nothing while a model works.' } });
}
