import { workspace, type WorkspaceFolder } from 'vscode';
import { machineSettingKeys } from './contributions';

/** Puts `limits.idleSeconds: 5` into nested records as the user's configuration file has them. */
export function nest(values: Iterable<readonly [string, unknown]>): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  const groups = new Map<string, Record<string, unknown>>();
  for (const [key, value] of values) {
    const [group = '', leaf] = key.split('.');
    if (leaf === undefined) {
      result[group] = value;
      continue;
    }
    const inner = groups.get(group) ?? {};
    groups.set(group, inner);
    result[group] = inner;
    inner[leaf] = value;
  }
  return result;
}

/** What the user set under `mao.*` on this machine; never what a workspace says, nor defaults. */
export function readMachineSettings(): Record<string, unknown> {
  const configuration = workspace.getConfiguration('mao');
  return nest(
    machineSettingKeys.flatMap((key) => {
      const value: unknown = configuration.inspect(key)?.globalValue;
      return value === undefined ? [] : [[key, value] as const];
    }),
  );
}

/** The PRD that the user chose for a folder, as they wrote it. */
export function readPrdSetting(folder: WorkspaceFolder): string | undefined {
  const value = workspace.getConfiguration('mao', folder).get<string>('prd', '').trim();
  return value === '' ? undefined : value;
}
