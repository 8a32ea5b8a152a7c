const bom = Buffer.from([0xef, 0xbb, 0xbf]);

type Encoding = 'utf8' | 'utf16le' | 'utf16be';

/** Gives `after` the form of the file that it replaces: encoding, BOM and line ends stay. Binary content passes as it is. */
export function keepForm(before: Uint8Array, after: Uint8Array): Uint8Array {
  if (isPlain(before) && isPlain(after)) return after;
  const old = decode(before);
  const next = decode(after);
  if (!old || !next) return after;
  return encode(old.encoding, old.hasBom, withLineEnds(next.text, lineEnds(old.text)));
}

/** Bytes without BOM, carriage return or NUL: the usual file, with nothing to adapt. */
function isPlain(bytes: Uint8Array): boolean {
  return (bytes[0] ?? 0) < 0xef && !bytes.includes(0x0d) && !bytes.includes(0);
}

interface Decoded {
  readonly encoding: Encoding;
  readonly hasBom: boolean;
  readonly text: string;
}

/** Text in UTF-8, or in UTF-16 with BOM; undefined for everything else. */
function decode(bytes: Uint8Array): Decoded | undefined {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const wide = buffer.length % 2 === 0 && buffer.length >= 2 ? buffer.readUInt16LE(0) : 0;
  if (wide === 0xfeff) return { encoding: 'utf16le', hasBom: true, text: buffer.toString('utf16le', 2) };
  if (wide === 0xfffe) {
    return { encoding: 'utf16be', hasBom: true, text: Buffer.from(buffer.subarray(2)).swap16().toString('utf16le') };
  }
  if (buffer.includes(0)) return undefined;
  const hasBom = buffer.subarray(0, 3).equals(bom);
  const text = buffer.toString('utf8', hasBom ? 3 : 0);
  return Buffer.from(text).equals(hasBom ? buffer.subarray(3) : buffer)
    ? { encoding: 'utf8', hasBom, text }
    : undefined;
}

function encode(encoding: Encoding, hasBom: boolean, text: string): Uint8Array {
  if (encoding === 'utf8') return Buffer.concat([hasBom ? bom : Buffer.alloc(0), Buffer.from(text)]);
  const wide = Buffer.from(`\uFEFF${text}`, 'utf16le');
  return encoding === 'utf16le' ? wide : wide.swap16();
}

/** The line end of a text that has one kind only. */
function lineEnds(text: string): '\r\n' | '\n' | undefined {
  const all = text.split('\n').length - 1;
  const withReturn = text.split('\r\n').length - 1;
  if (all === 0) return undefined;
  return withReturn === all ? '\r\n' : withReturn === 0 ? '\n' : undefined;
}

function withLineEnds(text: string, end: '\r\n' | '\n' | undefined): string {
  if (end === undefined) return text;
  const plain = text.replaceAll('\r\n', '\n');
  return end === '\n' ? plain : plain.replaceAll('\n', '\r\n');
}
