import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { testedPackage } from '../../runner/preparations';
import { rehearsedClis } from '../../setup/rehearsalConfig';
import { copySampleProject } from '../../setup/sampleProject';
import { startServer, type Server, type ServerOptions } from '../server';
import { openWorkbench, type Workbench, type WorkbenchOptions } from '../workbench';
import { createUser, type User } from './user';

/** What a test of the interface works with; valid while the tests of its `describe` run. */
export interface OpenWorkbench {
  readonly server: Server;
  readonly workbench: Workbench;
  readonly user: User;
}

/**
 * Opens VS Code, with the packaged extension installed, around the tests of the surrounding `describe`.
 * The models are the scripted ones unless `settings` say otherwise. When a test fails, a picture of the window is kept as out/screenshots/failed-*.png.
 */
export function withWorkbench(options: Partial<ServerOptions> & WorkbenchOptions = {}): () => OpenWorkbench {
  let opened: OpenWorkbench | undefined;
  let workspace: string | undefined;
  const current = () => {
    if (opened === undefined) throw new Error('The workbench is open only while tests run.');
    return opened;
  };
  before(async () => {
    const folder = copySampleProject('mao-ui-');
    workspace = folder;
    const settings = { 'mao.clis': rehearsedClis({ pace: 20 }), ...options.settings };
    const server = await startServer({ workspace: folder, install: testedPackage, ...options, settings });
    try {
      const workbench = await openWorkbench(server, options);
      opened = { server, workbench, user: createUser(workbench.page) };
    } catch (error) {
      await server.stop();
      throw error;
    }
  });
  afterEach(async function () {
    const test = this.currentTest;
    if (test?.state === 'failed') await current().user.screenshot(`failed-${test.fullTitle().replace(/\W+/g, '-')}`);
  });
  after(async () => {
    await opened?.workbench.close();
    await opened?.server.stop();
    opened = undefined;
    if (workspace !== undefined) rmSync(dirname(workspace), { recursive: true, force: true });
  });
  return current;
}
