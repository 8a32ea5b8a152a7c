import { join } from 'node:path';

import type { Configuration } from '../core/configuration';
import { FailureError } from '../core/failure';
import type { Approver } from '../core/ports/approver';
import type { RunControl } from '../core/ports/runControl';
import { systemClock } from '../core/ports/clock';
import type { RunEvent } from '../core/runEvent';
import { readRunRecord, recordedConfiguration, restoredConfiguration, type RunRecord } from '../core/runRecord';
import type { RunState } from '../core/runState';
import { hasUnapprovedPlan } from '../core/unapprovedPlan';
import { UsageError } from '../core/usageError';
import { availableModels, noModelFailure } from '../orchestration/availableModels';
import { develop, type ConductRun } from '../orchestration/develop';
import type { EngineOptions, ResumeRequest } from '../orchestration/engine';
import { reopenedState, withFailuresReopened, type WorkstreamRetry } from '../orchestration/reopenRun';
import { assertResumable, readRunSoFar, type ResumedRun } from '../orchestration/resumedRun';
import type { ApplyInRun, RunSubject } from '../orchestration/runDependencies';
import { recordFile } from '../orchestration/runFiles';
import { manifestNeedsTick } from '../workspace/paths/manifestNeedsTick';
import { openWorktreeFiles } from '../workspace/snapshot/worktreeFiles';
import { readEvents } from '../workspace/state/readEvents';
import { eventsFile, openRunLog, type OpenedRunLog } from '../workspace/state/runLog';
import { acquireWorkspaceLock } from '../workspace/state/workspaceLock';
import type { EngineParts } from './engineParts';

/** What conducting a run needs of the engine. `applyInRun`: writes the change set into the workspace. */
export interface RunHost {
  readonly parts: EngineParts;
  readonly options: EngineOptions;
  readonly approver: Approver;
  /** What was found amiss in the workspace and mended before the run. */
  readonly notes: readonly string[];
  readonly signal: AbortSignal;
  readonly control?: RunControl;
  readonly applyInRun: (runId: string, ...changes: Parameters<ApplyInRun>) => ReturnType<ApplyInRun>;
}

interface Conducted {
  readonly configuration: Configuration;
  readonly log: OpenedRunLog;
  readonly subject: RunSubject;
  readonly apply: boolean;
  readonly resumed?: ResumedRun;
  readonly conduct?: ConductRun;
}

async function* conducted(host: RunHost, run: Conducted): AsyncGenerator<RunEvent> {
  const { parts, options, approver, signal, control } = host;
  const { configuration, log, subject, apply, resumed } = run;
  const runner = parts.runner();
  const redactor = parts.redactor(configuration);
  const fixing = subject.fix && (await import('../orchestration/reviewConductors')).reviewConductors.fix(subject.fix);
  const servers = await parts.servers.forRun(configuration, approver, subject.command !== 'plan', signal);
  yield* develop(
    {
      configuration,
      adapters: parts.adapters(configuration, servers, redactor),
      transport: servers.transport,
      rehearsal: options.rehearsal,
      earlyNotes: [...host.notes, ...servers.notes],
      cooldowns: parts.cooldowns(configuration),
      approvals: parts.approvals,
      store: resumed?.store ?? (await parts.store(subject.runId, configuration)),
      openWorktree: openWorktreeFiles,
      log,
      approver,
      checks: parts.checkHost(runner, redactor, configuration.settings.worktree.link),
      redactor,
      guard: await parts.guard(),
      manifestNeedsTick,
      ...(apply ? { applyInRun: (changes) => host.applyInRun(subject.runId, changes) } : {}),
      ...(fixing ? { fixing } : {}),
      probeDisk: () => parts.probeDisk(),
      ...(control ? { control } : {}),
      clock: systemClock,
      logger: options.logger.topic('run'),
    },
    subject,
    signal,
    resumed,
    run.conduct,
  );
}

function recordOf(configuration: Configuration, subject: RunSubject, apply: boolean): RunRecord {
  const { command, sections, related, outline, verify, fix } = subject;
  return {
    ...{
      version: 1,
      command: command === 'plan' || command === 'fix' ? command : 'develop',
      verify,
      apply,
      ...recordedConfiguration(configuration),
      ...(fix ? { fix } : {}),
    },
    ...{ sections: [...sections], related: [...related], outline: [...outline] },
  };
}

