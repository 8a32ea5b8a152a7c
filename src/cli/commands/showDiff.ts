import { createTwoFilesPatch } from 'diff';
import { UsageError } from '../../core/usageError';
import type { CliContext } from '../cliContext';
import { exitCodes, type ExitCode } from '../exitCodes';
import { changing, runNamed } from '../runNamed';

const isBinary = (bytes: Uint8Array | undefined) => bytes?.includes(0) ?? false;
const textOf = (bytes: Uint8Array | undefined) => (bytes ? Buffer.from(bytes).toString('utf8') : '');

/** One file of the change set as a patch in git's form. */
async function patchOf(
  { engine }: CliContext,
  runId: string,
  { path, from }: { readonly path: string; readonly from?: string | undefined },
): Promise<string> {
  const { base, result } = await engine.readSides(runId, path, from);
  if (!base && !result) {
    throw new UsageError(
      `The commits of run ${runId} are gone from MAO's snapshot repository, so its changes can not be shown.`,
    );
  }
  const before = base ? `a/${from ?? path}` : '/dev/null';
  const after = result ? `b/${path}` : '/dev/null';
  const kind = base ? (result ? '' : 'deleted file mode 100644\n') : 'new file mode 100644\n';
  const renamed = from === undefined ? kind : `rename from ${from}\nrename to ${path}\n`;
  const head = `diff --git a/${from ?? path} b/${path}\n${renamed}`;
  if (isBinary(base) || isBinary(result)) return `${head}Binary files ${before} and ${after} differ\n`;
  const patch = createTwoFilesPatch(before, after, textOf(base), textOf(result));
  // Without a hunk, a new file is empty and a renamed one has stayed as it was.
  return `${head}${patch.includes('\n@@') ? patch.replace(/^=+\n/, '') : ''}`;
}

/** `mao report [run] --diff`: what the run changes, before or after it was applied. */
export async function showDiff(context: CliContext, run: string | undefined): Promise<ExitCode> {
  const { engine, output } = context;
  const runId = await runNamed(engine, run, changing);
  const { changes } = await engine.loadRun(runId);
  if (!changes) throw new UsageError(`Run ${runId} has proposed no changes. See: mao runs`);
  const patches = await Promise.all(changes.files.map((file) => patchOf(context, runId, file)));
  const text = patches.join('');
  output.result(output.json ? JSON.stringify({ runId, diff: text }) : text.trimEnd());
  return exitCodes.done;
}
