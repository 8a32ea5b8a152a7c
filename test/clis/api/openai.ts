import * as z from 'zod';
import { resetsAt, type Dialect, type ToolCall } from './dialect';
import type { PlannedWrite } from './part';

const content = z.union([z.string(), z.array(z.looseObject({ text: z.string().optional() }))]);
const item = z.looseObject({ type: z.string().optional(), role: z.string().optional(), content: content.optional() });
/** The tools of an MCP server stand in a namespace of their own. */
const toolSchema = z.looseObject({
  type: z.string(),
  name: z.string().optional(),
  tools: z.array(z.looseObject({ name: z.string() })).default([]),
});
const requestSchema = z.object({
  model: z.string(),
  stream: z.boolean().default(false),
  tools: z.array(toolSchema).default([]),
  input: z.union([z.string(), z.array(item)]),
});

const textOf = (value: z.infer<typeof content> | undefined) =>
  typeof value === 'string' ? value : (value ?? []).map(({ text }) => text ?? '').join('\n');

const failures = {
  'rate-limited': [429, 'requests', 'rate_limit_exceeded', 'Rate limit reached. Please try again in 2s.'],
  quota: [429, 'insufficient_quota', 'insufficient_quota', 'You exceeded your current quota, please check your plan.'],
  'reset-told': [429, 'usage_limit_reached', null, 'The usage limit has been reached'],
  'server-error': [500, 'server_error', null, 'The server had an error.'],
  overloaded: [503, 'server_error', null, 'The server is overloaded.'],
  'signed-out': [401, 'invalid_request_error', 'invalid_api_key', 'Incorrect API key provided: test-key.'],
  'model-unknown': [
    404,
    'invalid_request_error',
    'model_not_found',
    'The model does not exist or you do not have access to it.',
  ],
} as const;

const added = (text: string) =>
  text
    .replace(/\n$/, '')
    .split('\n')
    .map((row) => `+${row}`)
    .join('\n');

/** A patch in Codex's own format: a new file, lines after the last one, or everything replaced. */
function patchOf({ path, before, content: text }: PlannedWrite): string {
  if (before === undefined) return `*** Add File: ${path}\n${added(text)}`;
  const old = before.replace(/\n$/, '').split('\n');
  const last = old.at(-1) ?? '';
  if (text.startsWith(before)) return `*** Update File: ${path}\n@@\n ${last}\n${added(text.slice(before.length))}`;
  return `*** Update File: ${path}\n@@\n${old.map((row) => `-${row}`).join('\n')}\n${added(text)}`;
}

/** A tool of an MCP server is `namespace/tool` here; a call names the two apart. */
const toolOf = (name: string) => name.slice(name.indexOf('/') + 1);
const namespaceOf = (name: string) => (name.includes('/') ? name.slice(0, name.indexOf('/')) : undefined);

/** OpenAI's Responses API. */
export const openai: Dialect = {
  cli: 'codex',
  read(path, body) {
    if (!path.endsWith('/responses')) return undefined;
    const { model, stream, tools, input } = requestSchema.parse(body);
    const items = typeof input === 'string' ? [{ role: 'user', content: input }] : input;
    return {
      model,
      stream,
      prompt: items
        .filter(({ role }) => role === 'user')
        .map((one) => textOf(one.content))
        .join('\n'),
      tools: tools.flatMap(({ name, type, tools: own }) =>
        type === 'namespace' ? own.map((tool) => `${name ?? ''}/${tool.name}`) : [name ?? type],
      ),
      done: items.filter((one) => 'type' in one && (one.type ?? '').endsWith('_call')).length,
    };
  },
  side: (path) => (path.endsWith('/models') ? { object: 'list', data: [], models: [] } : undefined),
  toolCalls({ read }, writes, tools, cwd) {
    const shell = ['exec_command', 'shell_command', 'shell'].find((name) => tools.includes(name));
    if (shell === undefined) return [];
    const call = (command: string): ToolCall => {
      const input =
        shell === 'exec_command'
          ? { cmd: command, workdir: cwd }
          : { command: shell === 'shell' ? ['bash', '-c', command] : command, workdir: cwd };
      return { name: shell, input };
    };
    const patch = `apply_patch <<'END_OF_PATCH'\n*** Begin Patch\n${writes.map(patchOf).join('\n')}\n*** End Patch\nEND_OF_PATCH\n`;
    return [...read.map((path) => call(`cat '${path}'`)), ...(writes.length > 0 ? [call(patch)] : [])];
  },
  frames(call, reply, tokens, id) {
    const one =
      reply.kind === 'tool'
        ? {
            type: 'function_call',
            id: `fc_${id}`,
            call_id: `call_${id}`,
            name: toolOf(reply.call.name),
            namespace: namespaceOf(reply.call.name),
            arguments: JSON.stringify(reply.call.input),
            status: 'completed',
          }
        : {
            type: 'message',
            id: `msg_${id}`,
            role: 'assistant',
            status: 'completed',
            content: [{ type: 'output_text', text: reply.chunks.join(''), annotations: [] }],
          };
    const usage = {
      input_tokens: tokens.input,
      input_tokens_details: { cached_tokens: 0 },
      output_tokens: tokens.output,
      output_tokens_details: { reasoning_tokens: 0 },
      total_tokens: tokens.input + tokens.output,
    };
    const base = { id: `resp_${id}`, object: 'response', created_at: 1, model: call.model, error: null };
    const begun = { ...base, status: 'in_progress', output: [], usage: null };
    const completed = { ...base, status: 'completed', output: [one], usage };
    if (!call.stream) return [JSON.stringify(completed)];
    const opening =
      reply.kind === 'tool'
        ? { ...one, arguments: '', status: 'in_progress' }
        : { ...one, content: [], status: 'in_progress' };
    const place = { item_id: one.id, output_index: 0 };
    const middle =
      reply.kind === 'tool'
        ? [{ type: 'response.function_call_arguments.done', ...place, arguments: one.arguments }]
        : [
            {
              type: 'response.content_part.added',
              ...place,
              content_index: 0,
              part: { type: 'output_text', text: '', annotations: [] },
            },
            ...reply.chunks.map((delta) => ({ type: 'response.output_text.delta', ...place, content_index: 0, delta })),
            { type: 'response.output_text.done', ...place, content_index: 0, text: reply.chunks.join('') },
          ];
    const events = [
      { type: 'response.created', response: begun },
      { type: 'response.output_item.added', output_index: 0, item: opening },
      ...middle,
      { type: 'response.output_item.done', output_index: 0, item: one },
      { type: 'response.completed', response: completed },
    ];
    return events.map(
      (event, sequence) => `event: ${event.type}\ndata: ${JSON.stringify({ ...event, sequence_number: sequence })}\n\n`,
    );
  },
  failure(name) {
    const [status, type, code, message] = failures[name === 'hang' || name === 'cut' ? 'overloaded' : name];
    const told = name === 'reset-told' ? { plan_type: 'plus', resets_at: resetsAt() } : {};
    return { status, body: { error: { message, type, param: null, code, ...told } } };
  },
};
