import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { Browser, CDPSession } from 'playwright-core';
import * as z from 'zod';
import type { ToPanel } from '../../src/presentation/panelMessages';
import { openPanel, startBrowser, type OpenPanel } from '../panel/openPanel';
import { shownRun, snapshotOf } from '../panel/runStates';
import { median, type Measure } from './measure';
import { openPanelLab } from './panelLab';
import { markdownOf } from './panelText';

/** What people count as a token, in characters. */
const charactersPerToken = 4;
const columns = ['2/schemas', '2/storage', '2/core_logic', '2/implementation'] as const;

/** Sends `tokens` tokens in updates of 16 KB, and waits until all of them are drawn. */
async function streamTokens(panel: OpenPanel, tokens: number, firstSeq: number): Promise<number> {
  const texts = columns.map((_, index) => markdownOf(index));
  let seq = firstSeq;
  for (let left = tokens * charactersPerToken; left > 0; left -= 16_384) {
    const deltas = columns.map((key, index) => ({
      key,
      items: [{ kind: 'text' as const, text: texts[index]?.(Math.min(left, 16_384) / columns.length) ?? '' }],
    }));
    const message: ToPanel = { type: 'update', seq: ++seq, sentAt: '2026-11-22T10:16:40.000Z', deltas };
    await panel.send(message);
  }
  await panel.settled(seq);
  return seq;
}

async function openRunning(browser: Browser): Promise<OpenPanel> {
  const panel = await openPanel(browser);
  await panel.dress('dark');
  await panel.send(snapshotOf(shownRun('running')));
  await panel.settled(1);
  return panel;
}

/** The time on the page's main thread that `tokens` tokens take, as the browser accounts for it. */
async function renderTime(browser: Browser, tokens: number): Promise<number> {
  const panel = await openRunning(browser);
  try {
    const session = await panel.context.newCDPSession(panel.page);
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    const before = await metric(session, 'TaskDuration');
    await streamTokens(panel, tokens, 1);
    return ((await metric(session, 'TaskDuration')) - before) * 1000;
  } finally {
    await panel.context.close();
  }
}

async function metric(session: CDPSession, name: string): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics.find((one) => one.name === name)?.value ?? 0;
}

const processesSchema = z.object({ processInfo: z.array(z.object({ type: z.string(), id: z.int() })) });

/** Memory that only this process has, in MB; undefined where the system does not tell. */
function privateMemory(pid: number): number | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
    return Number(/^Private_Dirty:\s+(\d+) kB/m.exec(text)?.[1]) / 1024;
  } catch {
    return undefined;
  }
}

/** What 100,000 tokens add to the page's own process, everything that can be thrown away thrown away. */
async function measureMemory(): Promise<Measure> {
  const browser = await startBrowser(['--disable-features=SpareRendererForSitePerProcess']);
  try {
    const panel = await openRunning(browser);
    const session = await panel.context.newCDPSession(panel.page);
    await session.send('Performance.enable');
    const root = await browser.newBrowserCDPSession();
    const renderers = processesSchema.parse(await root.send('SystemInfo.getProcessInfo')).processInfo;
    const pids = renderers.filter(({ type }) => type === 'renderer').map(({ id }) => id);
    const settle = async () => {
      for (let round = 0; round < 3; round++) {
        await session.send('HeapProfiler.collectGarbage');
        await delay(500);
      }
      const memory = pids.map((pid) => privateMemory(pid) ?? 0).reduce((sum, one) => sum + one, 0);
      return {
        memory,
        heap: (await metric(session, 'JSHeapUsedSize')) / 1024 / 1024,
        nodes: await metric(session, 'Nodes'),
      };
    };
    const seq = await streamTokens(panel, 25_000, 1);
    const before = await settle();
    await streamTokens(panel, 100_000, seq);
    const after = await settle();
    const heap = after.heap - before.heap;
    const grown = after.memory - before.memory;
    return {
      name: 'panel: memory per 100,000 tokens',
      value: before.memory === 0 ? heap : grown,
      unit: 'MB',
      bar: 15,
      kind: 'most',
      beside: `private memory of the process; script heap ${heap.toFixed(1)} MB, ${after.nodes - before.nodes} nodes`,
    };
  } finally {
    await browser.close();
  }
}

