import { open, type FileHandle } from 'node:fs/promises';

const newline = 0x0a;
const chunk = 64 * 1024;
/** How many characters may wait for the disk before whoever adds more has to wait too. */
const mostWaiting = 256 * 1024;

/** The length of a file up to and with its last line end: what stands after it is a line that a crash tore. */
async function wholeLines(handle: FileHandle): Promise<number> {
  const { size } = await handle.stat();
  const buffer = Buffer.alloc(chunk);
  for (let end = size; end > 0;) {
    const start = Math.max(0, end - chunk);
    const { bytesRead } = await handle.read(buffer, 0, end - start, start);
    const at = buffer.subarray(0, bytesRead).lastIndexOf(newline);
    if (at >= 0) return start + at + 1;
    end = start;
  }
  return 0;
}

/**
 * A file of lines that only grows. Lines given while a write is under way go out together with the next; each promise
 * resolves when its line is written, and on the disk itself when `sync` was asked. A torn last line is cut at opening.
 * After a write that failed, the file ends with its last whole line again and takes no more: later lines would make a gap.
 */
export class AppendFile {
  private pending: string[] = [];
  private waiting = 0;
  private syncAsked = false;
  private flushing: Promise<void> | undefined;

  private failure: { readonly cause: unknown } | undefined;

  private constructor(
    private readonly handle: FileHandle,
    private length: number,
    /** The bytes of a torn last line that were cut at opening. */
    readonly cut: number,
  ) {}

  static async open(path: string): Promise<AppendFile> {
    const handle = await open(path, 'a+');
    try {
      const { size } = await handle.stat();
      const whole = await wholeLines(handle);
      if (whole < size) await handle.truncate(whole);
      return new AppendFile(handle, whole, size - whole);
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  /** Takes a line that nobody waits for; rejects when the disk has refused an earlier one. Waits only for a slow disk. */
  async add(line: string): Promise<void> {
    if (this.failure) throw this.failure.cause;
    this.take(line);
    const flushing = (this.flushing ??= this.startFlush());
    if (this.waiting > mostWaiting) await flushing;
  }

  async append(line: string, sync: boolean): Promise<void> {
    this.take(line);
    this.syncAsked ||= sync;
    const underWay = this.flushing;
    if (underWay) await underWay.catch(() => undefined);
    await (this.flushing ??= this.startFlush());
  }

  async close(): Promise<void> {
    while (this.flushing) await this.flushing.catch(() => undefined);
    await this.handle.close();
  }

  private take(line: string): void {
    this.pending.push(line, '\n');
    this.waiting += line.length;
  }

  /** Writes what waits; what came meanwhile is written after it. A failure nobody waits for is told to who comes next. */
  private startFlush(): Promise<void> {
    const flushing = this.flush().finally(() => {
      this.flushing = this.pending.length > 0 ? this.startFlush() : undefined;
    });
    flushing.catch(() => undefined);
    return flushing;
  }

  private async flush(): Promise<void> {
    const text = this.pending.join('');
    const sync = this.syncAsked;
    this.pending = [];
    this.waiting = 0;
    this.syncAsked = false;
    if (this.failure) throw this.failure.cause;
    try {
      if (text !== '') await this.handle.appendFile(text);
      if (sync) await this.handle.datasync();
      this.length += Buffer.byteLength(text);
    } catch (cause) {
      this.failure = { cause };
      await this.handle.truncate(this.length).catch(() => undefined);
      throw cause;
    }
  }
}
