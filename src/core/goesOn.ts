import type { RunCommand } from './runCommand';

/** Whether a run of this kind can go on where it stopped; reviews and journal entries are begun again instead. */
export function goesOn(command: RunCommand): boolean {
  return command !== 'qa' && command !== 'journal';
}
