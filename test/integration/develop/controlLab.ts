import { resolve } from 'node:path';
import type { Approver } from '../../../src/core/ports/approver';
import { nullLogger } from '../../../src/core/ports/logger';
import { createRunControls, type ControlCommand } from '../../../src/core/ports/runControl';
import type { RunEvent } from '../../../src/core/runEvent';
import { createEngineBeside } from '../../../src/engine/workspaceEngine';
import type { Engine } from '../../../src/orchestration/engine';
import type { WorkstreamRetry } from '../../../src/orchestration/reopenRun';
import { isRunning } from '../adapters/scriptedCli';
import type { DevelopLab, MaoOptions } from './lab';

const yes: Approver = {
  approvePlan: (plan) => Promise.resolve(plan),
  approveChecks: () => Promise.resolve(true),
  approveServers: () => Promise.resolve('once'),
};

/** What a run told, and the processes that it started. */
export interface ControlledRun {
  readonly events: readonly RunEvent[];
  /** What the debug log named as started. */
  readonly pids: readonly number[];
  /** Milliseconds from the first command to the run's end. */
  readonly endedAfterMs: number;
}

/** Looks at each event; what it returns is told to the run. `stop`: the run's signal aborts. */
export type Steer = (event: RunEvent, soFar: readonly RunEvent[]) => ControlCommand | 'stop' | undefined;

/** Runs of the engine in this process, steered while they are under way. */
export class ControlLab {
  private readonly pids: number[] = [];

  constructor(private readonly lab: DevelopLab) {}

  develop(options: MaoOptions, steer: Steer = () => undefined): Promise<ControlledRun> {
    return this.conduct(options, steer, (engine, control, signal) =>
      engine.run({ command: 'develop', sections: '1', control }, yes, signal),
    );
  }

  retry(runId: string, retry: WorkstreamRetry, options: MaoOptions): Promise<ControlledRun> {
    return this.conduct(
      options,
      () => undefined,
      (engine, control, signal) => engine.resume({ runId, retry, control }, yes, signal),
    );
  }

  private async conduct(
    options: MaoOptions,
    steer: Steer,
    start: (
      engine: Engine,
      control: ReturnType<typeof createRunControls>,
      signal: AbortSignal,
    ) => AsyncIterable<RunEvent>,
  ): Promise<ControlledRun> {
    const control = createRunControls();
    const stop = new AbortController();
    const engine = await this.engine(options);
    const events: RunEvent[] = [];
    let told: number | undefined;
    try {
      for await (const event of start(engine, control, stop.signal)) {
        events.push(event);
        const command = steer(event, events);
        if (command === undefined) continue;
        told ??= Date.now();
        if (command === 'stop') stop.abort();
        else control.tell(command);
      }
    } finally {
      await engine.dispose();
    }
    return { events, pids: this.pids, endedAfterMs: Date.now() - (told ?? Date.now()) };
  }

  /** The processes of all runs that are still there. */
  left(): readonly number[] {
    return this.pids.filter(isRunning);
  }

  private engine(options: MaoOptions): Promise<Engine> {
    const debug = (message: string) => {
      const pid = /: pid (\d+): /.exec(message)?.[1];
      if (pid !== undefined) this.pids.push(Number(pid));
    };
    const logger = { ...nullLogger, debug, topic: () => logger };
    return createEngineBeside(resolve('dist'))({
      workspace: this.lab.workspace,
      settings: {},
      configFile: this.lab.writeConfig(options),
      environment: { PATH: process.env['PATH'], HOME: this.lab.home },
      assertMayExecute: () => undefined,
      logger,
    });
  }
}
