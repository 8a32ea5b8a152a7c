import type { DoctorReport } from '../../core/diagnosis';
import { doctorLines } from '../../presentation/doctorText';
import type { CliContext } from '../cliContext';
import { exitCodes, type ExitCode } from '../exitCodes';

/** `mao doctor`: what a run needs and whether it is there; `probe` asks one model of each CLI for a word. */
export async function doctor(context: CliContext, probe: boolean): Promise<ExitCode> {
  const { engine, output, signal } = context;
  const report = await engine.diagnose({ probe }, signal);
  if (output.json) output.result(JSON.stringify(report));
  else for (const line of doctorLines(report)) output.result(line);
  return signal.aborted ? exitCodes.cancelled : doctorExitCode(report);
}

/** A broken configuration counts before models that can not be reached, and those before anything else that failed. */
export function doctorExitCode({ checks, reachable }: DoctorReport): ExitCode {
  const failed = checks.filter(({ state }) => state === 'failed').map(({ id }) => id);
  if (failed.includes('configuration')) return exitCodes.usage;
  if (reachable.length === 0) return exitCodes.unreachable;
  return failed.length > 0 ? exitCodes.unclean : exitCodes.done;
}
