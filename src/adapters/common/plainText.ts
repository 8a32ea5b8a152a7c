const escapeSequence = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-Z\\-_])/g;

/** Text for people: without ANSI sequences, white space folded to single spaces, at most `max` characters. */
export function plainLine(text: string, max = 300): string {
  const plain = text.replace(escapeSequence, '').replace(/\s+/g, ' ').trim();
  return plain.length > max ? plain.slice(0, max - 1) + '…' : plain;
}

/** The last lines that a program wrote to stderr, newest last; what failures are explained with. */
export type Tail = readonly string[];

const tailLines = 30;

/** The tail with one line more. */
export function appendToTail(tail: Tail, line: string): Tail {
  const plain = plainLine(line, 500);
  return plain === '' ? tail : [...tail.slice(1 - tailLines), plain];
}
