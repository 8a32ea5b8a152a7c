// npm run pictures: the UI run, then the pictures of the documents out of its screenshots. `-- --keep` takes those of the last run.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import * as z from 'zod';
import { artefact } from '../runner/results';
import { ensureBrowser } from './ensureBrowser';
import { packPixels } from './packPixels';
import { run } from './run';

/** Where a picture of the documents comes from; `cut`: the part of the screenshot that is shown (left, top, width, height). */
interface Picture {
  readonly from: string;
  readonly cut?: readonly [number, number, number, number];
}

const pictures: Readonly<Record<string, Picture>> = {
  'run-panel': { from: 'tour-done-dark' },
  plan: { from: 'plan-editor-dark' },
  retry: { from: 'retry-dark' },
  changes: { from: 'refused-change-dark' },
  views: { from: 'tour-done-light', cut: [48, 36, 304, 732] },
  provenance: { from: 'provenance-hover' },
  report: { from: 'report' },
  qa: { from: 'qa-panel-light' },
  findings: { from: 'qa-problems-dark' },
  fix: { from: 'fix-quick-fix', cut: [352, 36, 928, 732] },
  walkthrough: { from: 'walkthrough-dark' },
  initialize: { from: 'initialize-dark', cut: [340, 0, 680, 400] },
  // Further down it names folders of the machine that took it.
  doctor: { from: 'doctor-dark', cut: [352, 36, 928, 264] },
  settings: { from: 'settings-dark', cut: [128, 212, 1024, 490] },
};

const most = { kilobytes: 150, together: 1536 };

const pixelsSchema = z.object({ width: z.int(), height: z.int(), data: z.string() });

/** What the browser is asked: the pixels of a picture, or of a part of it, as RGBA in base64. */
const pixelsOf = (png: string, cut: Picture['cut']) => `(async () => {
  const image = new Image();
  image.src = 'data:image/png;base64,${png}';
  await image.decode();
  const [left, top, width, height] = ${JSON.stringify(cut ?? null)} ?? [0, 0, image.width, image.height];
  const context = new OffscreenCanvas(width, height).getContext('2d');
  context.drawImage(image, -left, -top);
  const bytes = context.getImageData(0, 0, width, height).data;
  return { width, height, data: btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')) };
})()`;

if (!process.argv.includes('--keep')) await run(process.execPath, ['--import', 'tsx', 'test/run.ts', 'ui']);
const browser = await chromium.launch({ executablePath: await ensureBrowser(), args: ['--no-sandbox'] });
const page = await browser.newPage();
let together = 0;
for (const [name, { from, cut }] of Object.entries(pictures)) {
  const shot = readFileSync(artefact('screenshots', `${from}.png`)).toString('base64');
  const pixels = pixelsSchema.parse(await page.evaluate(pixelsOf(shot, cut)));
  const png = packPixels(pixels.width, pixels.height, Buffer.from(pixels.data, 'base64'));
  writeFileSync(join('docs/images', `${name}.png`), png);
  together += png.length / 1024;
  process.stdout.write(`docs/images/${name}.png ${Math.round(png.length / 1024)} KB\n`);
  if (png.length > most.kilobytes * 1024) throw new Error(`${name}.png has more than ${most.kilobytes} KB: cut it.`);
}
await browser.close();
if (together > most.together) {
  throw new Error(`All pictures have ${Math.round(together)} KB, more than ${most.together}.`);
}
