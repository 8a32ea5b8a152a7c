import type { FileChange, RefusedFile } from './changeSet';
import type { CulpritProof } from './culprit';
import type { Finding } from './finding';
import type { FindingCheck } from './findingCheck';
import type { Failure, FailureCode } from './failure';
import type { ModelCommand } from './modelCommand';
import type { Transport } from './modelSpec';
import type { Plan, PlanSource } from './plan';
import type { QaScore } from './qaScore';
import type { RunCommand } from './runCommand';

export interface UsageState {
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Undefined: the CLI does not say. */
  readonly costUsd: number | undefined;
}

/** One attempt of one model. `number` counts from 1 within its workstream or task. */
export interface AttemptState {
  readonly number: number;
  readonly task: string | undefined;
  /** The dimension or perspective, where a task is done once for each. */
  readonly topic?: string | undefined;
  readonly model: string;
  readonly cli: string;
  readonly transport: Transport;
  readonly startedAt: string;
  readonly endedAt: string | undefined;
  readonly outcome: 'running' | 'succeeded' | 'failed' | 'cancelled';
  readonly failure: Failure | undefined;
  readonly usage: UsageState | undefined;
  readonly toolUses: number;
}

export interface FallbackState {
  readonly from: string;
  readonly to: string;
  readonly reason: FailureCode;
  readonly message: string;
}

/** One workstream of one section; `key` is `<section>/<id>`, unique in the run. */
export interface WorkstreamState {
  readonly key: string;
  readonly section: string;
  readonly id: string;
  readonly title: string;
  readonly model: string;
  readonly dependsOn: readonly string[];
  readonly state: 'waiting' | 'running' | 'succeeded' | 'failed' | 'cancelled' | 'skipped';
  readonly startedAt: string | undefined;
  readonly endedAt: string | undefined;
  readonly attempts: readonly AttemptState[];
  readonly fallbacks: readonly FallbackState[];
  readonly files: readonly string[];
  readonly outsideOwnership: readonly string[];
  readonly failure: Failure | undefined;
  readonly summary: string | undefined;
}

export interface ConflictState {
  readonly file: string;
  readonly workstreams: readonly string[];
  /** Undefined while unresolved. */
  readonly by: string | undefined;
}

export interface CheckState {
  readonly name: string;
  readonly command: readonly string[];
  readonly outcome: 'running' | 'passed' | 'failed' | 'timed-out' | 'skipped';
  readonly exitCode: number | null;
  readonly durationMs: number | undefined;
  readonly output: string | undefined;
  /** ISO times of its events; absent where the log has no such event. */
  readonly startedAt?: string | undefined;
  readonly endedAt?: string | undefined;
}

/** A workstream that a red verification points to. `section` is undefined in a log that does not tell it. */
export interface CulpritState {
  readonly section: string | undefined;
  readonly workstream: string;
  readonly checks: readonly string[];
  readonly proof: CulpritProof | undefined;
}

/** One round of repair. `workstream` is `merge` when no workstream could be named; `model` who repaired last. */
export interface RepairState {
  readonly round: number;
  /** How many rounds there are at most. */
  readonly rounds: number | undefined;
  readonly section: string | undefined;
  readonly workstream: string;
  readonly model: string | undefined;
  readonly outcome: 'running' | 'succeeded' | 'failed' | 'cancelled';
  readonly fallbacks: readonly FallbackState[];
  readonly rolledBack: string | undefined;
  readonly files: readonly string[];
  readonly outsideOwnership: readonly string[];
  readonly failure: Failure | undefined;
  readonly summary: string | undefined;
  /** How many entries of the run's checks stood there when the round began: back to them when it is taken back. */
  readonly checksBefore: number;
}

/** Everything known about a run, folded from its events; views, report and resume read only this. */
export interface RunState {
  readonly runId: string;
  readonly command: RunCommand;
  readonly sections: readonly string[];
  readonly transport: Transport;
  readonly workspace: string;
  /** Set when the models are scripted ones. */
  readonly rehearsal?: true | undefined;
  readonly startedAt: string;
  readonly lastSeq: number;
  readonly phase: 'planning' | 'approval' | 'executing' | 'synthesizing' | 'ended';
  readonly plan: Plan | undefined;
  readonly planSource: PlanSource | undefined;
  /** The command lines that are approved together with the plan, new to this workspace. */
  readonly newCommands: readonly ModelCommand[];
  readonly planApproved: boolean;
  readonly workstreams: readonly WorkstreamState[];
  /** Attempts that belong to no workstream: plan, dependency check, conflicts, review. */
  readonly tasks: readonly AttemptState[];
  readonly conflicts: readonly ConflictState[];
  readonly checks: readonly CheckState[];
  /** Checks that fail without any workstream's change too. */
  readonly redBefore: readonly string[];
  readonly culprits: readonly CulpritState[];
  readonly repairs: readonly RepairState[];
  readonly changes: { readonly files: readonly FileChange[]; readonly refused: readonly RefusedFile[] } | undefined;
  readonly applied: readonly string[] | undefined;
  readonly reverted: boolean;
  /** The user sent the proposal away. */
  readonly discarded?: boolean;
  /** What a QA found, or what a fix run shall mend, in the order of the log. */
  readonly findings: readonly Finding[];
  /** What became of the findings in a fix run. */
  readonly findingChecks: readonly FindingCheck[];
  readonly score: QaScore | undefined;
  /** The files that a QA looks at. */
  readonly scope: readonly string[];
  readonly reportFile: string | undefined;
  readonly journalFile: string | undefined;
  readonly log: readonly { readonly time: string; readonly level: string; readonly message: string }[];
  readonly end:
    | {
        readonly outcome: 'succeeded' | 'unclean' | 'failed' | 'cancelled';
        readonly failure: Failure | undefined;
        readonly diversity: { readonly expected: number; readonly observed: number };
        readonly durationMs: number;
      }
    | undefined;
}
