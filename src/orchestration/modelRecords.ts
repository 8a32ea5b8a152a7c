import type { ModelRecord, SeenSignIn } from '../core/cliState';
import type { RunEvent } from '../core/runEvent';

interface Workstream {
  readonly first: string;
  readonly fellBack: boolean;
  readonly outcome: string | undefined;
}

/** What the logs of runs tell of models (by id) and of CLIs. */
export interface ModelRecords {
  readonly models: ReadonlyMap<string, ModelRecord>;
  readonly signIns: ReadonlyMap<string, SeenSignIn>;
}

/** Reads runs one after the other, oldest or newest first, and counts what became of each model's workstreams. */
export class RecordCount implements ModelRecords {
  readonly models = new Map<string, ModelRecord>();
  readonly signIns = new Map<string, SeenSignIn>();

  /** `events`: those of one run; text, tool uses and usage may be left out. Runs that proposed nothing yet do not count. */
  async add(events: AsyncIterable<RunEvent>): Promise<void> {
    const workstreams = new Map<string, Workstream>();
    const clis = new Map<string, string>();
    let merged = false;
    let failed = false;
    for await (const event of events) {
      if (event.type === 'changes-proposed') merged = true;
      if (event.type === 'run-end') failed = event.outcome === 'failed';
      if (event.type === 'attempt-start') clis.set(event.model, event.cli);
      if (event.type === 'attempt-end') this.see(clis.get(event.model ?? ''), event);
      if (event.workstream !== undefined && event.task === undefined) this.follow(workstreams, event);
    }
    if (!merged && !failed) return;
    for (const { first, fellBack, outcome } of workstreams.values()) {
      if (outcome !== 'succeeded' && outcome !== 'failed') continue;
      const record = this.models.get(first) ?? { merged: 0, of: 0 };
      const won = merged && outcome === 'succeeded' && !fellBack;
      this.models.set(first, { merged: record.merged + (won ? 1 : 0), of: record.of + 1 });
    }
  }

  private follow(workstreams: Map<string, Workstream>, event: RunEvent): void {
    const key = `${event.section ?? ''}/${event.workstream ?? ''}`;
    const known = workstreams.get(key);
    if (event.type === 'attempt-start') {
      workstreams.set(key, known ?? { first: event.model, fellBack: false, outcome: undefined });
    } else if (event.type === 'fallback') {
      workstreams.set(key, { first: known?.first ?? event.from, fellBack: true, outcome: undefined });
    } else if (event.type === 'workstream-end') {
      workstreams.set(key, { ...(known ?? { first: event.model, fellBack: false }), outcome: event.outcome });
    }
  }

  /** A model that answered was signed in; what else fails says nothing about that. */
  private see(cli: string | undefined, event: Extract<RunEvent, { type: 'attempt-end' }>): void {
    if (cli === undefined) return;
    const signedOut = event.failure?.code === 'not-signed-in';
    if (!signedOut && event.outcome !== 'succeeded') return;
    const seen = this.signIns.get(cli);
    if (!seen || seen.at <= event.time) this.signIns.set(cli, { signedIn: !signedOut, at: event.time });
  }
}
