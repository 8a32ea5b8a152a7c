import { readdirSync, readFileSync } from 'node:fs';

/** A process that descends from a process group but left it (`setsid`), by its id and its start in clock ticks since boot. */
export interface Stray {
  readonly pid: number;
  readonly started: string;
}

interface Process extends Stray {
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
 * The living strays of a group: who descends from its members, or from strays that are `known` already. One whose parents
 * have all ended before they were looked for is nobody's, and not found. Linux only; none elsewhere.
 */
export function straysOf(group: number, known: readonly Stray[] = []): readonly Stray[] {
  const all = readProcesses();
  const children = Map.groupBy(all, ({ parent }) => parent);
  const found = new Set(all.filter((one) => one.group === group || known.some((stray) => isSame(one, stray))));
  for (const one of found) for (const child of children.get(one.pid) ?? []) found.add(child);
  return [...found].flatMap(({ pid, started, group: own }) => (own === group ? [] : [{ pid, started }]));
}

/** Whether it still runs. */
export function isStrayAlive(stray: Stray): boolean {
  const now = readProcess(stray.pid);
  return now !== undefined && isSame(now, stray);
}

/** Sends a signal to each that still runs; whether there was one. */
export function signalStrays(strays: readonly Stray[], signal: NodeJS.Signals): boolean {
  let sent = false;
  for (const stray of strays.filter(isStrayAlive)) {
    try {
      process.kill(stray.pid, signal);
      sent = true;
    } catch {
      // gone meanwhile, or not ours to signal
    }
  }
  return sent;
}

const isSame = (one: Stray, other: Stray) => one.pid === other.pid && one.started === other.started;
