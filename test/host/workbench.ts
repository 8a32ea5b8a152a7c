import { resolve } from 'node:path';
import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { ensureBrowser } from '../setup/ensureBrowser';
import type { Server } from './server';
import { cleanEnvironment } from './settings';

/** How the workbench is opened. */
export interface WorkbenchOptions {
  /** The folder of an extension under development, and the module that holds its tests. */
  readonly development?: {
    readonly extension: string;
    readonly tests: string;
    readonly env: Readonly<Record<string, string>>;
  };
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly headless?: boolean;
  /** Opens a window without a folder. */
  readonly empty?: boolean;
}

/** How the extension host's tests ended, as VS Code tells the page. */
export interface HostExit {
  readonly code: number;
}

/** A workbench in a browser; who opens it closes it. */
export interface Workbench {
  readonly page: Page;
  /** Settles when the extension host's tests have ended; only with `development`. */
  readonly exit: Promise<HostExit>;
  /** What the page wrote to its console: errors and warnings first show here. */
  readonly console: readonly string[];
  readonly close: () => Promise<void>;
}

/** Opens the server's workbench in a headless Chromium that can reach nothing but that server. */
export async function openWorkbench(server: Server, options: WorkbenchOptions = {}): Promise<Workbench> {
  const context = await chromium.launchPersistentContext(server.profile.browser, {
    executablePath: await ensureBrowser(),
    headless: options.headless ?? true,
    env: cleanEnvironment(server.profile.home),
    viewport: options.viewport ?? { width: 1280, height: 800 },
    reducedMotion: 'reduce',
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-sync'],
  });
  try {
    return await open(context, server, options);
  } catch (error) {
    await context.close();
    throw error;
  }
}

async function open(context: BrowserContext, server: Server, options: WorkbenchOptions): Promise<Workbench> {
  await context.route(
    (url) => url.host !== server.authority,
    (route) => route.abort(),
  );
  const page = context.pages()[0] ?? (await context.newPage());
  // Generous, since a loaded machine is slow and a wait that succeeds costs nothing.
  page.setDefaultTimeout(120_000);
  const lines: string[] = [];
  page.on('console', (message) => lines.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => lines.push(`page error: ${error.message}`));
  // The workbench calls these two where they exist and extensionTestsPath is set.
  await page.exposeFunction('codeAutomationLog', () => undefined);
  const exit = new Promise<HostExit>((resolve, reject) => {
    page
      .exposeFunction('codeAutomationExit', (code: number) => {
        resolve({ code });
      })
      .catch(reject);
  });
  await page.goto(workbenchUrl(server, options));
  await page.waitForSelector('.monaco-workbench', { timeout: 180_000 });
  return { page, exit, console: lines, close: () => context.close() };
}

/** The workbench's address, with an extension under development named the way VS Code's own web tests do. */
export function workbenchUrl(server: Server, { development, empty }: WorkbenchOptions = {}): string {
  // The authority must be the page's own.
  const remote = (path: string) => `vscode-remote://${server.authority}${resolve(path)}`;
  const url = new URL(`http://${server.authority}/`);
  if (empty) url.searchParams.set('ew', 'true');
  else url.searchParams.set('folder', server.workspace);
  if (development !== undefined) {
    const payload = [
      ['extensionDevelopmentPath', remote(development.extension)],
      ['extensionTestsPath', remote(development.tests)],
      ['extensionEnvironment', JSON.stringify(development.env)],
      ['enableProposedApi', ''],
    ];
    url.searchParams.set('payload', JSON.stringify(payload));
  }
  return url.href;
}
