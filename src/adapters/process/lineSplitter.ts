/** One line without its end; `truncated` when it was longer than the cap and the rest was dropped. */
export interface SplitLine {
  readonly text: string;
  readonly truncated: boolean;
}

/** Bytes in, lines out. `push` gives the lines that the chunk completes, `end` the last line when it has no line end. */
export interface LineSplitter {
  push(chunk: Uint8Array): readonly SplitLine[];
  end(): readonly SplitLine[];
}

/** The longest line that is kept, in bytes. */
export const maxLineBytes = 4 * 1024 * 1024;

const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/**
 * Splits at LF and CRLF, whatever the chunking. Bytes are decoded line by line, so that a character cut by a chunk border
 * is whole again and each invalid sequence becomes U+FFFD. Of a line longer than `maxBytes` only the beginning is held.
 */
export function createLineSplitter(maxBytes: number = maxLineBytes): LineSplitter {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let parts: Uint8Array[] = [];
  let held = 0;
  let dropped = false;
  let endsInReturn = false;

  const take = (bytes: Uint8Array) => {
    if (bytes.length === 0) return;
    // A CR counts against the cap only when it turns out to be content, so one byte more than the cap is held.
    const room = maxBytes + 1 - held;
    if (bytes.length > room) dropped = true;
    endsInReturn = bytes[bytes.length - 1] === carriageReturn;
    if (room <= 0) return;
    const kept = bytes.length > room ? bytes.subarray(0, room) : bytes;
    parts.push(kept.slice());
    held += kept.length;
  };

  const finish = (complete: boolean): SplitLine => {
    let bytes = parts.length === 1 ? (parts[0] ?? new Uint8Array()) : Buffer.concat(parts);
    if (complete && endsInReturn && !dropped) bytes = bytes.subarray(0, -1);
    const truncated = dropped || bytes.length > maxBytes;
    const text = decoder.decode(truncated ? bytes.subarray(0, wholeCharacters(bytes, maxBytes)) : bytes);
    parts = [];
    held = 0;
    dropped = false;
    endsInReturn = false;
    return { text, truncated };
  };

  return {
    push(chunk) {
      const lines: SplitLine[] = [];
      const last = chunk.lastIndexOf(lineFeed);
      let start = 0;
      if (held > 0 || dropped) {
        const first = chunk.indexOf(lineFeed);
        take(first < 0 ? chunk : chunk.subarray(0, first));
        if (first < 0) return lines;
        lines.push(finish(true));
        start = first + 1;
      }
      if (last >= start) {
        const whole = chunk.subarray(start, last);
        if (whole.length <= maxBytes) {
          // Most lines lie whole in a chunk, and together are decoded in a fraction of the time.
          for (const line of decoder.decode(whole).split('\n')) {
            lines.push({ text: line.endsWith('\r') ? line.slice(0, -1) : line, truncated: false });
          }
        } else {
          for (let at = chunk.indexOf(lineFeed, start); at >= 0; at = chunk.indexOf(lineFeed, start)) {
            take(chunk.subarray(start, at));
            lines.push(finish(true));
            start = at + 1;
          }
        }
        start = last + 1;
      }
      take(chunk.subarray(start));
      return lines;
    },
    end: () => (held > 0 || dropped ? [finish(false)] : []),
  };
}

/** The largest length up to `limit` that does not cut a UTF-8 character in two. */
function wholeCharacters(bytes: Uint8Array, limit: number): number {
  let length = Math.min(limit, bytes.length);
  for (let back = 0; back < 3 && length > 0 && isContinuation(bytes[length]); back++) length--;
  return length;
}

const isContinuation = (byte: number | undefined) => byte !== undefined && (byte & 0xc0) === 0x80;
