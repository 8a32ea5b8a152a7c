import type { RunEventBody } from '../core/runEvent';

/** Thoughts are told in portions of about this many characters. */
const portion = 600;

/**
 * Gathers what a model thinks and tells it as `log` events of level `debug`, marked `thinking`: the contract has no event of its
 * own for thoughts, and they are no part of an answer. `flush` tells what is left before anything else is told.
 */
export class ThoughtRelay {
  private pending = '';

  constructor(
    private readonly tell: (
      event: Pick<Extract<RunEventBody, { type: 'log' }>, 'type' | 'level' | 'message' | 'thinking'>,
    ) => void,
  ) {}

  add(text: string): void {
    this.pending += text;
    if (this.pending.length >= portion) this.flush();
  }

  flush(): void {
    if (this.pending === '') return;
    this.tell({ type: 'log', level: 'debug', message: this.pending, thinking: true });
    this.pending = '';
  }
}
