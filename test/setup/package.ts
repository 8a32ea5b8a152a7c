// npm run package: builds the extension and packs it into mao-VERSION.vsix.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import * as z from 'zod';
import { buildBundles, packageExtension } from './packageExtension';

const { name, version } = z
  .object({ name: z.string(), version: z.string() })
  .parse(JSON.parse(readFileSync('package.json', 'utf8')));
const file = resolve(`${name}-${version}.vsix`);
await buildBundles();
await packageExtension(file);
process.stdout.write(`${file}\n`);
