import { EventEmitter, type Disposable, type Uri } from 'vscode';
import type { ModelRegistry } from '../../core/modelSpec';
import type { Plan, PlanSource } from '../../core/plan';

/** A plan that waits for the user. `document`: where they edit it, once they do, and the text it began with. */
export interface PendingPlan {
  readonly runId: string;
  readonly plan: Plan;
  readonly source: PlanSource;
  readonly registry: ModelRegistry;
  document: { readonly uri: Uri; readonly text: string } | undefined;
}

/** The plans that wait for an answer; whichever way the user answers (panel, editor, command), it ends here. */
export class PlanApprovals implements Disposable {
  private readonly waiting = new Map<
    string,
    { readonly pending: PendingPlan; readonly answer: (plan: Plan | undefined) => void }
  >();
  private readonly changed = new EventEmitter<void>();
  readonly onDidChange = this.changed.event;

  /** Resolves with the approved plan; with undefined when it was cancelled or `signal` aborts. */
  ask(pending: PendingPlan, signal: AbortSignal): Promise<Plan | undefined> {
    return new Promise((resolve) => {
      const answer = (plan: Plan | undefined) => {
        signal.removeEventListener('abort', cancel);
        if (this.waiting.delete(pending.runId)) this.changed.fire();
        resolve(plan);
      };
      const cancel = () => answer(undefined);
      if (signal.aborted) {
        resolve(undefined);
        return;
      }
      signal.addEventListener('abort', cancel, { once: true });
      this.waiting.set(pending.runId, { pending, answer });
      this.changed.fire();
    });
  }

  /** The plan of this run, or the only one when no run is named. */
  find(runId?: string): PendingPlan | undefined {
    if (runId !== undefined) return this.waiting.get(runId)?.pending;
    return [...this.waiting.values()].at(-1)?.pending;
  }

  findByDocument(uri: Uri): PendingPlan | undefined {
    return [...this.waiting.values()].find(({ pending }) => pending.document?.uri.toString() === uri.toString())
      ?.pending;
  }

  get size(): number {
    return this.waiting.size;
  }

  /** Ends the waiting: with a plan (approved) or undefined (cancelled). */
  answer(runId: string, plan: Plan | undefined): void {
    this.waiting.get(runId)?.answer(plan);
  }

  dispose(): void {
    for (const { answer } of [...this.waiting.values()]) answer(undefined);
    this.changed.dispose();
  }
}
