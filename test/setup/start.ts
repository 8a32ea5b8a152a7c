// npm start: builds MAO and opens it in a real VS Code, in a copy of the sample project or the folder that is named:
// npm start -- path/to/project
import { resolve } from 'node:path';
import { downloadAndUnzipVSCode } from '@vscode/test-electron';
import { execa } from 'execa';
import { usesElectron } from '../host/electron';
import { startServer } from '../host/server';
import { openWorkbench, workbenchUrl } from '../host/workbench';
import { answers } from './ensureDebianPackages';
import { buildBundles } from './packageExtension';
import { copySampleProject } from './sampleProject';

const folder = process.argv[2] === undefined ? copySampleProject('mao-start-') : resolve(process.argv[2]);

/** Opens the extension under development in a VS Code of this machine; does not wait for the window to close. */
async function openDesktop(code: string, more: readonly string[] = []): Promise<void> {
  await execa(code, [`--extensionDevelopmentPath=${resolve('.')}`, ...more, folder], { stdio: 'inherit' });
}

/** Serves VS Code on the loopback interface until interrupted; with a display its window is opened too. */
async function serve(): Promise<void> {
  const server = await startServer({ workspace: folder, install: resolve('.') });
  process.stdout.write(`VS Code with MAO in ${folder}:\n\n  ${workbenchUrl(server)}\n\nCtrl-C ends it.\n`);
  if (process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']) {
    const { page } = await openWorkbench(server, { headless: false });
    await page.waitForEvent('close', { timeout: 0 });
    await server.stop();
  }
}

await buildBundles();
if (answers('code', ['--version'])) await openDesktop('code');
else if (usesElectron()) {
  const cachePath = resolve('test/host/.vscode-test/electron');
  await openDesktop(await downloadAndUnzipVSCode({ cachePath }), ['--disable-workspace-trust']);
} else await serve();
