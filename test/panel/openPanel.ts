import { readFileSync } from 'node:fs';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import * as z from 'zod';
import type { FromPanel, ToPanel } from '../../src/presentation/panelMessages';
import { panelPage } from '../../src/ui/panel/panelPage';
import { ensureBrowser } from '../setup/ensureBrowser';

/** The page's own origin, which stands for what VS Code gives a webview. */
export const panelOrigin = 'https://panel.test';

/** What VS Code gives a webview; keeps what the page posts, and when. */
const vscodeApi = `
  window.posted = [];
  window.acquireVsCodeApi = () => ({
    postMessage: (message) => {
      window.posted.push(message);
      window.onPosted?.(message);
    },
    getState: () => undefined,
    setState: () => undefined,
  });`;

const looksSchema = z.record(z.string(), z.object({ body: z.string(), variables: z.record(z.string(), z.string()) }));

/** The themes of VS Code in which the page is looked at: the variables and classes that VS Code gives a webview. */
export const looks = ['dark', 'light', 'high-contrast', 'high-contrast-light'] as const;
export type Look = (typeof looks)[number];

function readLooks(): z.infer<typeof looksSchema> {
  return looksSchema.parse(JSON.parse(readFileSync('test/fixtures/themes/vscode.json', 'utf8')));
}

/** The run panel's page in a browser of its own, with the messages of a host sent by hand. */
export interface OpenPanel {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Every address that the page asked for, but its own three files. */
  readonly requests: readonly string[];
  readonly send: (message: ToPanel) => Promise<unknown>;
  /** Waits until the page has drawn the message. */
  readonly settled: (seq: number) => Promise<unknown>;
  /** Waits until an expression holds on the page. */
  readonly until: (condition: string) => Promise<unknown>;
  readonly posted: () => Promise<readonly FromPanel[]>;
  readonly dress: (look: Look) => Promise<void>;
}

/** Starts the browser in which panels are opened; whoever starts it closes it. */
export async function startBrowser(args: readonly string[] = []): Promise<Browser> {
  return chromium.launch({
    executablePath: await ensureBrowser(),
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', ...args],
  });
}

/** An expression that is fulfilled once a condition holds on the page, whose policy lets it evaluate no strings itself. */
const once = (condition: string) =>
  `new Promise((done) => {
    const look = () => (${condition} ? done(true) : setTimeout(look, 2));
    look();
  })`;
const posted = (fits: string) => once(`window.posted.some((message) => ${fits})`);

/** Opens the built page of the run panel with VS Code's policy, in a context of its own. */
export async function openPanel(
  browser: Browser,
  options: { readonly runId?: string; readonly width?: number; readonly height?: number } = {},
): Promise<OpenPanel> {
  const { runId = '20261122-101500-abcd', width = 1280, height = 800 } = options;
  const context = await browser.newContext({ viewport: { width, height } });
  await context.addInitScript({ content: vscodeApi });
  const parts = { script: `${panelOrigin}/panel.js`, style: `${panelOrigin}/panel.css`, source: panelOrigin };
  const files: Readonly<Record<string, readonly [string, string]>> = {
    [`${panelOrigin}/`]: ['text/html', panelPage({ ...parts, nonce: 'bm9uY2U', runId })],
    [parts.script]: ['text/javascript', readFileSync('dist/panel.js', 'utf8')],
    [parts.style]: ['text/css', readFileSync('dist/panel.css', 'utf8')],
  };
  const requests: string[] = [];
  await context.route('**', async (route) => {
    const file = files[route.request().url()];
    if (file) return route.fulfill({ contentType: file[0], body: file[1] });
    requests.push(route.request().url());
    return route.abort();
  });
  const page = await context.newPage();
  context.on('page', (opened) => requests.push(opened.url()));
  await page.goto(`${panelOrigin}/`);
  await page.evaluate(posted(`message.type === 'ready'`));
  const all = readLooks();
  return {
    page,
    context,
    requests,
    send: (message) => page.evaluate(`window.postMessage(${JSON.stringify(message)}, '*')`),
    settled: (seq) => page.evaluate(posted(`message.seq === ${seq}`)),
    until: (condition) => page.evaluate(once(condition)),
    posted: () => page.evaluate<readonly FromPanel[]>('window.posted'),
    dress: async (look) => {
      const { body, variables } = all[look] ?? { body: '', variables: {} };
      await page.evaluate(`(() => {
        const { style } = document.documentElement;
        style.cssText = '';
        for (const [name, value] of Object.entries(${JSON.stringify(variables)})) style.setProperty(name, value);
        document.body.className = ${JSON.stringify(body)};
        document.body.style.background = 'var(--vscode-editor-background)';
      })()`);
    },
  };
}
