import type { AttemptRequest } from '../../core/ports/modelAdapter';

/**
 * The body of `POST /api/chat` for a request. `truncate: false` makes a prompt that does not fit an error (Ollama ≥ 0.12.6;
 * older ones pass over it) instead of one that is cut at its beginning and answered all the same.
 */
export function chatBody(request: AttemptRequest, numCtx: number): string {
  return JSON.stringify({
    model: request.model.model,
    messages: [{ role: 'user', content: request.prompt }],
    stream: true,
    truncate: false,
    options: { num_ctx: numCtx },
  });
}
