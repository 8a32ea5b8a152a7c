import type { Diagnosis } from '../../core/diagnosis';
import { isOlder } from '../../adapters/common/versionRule';
import { well, wrong } from './finding';

const oldest = '22.15.0';

/** The Node that MAO runs on: VS Code's own, or the one of the `mao` command. */
export function checkNode(version: string): Diagnosis {
  const subject = { id: 'node', area: 'machine', title: 'Node.js' } as const;
  if (!isOlder(version, oldest)) return well(subject, version, { version });
  return wrong(subject, version, `Install Node ${oldest} or newer from https://nodejs.org.`, { version });
}