/** Holds the workspace and the guard for a run, and ends what a killed one left. The returned function lets go of both. */
async function holdWorkspace({ parts, options }: RunHost, runId: string): Promise<() => Promise<void>> {
  const release = await acquireWorkspaceLock(parts.state, runId);
  const letGo = parts.programs.hold();
  const end = async () => {
    letGo();
    await release();
  };
  try {
    const left = await parts.programs.endLeftovers();
    if (left.length > 0) options.logger.warn(`Ended what an interrupted run had left running: ${left.join(', ')}`);
    return end;
  } catch (cause) {
    await end();
    throw cause;
  }
}

/**
 * Starts a new run: holds the workspace for it, and keeps in its folder what it was started with. With `conduct` it does
 * that in place of developing, and can not go on after an interruption.
 */
export async function* startRun(
  host: RunHost,
  configuration: Configuration,
  subject: RunSubject,
  apply: boolean,
  conduct?: ConductRun,
): AsyncGenerator<RunEvent> {
  const { parts } = host;
  const release = await holdWorkspace(host, subject.runId);
  try {
    const log = await openRunLog(parts.state, subject.runId);
    try {
      if (!conduct) await log.writeFile(recordFile, JSON.stringify(recordOf(configuration, subject, apply)));
      yield* conducted(host, { configuration, log, subject, apply, ...(conduct ? { conduct } : {}) });
    } finally {
      await log.close();
    }
  } finally {
    await release();
  }
}

async function readRecord(log: OpenedRunLog, runId: string): Promise<RunRecord> {
  const text = await log.readFile(recordFile);
  const record = text === undefined ? undefined : readRunRecord(text);
  if (record) return record;
  throw new UsageError(
    `Run ${runId} can not go on: its ${recordFile} is missing or damaged. Start a new run with: mao develop`,
  );
}

function remarks(log: OpenedRunLog, damaged: readonly number[], from: string | undefined): readonly string[] {
  return [
    `Resumed${from === undefined ? '' : ` after ${from}`}: what is finished is not done again.`,
    ...(log.cut > 0 ? [`The last line of the log was torn, so it was cut (${log.cut} bytes).`] : []),
    ...(damaged.length > 0 ? [`Damaged lines of the log were skipped: ${damaged.join(', ')}.`] : []),
  ];
}

function howItStopped(state: RunState, retry: WorkstreamRetry | undefined): string {
  const { end } = state;
  if (retry) return `${retry.key} was given to ${retry.model}`;
  if (hasUnapprovedPlan(state)) return 'nobody was there to approve its plan';
  if (end && end.outcome !== 'cancelled') return 'workstreams of it had failed';
  return end ? 'it was cancelled' : 'it was interrupted';
}

/**
 * Goes on with a run that was interrupted or cancelled, or of which workstreams failed; a `UsageError` otherwise, or when its record is gone. With
 * `retry` a finished one goes on too, for that workstream and what builds on it.
 */
export async function* resumeRun(
  host: RunHost,
  now: Configuration,
  runId: string,
  asked: Pick<ResumeRequest, 'apply' | 'verify' | 'retry'>,
): AsyncGenerator<RunEvent> {
  const { parts, options } = host;
  const release = await holdWorkspace(host, runId);
  try {
    const log = await openRunLog(parts.state, runId);
    try {
      const damaged: number[] = [];
      const path = join(log.directory, eventsFile);
      const soFar = await readRunSoFar(readEvents(path, (line) => damaged.push(line)));
      if (!soFar) throw new UsageError(`Run ${runId} has no readable log, so it can not go on. Start a new one.`);
      const { retry } = asked;
      const { state, reopened = new Set<string>() } = retry
        ? { state: reopenedState(soFar.state, retry) }
        : withFailuresReopened(soFar.state);
      if (!retry && reopened.size === 0) assertResumable(state);
      const record = await readRecord(log, runId);
      const configuration = restoredConfiguration(record, now);
      const adapters = parts.adapters(configuration);
      if ((await availableModels({ configuration, adapters })).length === 0) {
        throw new FailureError(await noModelFailure({ configuration, adapters }));
      }
      const { command, sections, related, outline, fix } = record;
      const verify = asked.verify ?? record.verify;
      const subject = {
        runId,
        command,
        workspace: options.workspace,
        sections,
        related,
        outline,
        verify,
        notes: [],
        ...(fix ? { fix } : {}),
      };
      const notes = remarks(log, damaged, howItStopped(soFar.state, retry));
      const store = await parts.store(runId, configuration);
      const resumed = { ...soFar, state, notes, store, reopened, ...(retry ? { retry } : {}) };
      yield* conducted(host, { configuration, log, subject, apply: asked.apply ?? record.apply, resumed });
    } finally {
      await log.close();
    }
  } finally {
    await release();
  }
}
