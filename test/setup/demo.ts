// npm run demo: develops sections 2 and 3 of the bundled sample project in a temporary copy, with scripted models.
// npm run demo -- --real: the same with your own CLIs, which uses your quota (asks first; `--yes` answers).
import { dirname, join, relative, resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { execa } from 'execa';
import { buildIfNeeded } from './buildIfNeeded';
import { writeRehearsalConfig } from './rehearsalConfig';
import { copySampleProject } from './sampleProject';

const args = process.argv.slice(2);
const unknown = args.filter((argument) => !['--real', '--yes'].includes(argument));
if (unknown.length > 0) throw new Error(`Unknown: ${unknown.join(' ')}. Usage: npm run demo [-- --real [--yes]]`);
const real = args.includes('--real');
const say = (text: string) => process.stderr.write(`${text}\n`);

async function mayUseQuota(): Promise<boolean> {
  if (args.includes('--yes')) return true;
  const question =
    'This lets your own Claude Code, Codex CLI and Gemini CLI work, which uses your quota. Go on? [y/N] ';
  if (!process.stdin.isTTY) {
    say(`${question}\nNobody is here to ask: say "npm run demo -- --real --yes".`);
    return false;
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question(question);
  terminal.close();
  return /^y(es)?$/i.test(answer.trim());
}

/** Runs `mao` in the copy with the terminal as its own; resolves to the exit code. */
async function mao(folder: string, ...command: readonly string[]): Promise<number> {
  say(`\n$ mao ${command.join(' ')}\n`);
  const config = real
    ? []
    : [
        '--config',
        writeRehearsalConfig(dirname(folder), {
          partsFile: 'resources/rehearsal/repair.mjs',
          pace: 15,
          state: join(dirname(folder), 'rehearsal-state'),
        }),
      ];
  const program = [resolve('dist/mao.js'), ...command, ...config];
  const { exitCode } = await execa(process.execPath, program, { cwd: folder, stdio: 'inherit', reject: false });
  return exitCode ?? 1;
}

async function showChanges(folder: string): Promise<void> {
  const git = execa({ cwd: folder, stdio: ['ignore', 2, 2] });
  await git`git add --all --intent-to-add`;
  await git`git --no-pager diff --stat`;
}

async function demo(): Promise<number> {
  if (real && !(await mayUseQuota())) return 2;
  await buildIfNeeded();
  const started = Date.now();
  const folder = copySampleProject('mao-demo-');
  say(
    real
      ? 'MAO demo with your own CLIs.'
      : 'MAO demo. The models are SCRIPTED (resources/rehearsal): they print what the real CLIs print, and no model is asked.\n' +
          'Everything else is real: processes, worktrees, merges, the conflict, the checks, the culprit and its repair, the change set.',
  );
  say(`A copy of the sample project: ${folder}`);
  const developed = await mao(folder, 'develop', '2,3', '--yes');
  const applied = developed === 0 ? await mao(folder, 'apply', '--yes') : developed;
  if (applied === 0) await showChanges(folder);
  // The Node that this runs with: the one on the PATH may be too old for `mao`.
  const command = `${relative(process.cwd(), process.execPath)} ${relative(process.cwd(), resolve('dist/mao.js'))}`;
  say(`
${applied === 0 ? 'Applied in the copy.' : 'Not clean; nothing was applied.'} ${((Date.now() - started) / 1000).toFixed(1)} s.
  project   ${folder}
  run       ${join(folder, '.mao', 'runs')}
  report    ${command} report --cwd ${folder}
  diff      ${command} report --diff --cwd ${folder}
  undo      ${command} revert --cwd ${folder}
Remove the copy when you have seen enough: ${dirname(folder)}`);
  return applied;
}

process.exitCode = await demo();
