import { readFileSync } from 'node:fs';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import * as z from 'zod';
import { panelPage } from '../../src/ui/panel/panelPage';

const panelOrigin = 'https://panel.test';
const hostOrigin = 'https://host.test';

/** In the panel's frame: what VS Code gives a webview, and a recorder of frames and of when a probe is on the page. */
const inFrame = `
if (location.origin === '${panelOrigin}') {
  window.acquireVsCodeApi = () => ({
    postMessage: (message) => window.parent.postMessage(message, '*'),
    getState: () => undefined,
    setState: () => undefined,
  });
  const frames = { total: 0, over50: 0, longest: 0, last: undefined };
  const watch = (now) => {
    if (frames.last !== undefined) {
      const took = now - frames.last;
      frames.total += 1;
      if (took > 50) frames.over50 += 1;
      frames.longest = Math.max(frames.longest, took);
    }
    frames.last = now;
    requestAnimationFrame(watch);
  };
  requestAnimationFrame(watch);
  window.addEventListener('message', ({ data }) => {
    if (data.type === 'frames') {
      window.parent.postMessage({ type: 'frames', ...frames }, '*');
      Object.assign(frames, { total: 0, over50: 0, longest: 0 });
    }
  });
  addEventListener('DOMContentLoaded', () => {
    new MutationObserver((records) => {
      const at = performance.timeOrigin + performance.now();
      for (const { addedNodes, target } of records) {
        for (const node of [...addedNodes, target]) {
          for (const [probe] of (node.textContent ?? '').matchAll(/probe\\d+x/g)) {
            window.parent.postMessage({ type: 'probed', probe, at }, '*');
          }
        }
      }
    }).observe(document.body, { childList: true, subtree: true, characterData: true });
  });
}`;

/** In the page around it, which is a process of its own: the host. */
const inHost = `
  const frame = document.querySelector('iframe');
  window.host = new panelHost.PanelHost((message) => frame.contentWindow.postMessage(message, '*'));
  window.probes = {};
  window.addEventListener('message', ({ data }) => {
    if (data.type === 'frames') window.frames50 = data;
    else if (data.type === 'probed') window.probes[data.probe] ??= data.at;
    else window.host.receive(data);
  });
  frame.src = '${panelOrigin}/';`;

const framesSchema = z.object({ total: z.number(), over50: z.number(), longest: z.number() });
const countsSchema = z.object({
  events: z.number(),
  characters: z.number(),
  messages: z.number(),
  snapshots: z.number(),
});

/** A panel in a frame of its own process, with a host around it that streams. */
export interface PanelLab {
  readonly start: (eventsPerSecond: number, characters: number, quiet?: number) => Promise<void>;
  readonly stop: () => Promise<void>;
  /** The frames since the last call. */
  readonly frames: () => Promise<z.infer<typeof framesSchema>>;
  readonly counts: () => Promise<z.infer<typeof countsSchema>>;
  /** Milliseconds from a piece of text at the host to its place on the page. */
  readonly latency: (probe: number) => Promise<number>;
  readonly close: () => Promise<void>;
}

async function bundleHost(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: ['test/bench/host/panelHost.ts'],
    bundle: true,
    format: 'iife',
    globalName: 'panelHost',
    platform: 'browser',
    write: false,
    logLevel: 'warning',
  });
  return outputFiles[0]?.text ?? '';
}

/** Opens a panel with its host in a browser. */
export async function openPanelLab(browser: Browser): Promise<PanelLab> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  await context.addInitScript({ content: inFrame });
  const parts = { script: `${panelOrigin}/panel.js`, style: `${panelOrigin}/panel.css`, source: panelOrigin };
  const frame = 'position:fixed;inset:0;width:100%;height:100%;border:0';
  const files: Readonly<Record<string, readonly [string, string]>> = {
    [`${hostOrigin}/`]: ['text/html', `<!DOCTYPE html><title>host</title><iframe style="${frame}"></iframe>`],
    [`${panelOrigin}/`]: ['text/html', panelPage({ ...parts, nonce: 'bm9uY2U', runId: '20261122-101500-abcd' })],
    [parts.script]: ['text/javascript', readFileSync('dist/panel.js', 'utf8')],
    [parts.style]: ['text/css', readFileSync('dist/panel.css', 'utf8')],
  };
  await context.route('**', async (route) => {
    const file = files[route.request().url()];
    return file ? route.fulfill({ contentType: file[0], body: file[1] }) : route.abort();
  });
  const page: Page = await context.newPage();
  await page.goto(`${hostOrigin}/`);
  await page.addScriptTag({ content: await bundleHost() });
  await page.addScriptTag({ content: inHost });
  await page.waitForFunction('window.host.done().messages > 0');
  return {
    start: (rate, characters, quiet = 0) => page.evaluate(`window.host.start(${rate}, ${characters}, ${quiet})`),
    stop: () => page.evaluate('window.host.stop()'),
    frames: async () => {
      await page.evaluate(`window.frames50 = undefined; frame.contentWindow.postMessage({ type: 'frames' }, '*')`);
      await page.waitForFunction('window.frames50 !== undefined');
      return framesSchema.parse(await page.evaluate('window.frames50'));
    },
    counts: async () => countsSchema.parse(await page.evaluate('window.host.done()')),
    latency: async (probe) => {
      const sent = z.number().parse(await page.evaluate(`window.host.probe('probe${probe}x \\n\\n')`));
      await page.waitForFunction(`window.probes['probe${probe}x'] !== undefined`);
      return z.number().parse(await page.evaluate(`window.probes['probe${probe}x']`)) - sent;
    },
    close: () => context.close(),
  };
}