async function measureLinearity(browser: Browser, runs: number): Promise<Measure> {
  const small: number[] = [];
  const large: number[] = [];
  await renderTime(browser, 10_000);
  for (let run = 0; run < runs; run++) {
    small.push(await renderTime(browser, 50_000));
    large.push(await renderTime(browser, 100_000));
  }
  const [n, twice] = [median(small), median(large)];
  return {
    name: 'panel: rendering 100,000 tokens over 50,000',
    value: twice / n,
    unit: 'x',
    bar: 2.2,
    kind: 'most',
    beside: `${n.toFixed(0)} and ${twice.toFixed(0)} ms of the page's thread`,
  };
}

/** From nothing to a page that shows a snapshot of 256 KB: the page is loaded anew each time, as VS Code does. */
async function measureReopen(browser: Browser, runs: number): Promise<Measure> {
  const snapshot = snapshotOf(shownRun('running'));
  const streams = columns.map((key, index) => {
    const item = { kind: 'text' as const, text: markdownOf(index)(56_000) };
    return { key, items: [item], cut: true, lastAt: snapshot.sentAt };
  });
  const message = JSON.stringify({ ...snapshot, streams });
  const times: number[] = [];
  for (let run = 0; run < runs; run++) {
    const panel = await openPanel(browser);
    try {
      await panel.dress('dark');
      const shown = await panel.page.evaluate(`new Promise((done) => {
        const begun = performance.now();
        window.onPosted = (message) => {
          if (message.seq === 1) requestAnimationFrame(() => done(performance.now() - begun));
        };
        window.postMessage(${message}, '*');
      })`);
      const loaded = await panel.page.evaluate(`performance.getEntriesByType('navigation')[0].domComplete`);
      times.push(z.number().parse(shown) + z.number().parse(loaded));
    } finally {
      await panel.context.close();
    }
  }
  return {
    name: 'panel: reopened with 256 KB of output',
    value: median(times),
    unit: 'ms',
    bar: 300,
    kind: 'most',
    beside: `page loaded, script run, all drawn; slowest of ${runs}: ${Math.max(...times).toFixed(0)} ms`,
  };
}

async function measureStreaming(browser: Browser, seconds: number): Promise<readonly Measure[]> {
  const lab = await openPanelLab(browser);
  try {
    await delay(1000);
    await lab.frames();
    await delay(Math.max(3000, seconds * 50));
    const idle = await lab.frames();
    await lab.start(25, 12, 1);
    await delay(1000);
    await lab.frames();
    const latencies: number[] = [];
    const until = performance.now() + seconds * 200;
    for (let probe = 0; performance.now() < until; probe++) {
      latencies.push(await lab.latency(probe));
      await delay(150 + (probe % 7) * 23);
    }
    await lab.stop();
    const calm = await lab.frames();
    await lab.start(200, 20);
    await delay(seconds * 800);
    await lab.stop();
    const flood = await lab.frames();
    const { events, characters, messages, snapshots } = await lab.counts();
    const sorted = latencies.toSorted((a, b) => a - b);
    const p95 = sorted[Math.floor(sorted.length * 0.95)] ?? 0;
    const share = ((calm.over50 + flood.over50) / (calm.total + flood.total)) * 100;
    const longest = Math.max(calm.longest, flood.longest).toFixed(0);
    const still = `${idle.over50} of ${idle.total} without streaming`;
    const told = `${events} events, ${(characters / 1e6).toFixed(1)} M characters, ${messages} messages, ${snapshots} snapshot(s)`;
    return [
      {
        ...{
          name: `panel: frames over 50 ms in ${seconds} s of streaming`,
          value: share,
          unit: '%',
          bar: 1,
          kind: 'most',
        },
        beside: `${calm.over50 + flood.over50} of ${calm.total + flood.total} frames, longest ${longest} ms (${still}); ${told}`,
      },
      {
        ...{ name: 'panel: text at the host to the page', value: median(latencies), unit: 'ms', bar: 60, kind: 'most' },
        beside: `${latencies.length} probes while three others stream`,
      },
      {
        ...{ name: 'panel: text at the host to the page, p95', value: p95, unit: 'ms', bar: 120, kind: 'most' },
        beside: `slowest ${(sorted.at(-1) ?? 0).toFixed(0)} ms`,
      },
    ];
  } finally {
    await lab.close();
  }
}

/** The run panel's page in a browser: long frames while four models stream, latency, memory, linearity, reopening. */
export async function measurePanel(seconds: number, runs: number): Promise<readonly Measure[]> {
  const browser = await startBrowser(['--site-per-process']);
  try {
    const streaming = await measureStreaming(browser, seconds);
    const linear = await measureLinearity(browser, runs);
    const reopen = await measureReopen(browser, runs);
    return [...streaming, await measureMemory(), linear, reopen];
  } finally {
    await browser.close();
  }
}
