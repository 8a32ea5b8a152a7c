import type { Said } from '../../../src/adapters/common/askProgram';
import type { AskCli, SignInProbe } from '../../../src/adapters/common/signInProbe';

/** What a CLI prints to stdout (and stderr) for the arguments that contain `key`, and its exit code. */
export type Answers = Readonly<Record<string, readonly [exitCode: number, stdout: string, stderr?: string]>>;

/** A probe whose CLI answers as written down; anything else it is asked hangs until it is stopped. */
export function scriptedProbe(answers: Answers, more: Partial<SignInProbe> = {}): SignInProbe {
  const ask: AskCli = (args) => {
    const found = Object.entries(answers).find(([key]) => args.join(' ').includes(key));
    const [exitCode, stdout, stderr = ''] = found?.[1] ?? [0, ''];
    const end: Said['end'] = found ? { kind: 'exited', exitCode } : { kind: 'stopped', why: 'timeout' };
    return Promise.resolve({ stdout, stderr, end, ms: 1 });
  };
  return { ask, env: {}, keptBack: [], ...more };
}
