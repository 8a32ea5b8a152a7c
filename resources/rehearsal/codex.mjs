// Codex CLI's two faces as version 0.169.0 prints them: `app-server` (JSON-RPC, a line each) and `exec --json`.
import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';

const url = 'http://127.0.0.1:0/v1/responses';
const failures = {
  'rate-limited': {
    text: 'exceeded retry limit, last status: 429 Too Many Requests',
    info: { responseTooManyFailedAttempts: { httpStatusCode: 429 } },
  },
  quota: { text: 'Quota exceeded. Check your plan and billing details.', info: 'usageLimitExceeded' },
  overloaded: {
    text: `unexpected status 503 Service Unavailable: overloaded, url: ${url}`,
    info: { httpConnectionFailed: { httpStatusCode: 503 } },
  },
  'signed-out': {
    text: `unexpected status 401 Unauthorized: Missing bearer or basic authentication in header, url: ${url}`,
    info: { httpConnectionFailed: { httpStatusCode: 401 } },
  },
  'model-unknown': { text: 'The model does not exist or you do not have access to it.', info: 'modelNotFound' },
  cut: { text: 'stream disconnected before completion: error sending request', info: 'other' },
};

const kindOf = (action) => (action.content === null ? 'delete' : action.before === undefined ? 'add' : 'update');

/** The whole text of a new or deleted file; of a changed one a single hunk from the first differing line on, without context. */
function diffOf({ before, content }) {
  if (before === undefined || content === null) return content ?? before ?? '';
  const rows = (text) => text.split('\n').slice(0, -1);
  const [old, now] = [rows(before), rows(content)];
  let same = 0;
  while (same < old.length && same < now.length && old[same] === now[same]) same++;
  const changed = [...old.slice(same).map((row) => `-${row}\n`), ...now.slice(same).map((row) => `+${row}\n`)];
  return `@@ -${same + 1},${old.length - same} +${same + 1},${now.length - same} @@\n${changed.join('')}`;
}

/** Chooses the face by the first argument. */
export function playCodex(stage) {
  return stage.args.includes('app-server') ? playServer(stage) : playExec(stage);
}

async function playServer(stage) {
  let thread;
  const say = (method, params) => stage.print({ method, params, emittedAtMs: Date.now() });
  const rows = createInterface({ input: process.stdin });
  let interrupt;
  let interrupted = false;
  // Heard while a turn is played too.
  rows.on('line', (row) => {
    const { id, method } = JSON.parse(row);
    if (method !== 'turn/interrupt') return;
    interrupted = true;
    stage.print({ id, result: {} });
    interrupt?.();
  });
  rows.on('close', () => {
    if (interrupted) process.exit(0);
  });
  for await (const row of rows) {
    const request = JSON.parse(row);
    const answer = (result) => stage.print({ id: request.id, result });
    if (request.method === 'initialize') {
      answer({
        userAgent: 'rehearsal/0.169.0',
        codexHome: process.env.CODEX_HOME ?? '',
        platformFamily: 'unix',
        platformOs: 'linux',
      });
    } else if (request.method === 'thread/start') {
      const { model, cwd = stage.cwd, sandbox = 'read-only', approvalPolicy = 'never' } = request.params;
      thread = { id: randomUUID(), model, cwd, mayEdit: sandbox === 'workspace-write' };
      const shape = {
        id: thread.id,
        model,
        cwd,
        ephemeral: true,
        status: { type: 'idle' },
        cliVersion: '0.169.0',
        turns: [],
      };
      answer({
        thread: shape,
        model,
        modelProvider: 'rehearsal',
        cwd,
        approvalPolicy,
        sandbox: { type: thread.mayEdit ? 'workspaceWrite' : 'readOnly', networkAccess: false },
        reasoningEffort: null,
      });
      say('thread/started', { thread: shape });
    } else if (request.method === 'turn/start') {
      const prompt = request.params.input.map((item) => item.text ?? '').join('\n');
      const turn = {
        id: randomUUID(),
        items: [],
        itemsView: 'notLoaded',
        status: 'inProgress',
        error: null,
        startedAt: Math.floor(Date.now() / 1000),
        completedAt: null,
        durationMs: null,
      };
      say('turn/started', { threadId: thread.id, turn });
      answer({ turn: { ...turn, startedAt: null } });
      const exit = await playTurn(stage, thread, turn, prompt, say, (act) => (interrupt = act));
      if (exit !== undefined) return exit;
    } else if (request.id !== undefined && request.method !== 'turn/interrupt') {
      stage.print({
        id: request.id,
        error: { code: -32601, message: `no such method in the rehearsal: ${request.method}` },
      });
    }
  }
  return 0;
}

