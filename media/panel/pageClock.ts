/** The host's time on the page, which may stand on another machine; ticks each second only while there is time to show. */
export class PageClock {
  private offset = 0;
  private runs = false;
  private timer: number | undefined;

  constructor(private readonly tick: (now: Date) => void) {
    document.addEventListener('visibilitychange', () => {
      this.arm();
      if (this.timer !== undefined) this.tick(this.now());
    });
  }

  /** Takes the host's time, as ISO. */
  set(sentAt: string): void {
    this.offset = Date.parse(sentAt) - Date.now();
  }

  now(): Date {
    return new Date(Date.now() + this.offset);
  }

  run(runs: boolean): void {
    this.runs = runs;
    this.arm();
  }

  /** A hidden page needs no time. */
  private arm(): void {
    if (this.runs && document.visibilityState === 'visible') {
      this.timer ??= window.setInterval(() => this.tick(this.now()), 1000);
    } else if (this.timer !== undefined) {
      window.clearInterval(this.timer);
      this.timer = undefined;
    }
  }
}
