import { createInterface } from 'node:readline';
import { execa } from 'execa';
import * as z from 'zod';
import { jsonLine, rehearsalEnv, rehearsalProgram, type JsonLine, type Rehearsal } from './rehearse';

const threadAnswer = z.object({ id: z.literal(2), result: z.object({ thread: z.object({ id: z.string() }) }) });

/** One turn of the scripted `codex app-server`, spoken as its clients do; ends stdin after the turn. */
export async function rehearseTurn(prompt: string, rehearsal: Rehearsal, sandbox = 'workspace-write') {
  const child = execa(process.execPath, [rehearsalProgram, 'codex', 'app-server', ...rehearsal.args], {
    cwd: rehearsal.cwd,
    env: rehearsalEnv(rehearsal),
    extendEnv: false,
    reject: false,
    timeout: 60_000,
    buffer: false,
  });
  const send = (message: JsonLine) => child.stdin.write(JSON.stringify(message) + '\n');
  const { cwd } = rehearsal;
  send({ id: 1, method: 'initialize', params: { clientInfo: { name: 'mao', title: 'MAO', version: '0' } } });
  send({ method: 'initialized' });
  send({ id: 2, method: 'thread/start', params: { model: 'gpt-5.1-codex', cwd, approvalPolicy: 'never', sandbox } });
  const lines: JsonLine[] = [];
  for await (const row of createInterface({ input: child.stdout })) {
    const line = jsonLine.parse(JSON.parse(row));
    lines.push(line);
    const started = threadAnswer.safeParse(line);
    if (started.success) {
      const params = {
        threadId: started.data.result.thread.id,
        input: [{ type: 'text', text: prompt }],
        effort: 'high',
      };
      send({ id: 3, method: 'turn/start', params });
    }
    if (line['method'] === 'turn/completed') child.stdin.end();
  }
  return { lines, exitCode: (await child).exitCode };
}
