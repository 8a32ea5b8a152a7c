import { l10n } from 'vscode';
import { isRecord } from '../../core/isRecord';
import type { RunState } from '../../core/runState';
import { UsageError } from '../../core/usageError';
import type { WorkstreamAction } from '../../presentation/panelMessages';
import type { ColumnRef } from '../control/workstreamSteering';
import type { Shell } from '../shell';

/** The run that a command's argument means: an id, or a node of the Workstreams view. */
export function runIdOf(argument: unknown): string | undefined {
  if (typeof argument === 'string') return argument;
  return isRecord(argument) && typeof argument['runId'] === 'string' ? argument['runId'] : undefined;
}

/** The finding that a command's argument means: its id, or its row of the Findings view. */
export function findingIdOf(argument: unknown): string | undefined {
  if (typeof argument === 'string') return argument;
  return isRecord(argument) && typeof argument['findingId'] === 'string' ? argument['findingId'] : undefined;
}

/** The sections that a command's argument means: the user's words, a node of the Workstreams view, a QA of the Findings view. */
export function sectionsOf(argument: unknown): string | undefined {
  if (typeof argument === 'string') return argument;
  if (isRecord(argument) && typeof argument['sections'] === 'string') return argument['sections'];
  if (!isRecord(argument) || !isRecord(argument['node']) || !isRecord(argument['node']['section'])) return undefined;
  const number = argument['node']['section']['number'];
  return typeof number === 'string' ? number : undefined;
}

/** The run a command is for: the named one, else the one in front, else what `fallback` says, else the newest on disk. */
export async function targetRun(shell: Shell, argument: unknown, fallback?: RunState): Promise<RunState> {
  const engine = await shell.engine();
  const named = runIdOf(argument) ?? shell.panels.activeRun ?? fallback?.runId;
  const run = await shell.load(await engine.resolveRun(named));
  if (!run) throw new UsageError(l10n.t('There is no run yet. Develop a section first.'));
  return run.state;
}

/** The workstream or task that a command's argument means: `{ runId, key }`, or a node of the Workstreams view. */
export function columnOf(argument: unknown): ColumnRef | undefined {
  const runId = runIdOf(argument);
  const node = isRecord(argument) ? argument : {};
  const view = isRecord(node['view']) ? node['view'] : {};
  const key = node['key'] ?? view['column'];
  return runId !== undefined && typeof key === 'string' ? { runId, key } : undefined;
}

/** The same, or else what the user picks of the run in front; undefined when there is nothing to pick from, or none is. */
export async function targetColumn(
  shell: Shell,
  argument: unknown,
  action: WorkstreamAction,
): Promise<ColumnRef | undefined> {
  return columnOf(argument) ?? shell.steering.choose(await targetRun(shell, undefined), action);
}

/** The line (from 0) that a command's argument means: `{ line }`. */
export function lineOf(argument: unknown): number | undefined {
  return isRecord(argument) && typeof argument['line'] === 'number' ? argument['line'] : undefined;
}

/** The file that a command's argument means: `{ path }`, as the Changes view gives it. */
export function pathOf(argument: unknown): string | undefined {
  return isRecord(argument) && typeof argument['path'] === 'string' ? argument['path'] : undefined;
}

/** The place in the workspace that a command's argument names; `line` from 1. */
export function placeOf(argument: unknown): { readonly path?: string; readonly line?: number } {
  const path = pathOf(argument);
  if (path === undefined || !isRecord(argument)) return {};
  const line = argument['line'];
  return typeof line === 'number' && Number.isInteger(line) && line > 0 ? { path, line } : { path };
}
