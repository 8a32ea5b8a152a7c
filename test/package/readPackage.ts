import { readFileSync } from 'node:fs';

/** A file in a package. */
export interface PackedFile {
  readonly path: string;
  /** Unpacked, in bytes. */
  readonly size: number;
}

const endOfDirectory = 0x06054b50;
const directoryEntry = 0x02014b50;

/** Lists a .vsix by the zip format's central directory (PKWARE APPNOTE 4.3.12); throws when it has none. */
export function readPackage(file: string): readonly PackedFile[] {
  const zip = readFileSync(file);
  const end = zip.lastIndexOf(signature(endOfDirectory));
  if (end < 0) throw new Error(`${file} is no zip archive`);
  const files: PackedFile[] = [];
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (zip.readUInt32LE(at) !== directoryEntry) throw new Error(`${file} has a broken directory`);
    const [name, extra, comment] = [zip.readUInt16LE(at + 28), zip.readUInt16LE(at + 30), zip.readUInt16LE(at + 32)];
    files.push({ path: zip.toString('utf8', at + 46, at + 46 + name), size: zip.readUInt32LE(at + 24) });
    at += 46 + name + extra + comment;
  }
  return files;
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
