import { readdirSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { packageExtension } from '../setup/packageExtension';
import type { Measure } from './measure';

const bars = { 'extension.js': 60, 'engine.js': 600, 'panel.js': 250 } as const;

/** The sizes of the bundles and of the packed extension, against their bars. */
export async function measureSizes(): Promise<readonly Measure[]> {
  const vsix = resolve('out/bench.vsix');
  await packageExtension(vsix);
  const kilobytes = (file: string) => statSync(file).size / 1024;
  const others = readdirSync('dist').filter((name) => name.endsWith('.js') && !(name in bars));
  const beside = others.map((name) => `${name} ${kilobytes(`dist/${name}`).toFixed(0)} KB`).join(', ');
  const bundles = Object.entries(bars).map(([name, bar]): Measure => ({
    name: `size of ${name}`,
    value: kilobytes(`dist/${name}`),
    unit: 'KB',
    bar,
    kind: 'most',
    beside,
  }));
  return [
    ...bundles,
    { name: 'size of the .vsix', value: kilobytes(vsix), unit: 'KB', bar: 1024, kind: 'most', beside: '' },
  ];
}
