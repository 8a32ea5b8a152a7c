import type { CliIdentity } from './attemptEnds';
import { isOlder } from './versionRule';

/** Why MAO does not start this version of a CLI, and what to do; undefined: it may run. */
export function refusedVersion({ label, install, versions }: CliIdentity, version: string): string | undefined {
  if (!versions || !isOlder(version, versions.oldest)) return undefined;
  return `${label} ${version} is not safe to run: ${versions.because}. Update it to ${versions.oldest} or newer (${install}@latest).`;
}
