import { join } from 'node:path';
import * as z from 'zod';
import { resetsAt, type Dialect } from './dialect';

const block = z.looseObject({ type: z.string(), text: z.string().optional() });
const content = z.union([z.string(), z.array(block)]);
const requestSchema = z.object({
  model: z.string(),
  stream: z.boolean().default(false),
  tools: z.array(z.looseObject({ name: z.string() })).default([]),
  messages: z.array(z.object({ role: z.string(), content })),
});

const blocksOf = (value: z.infer<typeof content>) =>
  typeof value === 'string' ? [{ type: 'text', text: value }] : value;
const sse = (event: { readonly type: string }) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;

const failures = {
  'rate-limited': [429, 'rate_limit_error', 'Number of request tokens has exceeded your rate limit'],
  quota: [429, 'rate_limit_error', 'You have reached your usage limit'],
  'reset-told': [429, 'rate_limit_error', 'This request would exceed your rate limit'],
  'server-error': [500, 'api_error', 'Internal server error'],
  overloaded: [529, 'overloaded_error', 'Overloaded'],
  'signed-out': [401, 'authentication_error', 'invalid x-api-key'],
  'model-unknown': [404, 'not_found_error', 'model: unknown'],
} as const;

/** Anthropic's Messages API. */
export const anthropic: Dialect = {
  cli: 'claude',
  read(path, body) {
    if (!path.endsWith('/v1/messages')) return undefined;
    const { model, stream, tools, messages } = requestSchema.parse(body);
    const said = messages.filter(({ role }) => role === 'user').flatMap((message) => blocksOf(message.content));
    const called = messages.filter(({ role }) => role === 'assistant').flatMap((message) => blocksOf(message.content));
    return {
      model,
      stream,
      prompt: said.map(({ text }) => text ?? '').join('\n'),
      tools: tools.map(({ name }) => name),
      done: called.filter(({ type }) => type === 'tool_use').length,
    };
  },
  side: (path, tokens) => (path.endsWith('/count_tokens') ? { input_tokens: tokens } : undefined),
  toolCalls(part, writes, tools, cwd) {
    if (!tools.includes('Write')) return [];
    // Claude Code writes over a file only after it has read it.
    const reads = [
      ...part.read.map((path) => join(cwd, path)),
      ...writes.flatMap(({ file, before }) => (before === undefined ? [] : [file])),
    ];
    return [
      ...[...new Set(reads)].map((file) => ({ name: 'Read', input: { file_path: file } })),
      ...writes.map(({ file, content: text }) => ({ name: 'Write', input: { file_path: file, content: text } })),
    ];
  },
  frames(call, reply, tokens, id) {
    const reason = reply.kind === 'tool' ? 'tool_use' : 'end_turn';
    const part =
      reply.kind === 'tool'
        ? { type: 'tool_use', id: `toolu_${id}`, name: reply.call.name, input: reply.call.input }
        : { type: 'text', text: reply.chunks.join('') };
    const usage = {
      input_tokens: tokens.input,
      output_tokens: tokens.output,
      cache_creation_input_tokens: 0,
      cache_read_input_tokens: 0,
    };
    const message = {
      id: `msg_${id}`,
      type: 'message',
      role: 'assistant',
      model: call.model,
      content: [part],
      stop_reason: reason,
      stop_sequence: null,
      usage,
    };
    if (!call.stream) return [JSON.stringify(message)];
    const opening = reply.kind === 'tool' ? { ...part, input: {} } : { type: 'text', text: '' };
    const deltas =
      reply.kind === 'tool'
        ? [{ type: 'input_json_delta', partial_json: JSON.stringify(reply.call.input) }]
        : reply.chunks.map((text) => ({ type: 'text_delta', text }));
    return [
      sse({ type: 'message_start', ...{ message: { ...message, content: [], stop_reason: null } } }),
      sse({ type: 'content_block_start', ...{ index: 0, content_block: opening } }),
      ...deltas.map((delta) => sse({ type: 'content_block_delta', ...{ index: 0, delta } })),
      sse({ type: 'content_block_stop', ...{ index: 0 } }),
      sse({
        type: 'message_delta',
        ...{ delta: { stop_reason: reason, stop_sequence: null }, usage: { output_tokens: tokens.output } },
      }),
      sse({ type: 'message_stop' }),
    ];
  },
  failure(name) {
    const [status, type, message] = failures[name === 'hang' || name === 'cut' ? 'overloaded' : name];
    const body = { type: 'error', error: { type, message } };
    if (name !== 'reset-told') return { status, body };
    const headers = {
      'anthropic-ratelimit-unified-status': 'rejected',
      'anthropic-ratelimit-unified-reset': String(resetsAt()),
      'anthropic-ratelimit-unified-representative-claim': 'five_hour',
    };
    return { status, body, headers };
  },
};
