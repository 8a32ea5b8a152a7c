// Claude Code's `-p --output-format stream-json --verbose --include-partial-messages`, as version 2.1.330 prints it.
import { randomUUID } from 'node:crypto';

const failures = {
  'rate-limited': {
    status: 429,
    error: 'rate_limit',
    type: 'rate_limit_error',
    text: 'API Error: Request rejected (429) · Number of request tokens has exceeded your rate limit',
  },
  quota: { status: 429, error: 'rate_limit', type: 'rate_limit_error', text: "You've hit your limit · resets 11pm" },
  overloaded: {
    status: 529,
    error: 'server_error',
    type: 'overloaded_error',
    text: 'API Error: 529 Overloaded. This is a server-side issue, usually temporary — try again in a moment.',
  },
  'signed-out': { status: null, error: 'authentication_failed', text: 'Not logged in · Please run /login' },
  'model-unknown': {
    status: 404,
    error: 'model_not_found',
    type: 'not_found_error',
    text: "There's an issue with the selected model. It may not exist or you may not have access to it. Run --model to pick a different model.",
  },
};

const usageOf = (input, output) => ({
  input_tokens: input,
  cache_creation_input_tokens: 0,
  cache_read_input_tokens: 0,
  output_tokens: output,
});

/** Plays one prompt from stdin; resolves to the exit code. */
export async function playClaude(stage) {
  const session = randomUUID();
  const model = stage.flag(stage.args, '--model') ?? 'sonnet';
  const mode = stage.flag(stage.args, '--permission-mode') ?? 'default';
  const mayEdit = mode === 'acceptEdits';
  const line = (value) => stage.print({ ...value, session_id: session, uuid: randomUUID() });
  const part = await stage.findPart('claude', model, await stage.readInput());

  if (part.fail === 'garbage') {
    stage.print('Segmentation fault?? {"type":"resu');
    stage.print('\u0000\u0001 not json');
    return 0;
  }
  const tools = mayEdit ? ['Edit', 'Glob', 'Grep', 'Read', 'Write'] : ['Glob', 'Grep', 'Read'];
  line({
    type: 'system',
    subtype: 'init',
    cwd: stage.cwd,
    tools,
    mcp_servers: [],
    model,
    permissionMode: mode,
    apiKeySource: 'none',
    claude_code_version: '2.1.330',
    output_style: 'rehearsal',
  });
  line({ type: 'system', subtype: 'status', status: 'requesting' });

  const started = Date.now();
  const finish = (fields, usage) =>
    line({
      duration_api_ms: 0,
      stop_reason: 'end_turn',
      total_cost_usd: part.costUsd ?? 0,
      usage,
      permission_denials: [],
      num_turns: 1,
      subtype: 'success',
      api_error_status: null,
      type: 'result',
      duration_ms: Date.now() - started,
      ...fields,
    });
  const failure = failures[part.fail];
  if (failure) {
    const message = {
      id: randomUUID(),
      model: '<synthetic>',
      role: 'assistant',
      stop_reason: 'stop_sequence',
      type: 'message',
      usage: usageOf(0, 0),
      content: [{ type: 'text', text: failure.text }],
    };
    const status = failure.status === null ? {} : { api_error_status: failure.status, api_error_type: failure.type };
    line({
      type: 'assistant',
      message,
      parent_tool_use_id: null,
      error: failure.error,
      is_api_error_message: true,
      ...status,
    });
    finish(
      { is_error: true, result: failure.text, terminal_reason: 'api_error', modelUsage: {}, ...status },
      usageOf(0, 0),
    );
    return 1;
  }

  const event = (value) => line({ type: 'stream_event', event: value, parent_tool_use_id: null });
  let turns = 0;
  let outputTokens = 0;
  const denials = [];
  const begin = () => {
    const id = `msg_rehearsal_${++turns}`;
    event({
      type: 'message_start',
      message: {
        id,
        type: 'message',
        role: 'assistant',
        model,
        content: [],
        stop_reason: null,
        stop_sequence: null,
        usage: usageOf(part.tokensIn, 1),
      },
    });
    return id;
  };
  const end = (id, content, reason, tokens) => {
    outputTokens += tokens;
    line({
      type: 'assistant',
      message: {
        id,
        type: 'message',
        role: 'assistant',
        model,
        content: [content],
        stop_reason: null,
        usage: usageOf(part.tokensIn, 1),
      },
      parent_tool_use_id: null,
    });
    event({ type: 'content_block_stop', index: 0 });
    event({
      type: 'message_delta',
      delta: { stop_reason: reason, stop_sequence: null },
      usage: { output_tokens: tokens },
    });
    event({ type: 'message_stop' });
  };
  const useTool = async (action) => {
    const id = begin();
    const tool = `toolu_rehearsal_${turns}`;
    const name = action.kind === 'read' ? 'Read' : 'Write';
    const input =
      action.kind === 'read' ? { file_path: action.file } : { file_path: action.file, content: action.content };
    event({ type: 'content_block_start', index: 0, content_block: { type: 'tool_use', id: tool, name, input: {} } });
    event({
      type: 'content_block_delta',
      index: 0,
      delta: { type: 'input_json_delta', partial_json: JSON.stringify(input) },
    });
    end(id, { type: 'tool_use', id: tool, name, input }, 'tool_use', Math.ceil(JSON.stringify(input).length / 4));
    await stage.step();
    const allowed = action.kind === 'read' || mayEdit;
    const refusal = `Cannot write to ${action.file} while in ${mode} mode.`;
    if (allowed) stage.perform(action);
    else {
      denials.push({ tool_name: name, tool_use_id: tool, tool_input: input });
      line({ type: 'system', subtype: 'permission_denied', tool_name: name, tool_use_id: tool, message: refusal });
    }
    const content = allowed ? `File ${action.kind === 'read' ? 'read' : 'written'}: ${action.file}` : refusal;
    line({
      type: 'user',
      message: {
        role: 'user',
        content: [{ tool_use_id: tool, type: 'tool_result', content, ...(allowed ? {} : { is_error: true }) }],
      },
      parent_tool_use_id: null,
    });
    line({ type: 'system', subtype: 'status', status: 'requesting' });
  };

  if (part.fail === undefined) for (const action of part.actions) await useTool(action);
  const id = begin();
  event({ type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } });
  let shown = 0;
  for await (const text of stage.pieces(part.text)) {
    event({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } });
    if (part.fail === undefined || ++shown < 2) continue;
    const exit = await stage.breakOff(part);
    if (exit !== undefined) return exit;
    break;
  }
  if (part.fail === 'cut') {
    // The API's stream broke off: Claude Code asks again and the first words come twice.
    event({ type: 'content_block_stop', index: 0 });
    event({ type: 'message_stop' });
    line({
      type: 'system',
      subtype: 'api_retry',
      attempt: 1,
      max_retries: 1,
      retry_delay_ms: 20,
      error_status: null,
      error: 'unknown',
    });
    await stage.sleep(20);
    begin();
    event({ type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } });
    for await (const text of stage.pieces(part.text))
      event({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } });
  }
  end(id, { type: 'text', text: part.text }, 'end_turn', Math.ceil(part.text.length / 4));
  const usage = usageOf(part.tokensIn * turns, outputTokens);
  const modelUsage = {
    [model]: {
      inputTokens: usage.input_tokens,
      outputTokens,
      cacheReadInputTokens: 0,
      cacheCreationInputTokens: 0,
      costUSD: part.costUsd ?? 0,
    },
  };
  finish(
    {
      is_error: false,
      result: part.text,
      terminal_reason: 'completed',
      num_turns: turns,
      permission_denials: denials,
      modelUsage,
    },
    usage,
  );
  return 0;
}
