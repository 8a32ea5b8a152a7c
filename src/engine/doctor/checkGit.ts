import { askProgram } from '../../adapters/common/askProgram';
import type { Diagnosis } from '../../core/diagnosis';
import { UsageError } from '../../core/usageError';
import { ownGitEnvironment } from '../../workspace/git/gitEnvironment';
import { assertSupportedVersion } from '../../workspace/git/gitVersion';
import type { DoctorInput } from './doctorInput';
import { well, wrong } from './finding';

const patienceSeconds = 10;

/** Git 2.38 or newer on PATH. */
export async function checkGit(input: DoctorInput, signal: AbortSignal): Promise<Diagnosis> {
  const subject = { id: 'git', area: 'machine', title: 'git' } as const;
  const install = 'Install git 2.38 or newer from https://git-scm.com.';
  const path = await input.findProgram('git');
  if (path === undefined) return wrong(subject, 'not found on PATH', install);
  const env = ownGitEnvironment(input.environment);
  const invocation = { file: path, args: ['--version'], cwd: input.workspace, env, stdin: undefined };
  const { stdout, end } = await askProgram(input.runner, invocation, patienceSeconds, signal);
  if (end.kind !== 'exited') return wrong(subject, `${path} does not start or end`, install, { path });
  const version = stdout.trim().replace(/^git version /, '');
  try {
    assertSupportedVersion(stdout);
    return well(subject, version, { path, version });
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return wrong(subject, version, error.message, { path, version });
  }
}
