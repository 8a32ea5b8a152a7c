// Gemini CLI's `-o stream-json`, as version 0.61.0 prints it.
import { randomUUID } from 'node:crypto';

// The exit code is the HTTP status modulo 256; 41: no key; 1: unknown model or broken stream.
const failures = {
  'rate-limited': {
    exit: 173,
    text: '[API Error: You exceeded your current quota, please check your plan and billing details.]\nPlease wait and try again later. To increase your limits, request a quota increase through AI Studio, or switch to another /auth method',
  },
  quota: {
    exit: 173,
    text: '[API Error: You have exhausted your daily quota on this model.]\nPlease wait and try again later. To increase your limits, request a quota increase through AI Studio, or switch to another /auth method',
  },
  overloaded: {
    exit: 247,
    text: '[API Error: {"error":{"code":503,"message":"The model is overloaded. Please try again later.","status":"UNAVAILABLE"}}]',
  },
  'model-unknown': { exit: 1, text: '[API Error: models/x is not found for API version v1beta]' },
  cut: { exit: 1, text: '[API Error: terminated]' },
};

/** Plays one prompt from stdin (and `-p`); resolves to the exit code. */
export async function playGemini(stage) {
  const model = stage.flag(stage.args, '-m', '--model') ?? 'gemini-2.5-pro';
  const mayEdit = stage.flag(stage.args, '--approval-mode') === 'auto_edit';
  const line = (type, fields) => stage.print({ type, timestamp: new Date().toISOString(), ...fields });
  const prompt = (await stage.readInput()) + (stage.flag(stage.args, '-p', '--prompt') ?? '');
  const part = await stage.findPart('gemini', model, prompt);

  if (part.fail === 'signed-out') {
    process.stderr.write(
      'When using Gemini API, you must specify the GEMINI_API_KEY environment variable.\nUpdate your environment and try again (no reload needed if using .env)!\n',
    );
    return 41;
  }
  if (part.fail === 'untrusted') {
    process.stderr.write(
      'Gemini CLI is not running in a trusted directory. To proceed, either use `--skip-trust`, set the `GEMINI_CLI_TRUST_WORKSPACE=true` environment variable, or trust this directory in interactive mode.\n',
    );
    return 55;
  }
  process.stderr.write('Ripgrep is not available. Falling back to GrepTool.\n');
  if (part.fail === 'garbage') {
    stage.print('<html><body>502 Bad Gateway</body></html>');
    return 0;
  }
  line('init', { session_id: randomUUID(), model });
  line('message', { role: 'user', content: prompt });

  const started = Date.now();
  const stats = (input, output, calls) => {
    const counts = { total_tokens: input + output, input_tokens: input, output_tokens: output, cached: 0, input };
    return {
      ...counts,
      duration_ms: input === 0 ? 0 : Date.now() - started,
      tool_calls: calls,
      models: { [model]: counts },
    };
  };
  const failure = failures[part.fail];
  const fail = () => {
    line('result', { status: 'error', error: { type: 'unknown', message: failure.text }, stats: stats(0, 0, 0) });
    return failure.exit;
  };
  if (failure && part.fail !== 'cut') return fail();

  let calls = 0;
  if (part.fail === undefined) {
    for (const action of part.actions) {
      const name = action.kind === 'read' ? 'read_file' : 'write_file';
      const id = `${name}__${name}_${Date.now()}_${calls++}`;
      const allowed = action.kind === 'read' || mayEdit;
      const parameters =
        action.kind === 'read' ? { file_path: action.file } : { file_path: action.file, content: action.content };
      line('tool_use', { tool_name: name, tool_id: id, parameters });
      await stage.step();
      if (allowed) stage.perform(action);
      const refusal = {
        status: 'error',
        output: 'Tool execution denied by policy.',
        error: { type: 'policy_violation', message: 'Tool execution denied by policy.' },
      };
      line('tool_result', { tool_id: id, ...(allowed ? { status: 'success' } : refusal) });
    }
  }
  let shown = 0;
  for await (const content of stage.pieces(part.text)) {
    line('message', { role: 'assistant', content, delta: true });
    if (part.fail === undefined || ++shown < 2) continue;
    const exit = await stage.breakOff(part);
    if (exit !== undefined) return exit;
    return fail();
  }
  line('result', {
    status: 'success',
    stats: stats(part.tokensIn * (calls + 1), Math.ceil(part.text.length / 4), calls),
  });
  return 0;
}
