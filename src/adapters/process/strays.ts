import { readdirSync, readFileSync } from 'node:fs';

/** A process of a group, or that descends from it though it left the group (`setsid`), by its id and its start in clock ticks since boot. */
export interface Relative {
  readonly pid: number;
  readonly started: string;
}

interface Process extends Relative {
  readonly parent: number;
  readonly group: number;
}

/** A living process as Linux tells of it; undefined for one that is gone, and for a zombie. */
function readProcess(pid: number): Process | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // pid (name, which may hold anything) state parent group … and the start as the 20th
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [state, parent, group] = fields;
    if (state === 'Z' || state === 'X') return undefined;
    return { pid, parent: Number(parent), group: Number(group), started: fields[19] ?? '' };
  } catch {
    return undefined;
  }
}

function readProcesses(): readonly Process[] {
  try {
    const ids = readdirSync('/proc').filter((entry) => /^\d+$/.test(entry));
    return ids.flatMap((id) => readProcess(Number(id)) ?? []);
  } catch {
    return [];
  }
}

/**
 * The living processes of a group and what descends from them, or from those that are `known` already; a member may leave the
 * group a moment later. One whose parents have all ended before they were looked for is nobody's, and not found. Linux only;
 * none elsewhere.
 */
export function relativesOf(group: number, known: readonly Relative[] = []): readonly Relative[] {
  const all = readProcesses();
  const children = Map.groupBy(all, ({ parent }) => parent);
  const found = new Set(all.filter((one) => one.group === group || known.some((other) => isSame(one, other))));
  for (const one of found) for (const child of children.get(one.pid) ?? []) found.add(child);
  return [...found].map(({ pid, started }) => ({ pid, started }));
}

/** Whether it still runs. */
export function isRelativeAlive(relative: Relative): boolean {
  const now = readProcess(relative.pid);
  return now !== undefined && isSame(now, relative);
}

/** Sends a signal to each that still runs and is not in the group (which gets its own); whether there was one. */
export function signalStrays(relatives: readonly Relative[], group: number, signal: NodeJS.Signals): boolean {
  let sent = false;
  for (const relative of relatives) {
    const now = readProcess(relative.pid);
    if (!now || !isSame(now, relative) || now.group === group) continue;
    try {
      process.kill(relative.pid, signal);
      sent = true;
    } catch {
      // gone meanwhile, or not ours to signal
    }
  }
  return sent;
}

/** Sends a signal to a whole process group, or only asks whether there is one (0); whether there was. */
export function signalGroup(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-pid, signal);
  } catch (error) {
    // EPERM: there is one, but not ours to signal (a setuid child); anything else: no such group.
    return error instanceof Error && 'code' in error && error.code === 'EPERM' && signal === 0;
  }
}

/**
 * Signals a group while it stands still, so that none of it starts a process unseen between the look and the signal; gives
 * what was seen. Linux only.
 */
export function signalWhileStopped(
  group: number,
  known: readonly Relative[],
  signal: NodeJS.Signals,
): { readonly sent: boolean; readonly relatives: readonly Relative[] } {
  signalGroup(group, 'SIGSTOP');
  try {
    const relatives = relativesOf(group, known);
    return { sent: signalGroup(group, signal), relatives };
  } finally {
    // It is delivered now; who was killed needs none.
    signalGroup(group, 'SIGCONT');
  }
}

const isSame = (one: Relative, other: Relative) => one.pid === other.pid && one.started === other.started;
