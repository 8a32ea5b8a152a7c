import { join } from 'node:path';
import { endGroup } from '../adapters/process/processGroup';
import { ProcessGuard, type OnGroup } from '../adapters/process/processGuard';
import { createProcessRunner } from '../adapters/process/processRunner';
import { systemClock } from '../core/ports/clock';
import type { Logger } from '../core/ports/logger';
import type { ProcessRunner } from '../core/ports/processRunner';
import { endLeftovers, journalGroups } from '../workspace/state/processJournal';

/** `bundles`: the folder with the guard's program; `state`: the workspace's state folder. */
export interface ProgramsOptions {
  readonly assertMayExecute: () => void;
  readonly logger: Logger;
  readonly bundles: string;
  readonly state: string;
}

/** The programs that an engine starts: all of them end when MAO does, also when it is killed. */
export class Programs {
  readonly runner: ProcessRunner;
  /** Told of each process group that is started, also by others for MAO, and when it is gone. */
  readonly onGroup: OnGroup;
  private readonly guard: ProcessGuard;

  constructor(private readonly options: ProgramsOptions) {
    const { assertMayExecute, logger, bundles, state } = options;
    const guard = new ProcessGuard({ file: join(bundles, 'guard.js'), logger });
    const journal: OnGroup = journalGroups(state, (cause) => {
      logger.error('The process journal could not be written', cause);
    });
    this.guard = guard;
    this.onGroup = (...group) => {
      guard.onGroup(...group);
      if (guard.isHeld) journal(...group);
    };
    this.runner = createProcessRunner({
      assertMayExecute: () => {
        assertMayExecute();
        guard.prepare();
      },
      logger,
      onGroup: this.onGroup,
    });
  }

  /** Keeps guard and journal for a run; the returned function lets go. */
  hold(): () => void {
    return this.guard.hold();
  }

  /** Ends what a killed run left in the workspace; gives the programs' names. Only for who holds it. */
  endLeftovers(): Promise<readonly string[]> {
    return endLeftovers(this.options.state, (pid) => endGroup(pid, systemClock));
  }
}
