/** One tab stop for a list of rows: arrow keys, Home and End go from row to row. */
export class RowKeys {
  private current = 0;

  constructor(private readonly list: HTMLElement) {
    list.addEventListener('keydown', (event) => this.move(event));
    list.addEventListener('focusin', ({ target }) => {
      const at = this.buttons().findIndex((button) => button === target);
      if (at >= 0) this.mark(at);
    });
  }

  /** The rows were drawn anew. */
  refresh(): void {
    this.mark(Math.min(this.current, Math.max(0, this.buttons().length - 1)));
  }

  private buttons(): readonly HTMLElement[] {
    return [...this.list.querySelectorAll<HTMLElement>('button.row-label')];
  }

  private mark(at: number): void {
    this.current = at;
    this.buttons().forEach((button, index) => button.setAttribute('tabindex', index === at ? '0' : '-1'));
  }

  private move(event: KeyboardEvent): void {
    const buttons = this.buttons();
    const targets: Readonly<Record<string, number>> = {
      ArrowDown: this.current + 1,
      ArrowUp: this.current - 1,
      Home: 0,
      End: buttons.length - 1,
    };
    const target = targets[event.key];
    const button = target === undefined ? undefined : buttons[Math.max(0, Math.min(target, buttons.length - 1))];
    if (!button) return;
    event.preventDefault();
    button.focus();
  }
}
