/** Something that is drawn in small portions. */
export interface Drawable {
  /** Whether somebody can see it now; what nobody sees is drawn when there is time left. */
  readonly seen: boolean;
  /** Draws the next portion; false: nothing waits any more. */
  drawSome(): boolean;
  /** All that one frame draws is there: scroll to it. */
  settle(): void;
}

/** Drawing ends a frame after this many milliseconds, so that scrolling and typing never wait long. */
const budgetMs = 12;
const unseenBudgetMs = 4;
/** A page that shows nothing yet is better filled at once than smoothly. */
const firstBudgetMs = 200;

/**
 * Draws what waits, in turn and a little each frame, however much came at once. Everything is scrolled together when the
 * frame's drawing is done, so that the page is laid out once a frame.
 */
export class FrameWork {
  private readonly waiting = new Set<Drawable>();
  private readonly drawn = new Set<Drawable>();
  private readonly drained: (() => void)[] = [];
  private frame: number | undefined;
  private first = false;

  /** The page is filled from the beginning: the next frame may take its time. */
  begin(): void {
    this.first = true;
  }

  add(drawable: Drawable): void {
    this.waiting.add(drawable);
    this.arm();
  }

  /** Calls back once nothing waits that can be seen; at once when nothing does. */
  whenDrained(then: () => void): void {
    if (this.pick(true).length === 0) then();
    else this.drained.push(then);
  }

  private arm(): void {
    this.frame ??= requestAnimationFrame(() => {
      this.frame = undefined;
      this.run();
    });
  }

  private run(): void {
    const settled = this.waiting.size === 0;
    this.draw(this.pick(true), performance.now() + (this.first ? firstBudgetMs : budgetMs));
    this.first = false;
    const behind = this.pick(true).length > 0;
    if (!behind) this.draw(this.pick(false), performance.now() + unseenBudgetMs);
    for (const one of this.drawn) one.settle();
    if (settled) this.drawn.clear();
    // Once more when all is drawn: only what comes into view gets its true height.
    if (!settled) this.arm();
    if (!behind) for (const then of this.drained.splice(0)) then();
  }

  private pick(seen: boolean): readonly Drawable[] {
    return [...this.waiting].filter((one) => one.seen === seen);
  }

  private draw(some: readonly Drawable[], deadline: number): void {
    let left = some;
    while (left.length > 0) {
      for (const one of left) {
        this.drawn.add(one);
        if (!one.drawSome()) this.waiting.delete(one);
        if (performance.now() >= deadline) return;
      }
      left = left.filter((one) => this.waiting.has(one));
    }
  }
}
