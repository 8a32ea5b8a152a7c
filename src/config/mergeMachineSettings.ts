import type { MachineSettings } from '../core/machineSettings';
import { machineSettingsSchema } from '../core/machineSettings';
import type { Problem, WithProblems } from '../core/problem';
import { isRecord } from '../core/isRecord';
import { choices, issueText } from './issueText';
import { plainIssues } from './plainIssues';
import { schemaKeys } from './schemaKeys';

interface Leaf {
  readonly path: readonly string[];
  readonly value: unknown;
}

/** The single settings of a record, nested (`{limits: {idleSeconds: 5}}`) or flat (`limits.idleSeconds`, `mao.limits.idleSeconds`). */
function leavesOf(settings: Readonly<Record<string, unknown>>, base: readonly string[] = []): readonly Leaf[] {
  return Object.entries(settings).flatMap(([key, value]): readonly Leaf[] => {
    const path = [...base, ...key.split('.')].filter((part, at) => at > 0 || part !== 'mao');
    if (value === undefined) return [];
    return isRecord(value) ? leavesOf(value, path) : [{ path, value }];
  });
}

function withLeaf(settings: unknown, [part, ...rest]: readonly string[], value: unknown): unknown {
  if (part === undefined) return value;
  const record = isRecord(settings) ? settings : {};
  return { ...record, [part]: withLeaf(Object.hasOwn(record, part) ? record[part] : undefined, rest, value) };
}

function complaint({ path, value }: Leaf, issues: readonly Parameters<typeof issueText>[0][]): string {
  const name = `mao.${path.join('.')}`;
  const texts = issues
    .flatMap((issue) => plainIssues(issue))
    .map((issue) => {
      if (issue.code !== 'unrecognized_keys') return issueText(issue, value);
      return issue.keys
        .map((key) => `There is no such setting.${choices(key, schemaKeys(machineSettingsSchema, issue.path))}`)
        .join(' ');
    });
  return `${name}: ${texts.join(' ')}`;
}

/**
 * Lays settings of the shell (VS Code's `mao.*`, command-line flags) over those of the user's file; they win one by one. One
 * that is not valid is left out and becomes a problem, at line 1 of `file`, since nobody knows where it was set.
 */
export function mergeMachineSettings(
  settings: MachineSettings,
  overrides: Readonly<Record<string, unknown>>,
  file = 'settings.json',
): WithProblems<MachineSettings> {
  let merged = settings;
  const problems: Problem[] = [];
  for (const leaf of leavesOf(overrides)) {
    const result = machineSettingsSchema.safeParse(withLeaf(merged, leaf.path, leaf.value));
    if (result.success) merged = result.data;
    else problems.push({ file, line: 1, column: 1, severity: 'error', message: complaint(leaf, result.error.issues) });
  }
  return { value: merged, problems };
}
