/** The longest line that is kept whole, in characters. */
const maxLineChars = 4000;

/** Keeps the beginning and the end of an endless output: at most `maxChars` characters, half of them for each. */
export class OutputWindow {
  private readonly head: string[] = [];
  private headChars = 0;
  private tail: string[] = [];
  private tailStart = 0;
  private tailChars = 0;
  private dropped = 0;

  constructor(private readonly maxChars: number) {}

  add(line: string): void {
    const kept = line.length > maxLineChars ? `${line.slice(0, maxLineChars)}…` : line;
    const half = this.maxChars / 2;
    if (this.tailChars === 0 && this.headChars + kept.length < half) {
      this.head.push(kept);
      this.headChars += kept.length + 1;
      return;
    }
    this.tail.push(kept);
    this.tailChars += kept.length + 1;
    while (this.tailChars > half) this.dropFirst();
    if (this.tailStart > 1000 && this.tailStart > this.tail.length / 2) {
      this.tail = this.tail.slice(this.tailStart);
      this.tailStart = 0;
    }
  }

  /** What was kept, with a line that says how much is missing between beginning and end. */
  text(): string {
    const gap = this.dropped > 0 ? [`… ${this.dropped} lines left out …`] : [];
    return [...this.head, ...gap, ...this.tail.slice(this.tailStart)].join('\n');
  }

  private dropFirst(): void {
    this.tailChars -= (this.tail[this.tailStart]?.length ?? 0) + 1;
    this.tailStart += 1;
    this.dropped += 1;
  }
}
