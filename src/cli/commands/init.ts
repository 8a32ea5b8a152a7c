import type { InitFile } from '../initFiles';
import type { CliContext } from '../cliContext';
import { exitCodes, type ExitCode } from '../exitCodes';

/** `mao init`: writes the configuration files that are missing; never overwrites one. */
export async function init(context: CliContext, files: readonly InitFile[]): Promise<ExitCode> {
  const { output } = context;
  const written: string[] = [];
  const kept: string[] = [];
  for (const file of files) {
    const outcome = await file.writeIfMissing(context.options.cwd);
    (outcome === 'written' ? written : kept).push(file.path);
    const differs = outcome === 'differs' ? 'kept yours, which differs from the default' : 'there already';
    output.say(outcome === 'written' ? `✓ ${file.path}` : `○ ${file.path}: ${differs}`);
  }
  if (output.json) output.result(JSON.stringify({ written, kept }));
  return exitCodes.done;
}
