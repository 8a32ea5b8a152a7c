import type { ModelCommand } from '../modelCommand';
import type { Plan, PlanSource } from '../plan';
import type { ServerCommand } from '../serverCommand';

/** A check that wants to run: its name and its command as argv, at the root of the workspace or in `folder` (a path from there, with slashes). */
export interface CheckCommand {
  readonly name: string;
  readonly command: readonly string[];
  readonly folder?: string;
  /** Folders from the command's own whose Python modules come before those that are installed, which may be the user's own sources. */
  readonly pythonPath?: readonly string[];
  /** Where the command was found, for people: `package.json scripts.test`. */
  readonly source: string;
  /** What else decides what the command does (all scripts of package.json, the Makefile), for the approval's hash; not for people. */
  readonly basis?: string;
  /** Why it can not run here, in words for people: what it needs is not installed. It is skipped then. */
  readonly missing?: string;
}

/** The user wants another plan: what is to be different, in their words, and the plan as it stood when they said so. */
export interface PlanAgain {
  readonly again: string;
  readonly plan: Plan;
}

/** Asks the user. Every method resolves with the answer, and with a refusal when `signal` aborts. */
export interface Approver {
  /**
   * The plan as approved (perhaps edited), the wish for another one, or undefined when the user cancels. Yes is yes to `commands` too: the command
   * lines that the plan starts and that this workspace has not approved before, already shown with the plan.
   */
  approvePlan(
    plan: Plan,
    source: PlanSource,
    signal: AbortSignal,
    commands: readonly ModelCommand[],
  ): Promise<Plan | PlanAgain | undefined>;
  /** Whether these commands may run; bound to a hash of the exact commands, so that a change asks again. */
  approveChecks(commands: readonly CheckCommand[], signal: AbortSignal): Promise<boolean>;
  /**
   * Whether these commands of `.mcp.json` may run: for good (until one byte of them changes), for this run, or not. Asked
   * only about those that were not approved for good.
   */
  approveServers(servers: readonly ServerCommand[], signal: AbortSignal): Promise<'always' | 'once' | 'no'>;
}
