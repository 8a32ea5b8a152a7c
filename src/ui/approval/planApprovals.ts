import { EventEmitter, type Disposable, type Uri } from 'vscode';
import type { ModelCommand } from '../../core/modelCommand';
import type { ModelRegistry } from '../../core/modelSpec';
import type { Plan, PlanSource } from '../../core/plan';
import type { PlanAgain } from '../../core/ports/approver';

/** What the user says to a plan: it as it stands, another one, or none. */
export type PlanAnswer = Plan | PlanAgain | undefined;

/** A plan that waits for the user. `document`: where they read and edit it, and the text it began with. */
export interface PendingPlan {
  readonly runId: string;
  readonly plan: Plan;
  readonly source: PlanSource;
  readonly registry: ModelRegistry;
  /** The command lines that approval allows, since the workspace has not started them before. */
  readonly commands: readonly ModelCommand[];
  document: { readonly uri: Uri; readonly text: string } | undefined;
}

/** A plan that waits no more; `again`: another one is being made in its place. */
export interface AnsweredPlan {
  readonly pending: PendingPlan;
  readonly again: boolean;
}

/** The plans that wait for an answer; whichever way the user answers (panel, editor, command), it ends here. */
export class PlanApprovals implements Disposable {
  private readonly waiting = new Map<
    string,
    { readonly pending: PendingPlan; readonly answer: (answer: PlanAnswer) => void }
  >();
  private readonly changed = new EventEmitter<void>();
  readonly onDidChange = this.changed.event;
  private readonly asked = new EventEmitter<PendingPlan>();
  readonly onDidAsk = this.asked.event;
  private readonly answered = new EventEmitter<AnsweredPlan>();
  readonly onDidAnswer = this.answered.event;

  /** Resolves with the user's answer; with undefined when it was cancelled or `signal` aborts. */
  ask(pending: PendingPlan, signal: AbortSignal): Promise<PlanAnswer> {
    return new Promise((resolve) => {
      const answer = (answer: PlanAnswer) => {
        signal.removeEventListener('abort', cancel);
        if (this.waiting.delete(pending.runId)) {
          this.answered.fire({ pending, again: answer !== undefined && 'again' in answer });
          this.changed.fire();
        }
        resolve(answer);
      };
      const cancel = () => answer(undefined);
      if (signal.aborted) {
        resolve(undefined);
        return;
      }
      signal.addEventListener('abort', cancel, { once: true });
      this.waiting.set(pending.runId, { pending, answer });
      this.changed.fire();
      this.asked.fire(pending);
    });
  }

  /** The plan of this run, or the newest when no run is named. */
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

  /** Ends the waiting: with a plan (approved), the wish for another one, or undefined (cancelled). */
  answer(runId: string, answer: PlanAnswer): void {
    this.waiting.get(runId)?.answer(answer);
  }

  dispose(): void {
    for (const { answer } of [...this.waiting.values()]) answer(undefined);
    this.changed.dispose();
    this.asked.dispose();
    this.answered.dispose();
  }
}
