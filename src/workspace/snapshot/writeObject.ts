import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { deflate } from 'node:zlib';
import type { RepositoryLayout } from './ownRepository';

const compress = promisify(deflate);

/**
 * Puts an object into the repository as a loose file (gitrepository-layout(5), "objects"), and answers its name. Saves a
 * process for each commit and each resolved text; safe when several write the same.
 */
export async function writeObject(
  layout: RepositoryLayout,
  type: 'blob' | 'commit',
  content: Uint8Array,
): Promise<string> {
  const whole = Buffer.concat([Buffer.from(`${type} ${content.length}\0`), content]);
  const oid = createHash(layout.objectFormat).update(whole).digest('hex');
  const folder = join(layout.gitDirectory, 'objects', oid.slice(0, 2));
  const file = join(folder, oid.slice(2));
  if (existsSync(file)) return oid;
  const packed = await compress(whole, { level: 1 });
  mkdirSync(folder, { recursive: true });
  const draft = join(folder, `tmp_obj_${randomBytes(6).toString('hex')}`);
  writeFileSync(draft, packed, { flag: 'wx' });
  chmodSync(draft, 0o444);
  renameSync(draft, file);
  return oid;
}
