import { ensureBrowser } from '../setup/ensureBrowser';
import { ensureClis } from '../setup/ensureClis';
import { ensureServer } from '../setup/ensureServer';
import { buildBundles, packageExtension } from '../setup/packageExtension';
import { usesElectron } from '../host/electron';
import { artefact } from './results';

/** Something a suite needs that is made or installed before it starts, once for all suites. */
export type Preparation = 'build' | 'package' | 'browser' | 'server' | 'clis';

/** Where the packaged extension that the suites test lies. */
export const testedPackage = artefact('mao.vsix');

/** Starts preparations, each at most once; a promise that rejects tells why the suite can not run. */
export function createPreparations(): (name: Preparation) => Promise<void> {
  const started = new Map<Preparation, Promise<void>>();
  const prepare = (name: Preparation): Promise<void> => {
    const running = started.get(name) ?? start(name, prepare);
    started.set(name, running);
    return running;
  };
  return prepare;
}

async function start(name: Preparation, prepare: (name: Preparation) => Promise<void>): Promise<void> {
  switch (name) {
    case 'build':
      return buildBundles();
    case 'package':
      await prepare('build');
      return packageExtension(testedPackage);
    case 'browser':
      await ensureBrowser();
      return;
    case 'server':
      // Both may install Debian packages, which only one process at a time can.
      if (process.platform === 'linux') await prepare('browser').catch(() => undefined);
      if (!usesElectron()) await ensureServer();
      return;
    case 'clis':
      await ensureClis();
      return;
  }
}
