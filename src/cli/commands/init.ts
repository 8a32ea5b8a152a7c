import { createTwoFilesPatch } from 'diff';
import type { InitFile } from '../../core/initFiles';
import type { CliContext } from '../cliContext';
import { exitCodes, type ExitCode } from '../exitCodes';
import { writeIfMissing } from '../initFiles';

/** From what stands in the workspace to what MAO would write: one can apply it by hand, or with `git apply`. */
function difference({ path, text }: InitFile, theirs: string): string {
  const patch = createTwoFilesPatch(`a/${path}`, `b/${path}`, theirs, text);
  return patch.replace(/^=+\n/, '').trimEnd();
}

/**
 * `mao init`: writes the configuration of the workspace, and what Claude Code needs to drive `mao`, where it is missing;
 * `prompts`: the prompt templates too. Never overwrites; a file that differs is left, and the difference shown.
 */
export async function init(context: CliContext, files: readonly InitFile[], prompts: boolean): Promise<ExitCode> {
  const { output } = context;
  const written: string[] = [];
  const kept: string[] = [];
  const differs: { path: string; patch: string }[] = [];
  for (const file of files.filter(({ group }) => prompts || group !== 'prompts')) {
    const outcome = await writeIfMissing(context.options.cwd, file);
    if (outcome.kind === 'written') {
      written.push(file.path);
      output.say(`✓ ${file.path}`);
      continue;
    }
    kept.push(file.path);
    output.say(`○ ${file.path}: ${outcome.kind === 'same' ? 'there already' : "kept yours, which differs from MAO's"}`);
    if (outcome.kind === 'differs') differs.push({ path: file.path, patch: difference(file, outcome.theirs) });
  }
  if (differs.length > 0) output.say(`\nWhat MAO would write (nothing was overwritten):`);
  for (const { patch } of differs) output.say(`\n${patch}`);
  if (output.json) output.result(JSON.stringify({ written, kept, differs }));
  return exitCodes.done;
}
