import { execaSync } from 'execa';
import { run } from './run';

/**
 * Installs Debian packages, as root or by a sudo that asks no password.
 * Throws, naming the packages, where that is not possible.
 */
export async function ensureDebianPackages(packages: readonly string[]): Promise<void> {
  if (packages.length === 0) return;
  const missing = `Please install: ${packages.join(' ')}`;
  if (process.platform !== 'linux' || !answers('apt-get', ['--version'])) throw new Error(missing);
  const isRoot = process.getuid?.() === 0;
  if (!isRoot && !answers('sudo', ['-n', 'true'])) throw new Error(`${missing} (needs root)`);
  const apt = (...args: readonly string[]) => {
    const command = ['apt-get', '-o', 'DPkg::Lock::Timeout=300', '-q', '-y', ...args];
    return run(isRoot ? 'env' : 'sudo', ['DEBIAN_FRONTEND=noninteractive', ...command]);
  };
  await apt('update');
  await apt('install', '--no-install-recommends', ...packages);
}

/** Whether a program is there and runs. */
export function answers(file: string, args: readonly string[]): boolean {
  return execaSync(file, args, { reject: false, stdio: 'ignore' }).exitCode === 0;
}