/** One turn of the app server; resolves to an exit code where the server ends with it. `onInterrupt` takes what then happens. */
async function playTurn(stage, thread, turn, prompt, say, onInterrupt) {
  const part = await stage.findPart('codex', thread.model, prompt);
  const about = { threadId: thread.id, turnId: turn.id };
  const started = Date.now();
  const item = (state, fields) =>
    say(`item/${state}`, {
      item: { ...fields, startedAtMs: started, completedAtMs: state === 'completed' ? Date.now() : null },
      ...about,
    });
  const end = (status, error, items) => {
    say('thread/status/changed', { threadId: thread.id, status: { type: error ? 'systemError' : 'idle' } });
    if (error) say('error', { error, willRetry: false, ...about });
    say('turn/completed', {
      threadId: thread.id,
      turn: {
        ...turn,
        items,
        status,
        error,
        completedAt: Math.floor(Date.now() / 1000),
        durationMs: Date.now() - started,
      },
    });
  };
  onInterrupt(() => end('interrupted', null, []));
  if (part.fail === 'garbage') {
    stage.print('{"method": broken');
    return 0;
  }
  const failure = failures[part.fail];
  const error = failure && { message: failure.text, codexErrorInfo: failure.info, additionalDetails: null };
  if (failure && part.fail !== 'cut') return end('failed', error, []);
  item('completed', {
    type: 'userMessage',
    id: randomUUID(),
    content: [{ type: 'text', text: prompt, text_elements: [] }],
  });

  if (part.fail === undefined) {
    for (const [index, action] of part.actions.entries()) {
      const id = `call_${index}`;
      if (action.kind === 'read') {
        const command = {
          type: 'commandExecution',
          id,
          command: `/bin/bash -lc 'cat ${action.path}'`,
          cwd: thread.cwd,
          source: 'unifiedExecStartup',
          commandActions: [{ type: 'unknown', command: `cat ${action.path}` }],
        };
        item('started', { ...command, status: 'inProgress', aggregatedOutput: null, exitCode: null, durationMs: null });
        await stage.step();
        item('completed', {
          ...command,
          status: 'completed',
          aggregatedOutput: null,
          exitCode: 0,
          durationMs: Date.now() - started,
        });
        continue;
      }
      const change = {
        path: action.file,
        kind: { type: kindOf(action), ...(kindOf(action) === 'update' ? { move_path: null } : {}) },
        diff: diffOf(action),
      };
      item('started', { type: 'fileChange', id, changes: [change], status: 'inProgress' });
      await stage.step();
      if (thread.mayEdit) stage.perform(action);
      item('completed', {
        type: 'fileChange',
        id,
        changes: [change],
        status: thread.mayEdit ? 'completed' : 'declined',
      });
    }
  }
  const message = { type: 'agentMessage', id: `msg_${turn.id}`, text: '', phase: null };
  item('started', message);
  let shown = 0;
  for await (const delta of stage.pieces(part.text)) {
    say('item/agentMessage/delta', { ...about, itemId: message.id, delta });
    if (part.fail === undefined || ++shown < 2) continue;
    const exit = await stage.breakOff(part);
    if (exit !== undefined) return exit;
    return end('failed', error, []);
  }
  item('completed', { ...message, text: part.text });
  const output = Math.ceil(part.text.length / 4);
  const total = {
    totalTokens: part.tokensIn + output,
    inputTokens: part.tokensIn,
    cachedInputTokens: 0,
    outputTokens: output,
    reasoningOutputTokens: 0,
  };
  say('thread/tokenUsage/updated', { ...about, tokenUsage: { total, last: total, modelContextWindow: 258400 } });
  return end('completed', null, [{ ...message, text: part.text }]);
}

async function playExec(stage) {
  const model = stage.flag(stage.args, '-m', '--model') ?? 'gpt-5.1-codex';
  const mayEdit =
    stage.flag(stage.args, '--sandbox', '-s') === 'workspace-write' ||
    stage.args.includes('sandbox_mode="workspace-write"');
  const part = await stage.findPart('codex', model, await stage.readInput());
  if (part.fail === 'garbage') {
    stage.print('thread.started, honestly');
    return 0;
  }
  stage.print({ type: 'thread.started', thread_id: randomUUID() });
  stage.print({ type: 'turn.started' });
  const exit = await stage.breakOff(part);
  if (exit !== undefined) return exit;
  const failure = failures[part.fail];
  if (failure) {
    stage.print({ type: 'error', message: failure.text });
    stage.print({ type: 'turn.failed', error: { message: failure.text } });
    return 1;
  }
  let items = 0;
  for (const action of part.actions) {
    const id = `item_${items++}`;
    const read = action.kind === 'read';
    const item = read
      ? { id, type: 'command_execution', command: `/bin/bash -lc 'cat ${action.path}'`, aggregated_output: '' }
      : { id, type: 'file_change', changes: [{ path: action.file, kind: kindOf(action) }] };
    stage.print({
      type: 'item.started',
      item: { ...item, ...(read ? { exit_code: null } : {}), status: 'in_progress' },
    });
    await stage.step();
    const allowed = read || mayEdit;
    if (allowed) stage.perform(action);
    stage.print({
      type: 'item.completed',
      item: { ...item, ...(read ? { exit_code: 0 } : {}), status: allowed ? 'completed' : 'failed' },
    });
  }
  stage.print({ type: 'item.completed', item: { id: `item_${items}`, type: 'agent_message', text: part.text } });
  const output_tokens = Math.ceil(part.text.length / 4);
  stage.print({
    type: 'turn.completed',
    usage: { input_tokens: part.tokensIn, cached_input_tokens: 0, output_tokens, reasoning_output_tokens: 0 },
  });
  return 0;
}
