import type { RedactionStream } from './redactionStream';

/** Redacts lines (without their ends). Only a private key goes over several: its lines become one, or are held until it ends. */
export class RedactedLines {
  constructor(
    private readonly whole: (line: string) => string,
    private readonly stream: RedactionStream,
  ) {}

  push(line: string): readonly string[] {
    // Most lines: nothing is copied.
    if (this.stream.isIdle && !line.includes('-----BEGIN ')) return [this.whole(line)];
    return split(this.stream.push(`${line}\n`));
  }

  end(): readonly string[] {
    return split(this.stream.end());
  }
}

const split = (text: string): readonly string[] => (text === '' ? [] : text.replace(/\n$/, '').split('\n'));
