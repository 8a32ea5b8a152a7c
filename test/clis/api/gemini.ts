import { join } from 'node:path';
import * as z from 'zod';
import type { Dialect } from './dialect';

const part = z.looseObject({ text: z.string().optional(), functionCall: z.unknown().optional() });
const requestSchema = z.object({
  contents: z.array(z.looseObject({ role: z.string().optional(), parts: z.array(part).default([]) })).default([]),
  tools: z
    .array(z.looseObject({ functionDeclarations: z.array(z.looseObject({ name: z.string() })).default([]) }))
    .default([]),
});

const failures = {
  'rate-limited': [429, 'RESOURCE_EXHAUSTED', 'Resource has been exhausted (e.g. check quota).', []],
  quota: [
    429,
    'RESOURCE_EXHAUSTED',
    'You exceeded your current quota, please check your plan and billing details.',
    [
      {
        '@type': 'type.googleapis.com/google.rpc.QuotaFailure',
        violations: [{ quotaId: 'GenerateRequestsPerDayPerProjectPerModel-FreeTier', quotaValue: '50' }],
      },
    ],
  ],
  'reset-told': [
    429,
    'RESOURCE_EXHAUSTED',
    'You exceeded your current quota. Please retry in 2400s.',
    [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '2400s' }],
  ],
  'server-error': [500, 'INTERNAL', 'An internal error has occurred.', []],
  overloaded: [503, 'UNAVAILABLE', 'The model is overloaded. Please try again later.', []],
  'signed-out': [401, 'UNAUTHENTICATED', 'Request had invalid authentication credentials.', []],
  'model-unknown': [404, 'NOT_FOUND', 'models/x is not found for API version v1beta', []],
} as const;

/** Google's Gemini API. */
export const gemini: Dialect = {
  cli: 'gemini',
  read(path, body) {
    const [, model, method] = /\/models\/([^:/]+):(streamGenerateContent|generateContent)$/.exec(path) ?? [];
    if (model === undefined) return undefined;
    const { contents, tools } = requestSchema.parse(body);
    const said = contents.filter(({ role }) => role !== 'model').flatMap(({ parts }) => parts);
    return {
      model,
      stream: method === 'streamGenerateContent',
      prompt: said.map(({ text }) => text ?? '').join('\n'),
      tools: tools.flatMap(({ functionDeclarations }) => functionDeclarations.map(({ name }) => name)),
      done: contents.flatMap(({ parts }) => parts).filter(({ functionCall }) => functionCall !== undefined).length,
    };
  },
  side: (path, tokens) => (path.endsWith(':countTokens') ? { totalTokens: tokens } : undefined),
  toolCalls({ read }, writes, tools, cwd) {
    if (!tools.includes('write_file')) return [];
    return [
      ...read.map((path) => ({ name: 'read_file', input: { file_path: join(cwd, path) } })),
      ...writes.map(({ file, content }) => ({ name: 'write_file', input: { file_path: file, content } })),
    ];
  },
  frames(call, reply, tokens, id) {
    const turns =
      reply.kind === 'tool'
        ? [{ functionCall: { name: reply.call.name, args: reply.call.input } }]
        : reply.chunks.map((text) => ({ text }));
    const usageMetadata = {
      promptTokenCount: tokens.input,
      candidatesTokenCount: tokens.output,
      totalTokenCount: tokens.input + tokens.output,
    };
    const answer = (parts: readonly unknown[], last: boolean) => ({
      candidates: [{ index: 0, content: { role: 'model', parts }, ...(last ? { finishReason: 'STOP' } : {}) }],
      usageMetadata,
      modelVersion: call.model,
      responseId: `r${id}`,
    });
    if (!call.stream) return [JSON.stringify(answer(turns, true))];
    return turns.map((turn, index) => `data: ${JSON.stringify(answer([turn], index === turns.length - 1))}\r\n\r\n`);
  },
  failure(name) {
    const [code, status, message, details] = failures[name === 'hang' || name === 'cut' ? 'overloaded' : name];
    return { status: code, body: { error: { code, message, status, details } } };
  },
};
