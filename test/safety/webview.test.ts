import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Browser } from 'playwright-core';
import { readPanelMessage, type StreamSnapshot } from '../../src/presentation/panelMessages';
import type { PanelView } from '../../src/presentation/panelView';
import { panelView } from '../../src/presentation/runView';
import { openPanel, panelOrigin, startBrowser, type OpenPanel } from '../panel/openPanel';
import { approved, plan, redEnd, runStart, schemas, stateOf } from '../unit/presentation/fixtures';
import { times } from './soak';
import { xssPayloads } from './xssPayloads';

/** Everything that a run panel shows, with every text of it what a hostile model or file name may be. */
function hostileView(payload: string): PanelView {
  const bad = (value: unknown): unknown => {
    if (typeof value === 'string') return /^\d{4}-\d\d-\d\dT/.test(value) ? value : payload;
    if (Array.isArray(value)) return value.map(bad);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, bad(item)]));
  };
  const [section] = plan.sections;
  assert.ok(section);
  const state = stateOf(
    runStart,
    {
      type: 'plan-proposed',
      source: 'orchestrator',
      plan: { ...plan, sections: [{ ...section, title: payload, summary: payload, missing: [{ what: payload }] }] },
    },
    approved,
    { type: 'workstream-start', ...schemas, model: payload },
    { type: 'attempt-start', ...schemas, model: payload, cli: 'claude', transport: 'direct', attempt: 1 },
    { type: 'conflict-found', file: payload, workstreams: [payload] },
    { type: 'log', level: 'error', message: payload },
    ...redEnd,
  );
  const view = panelView(state, true, payload);
  return {
    ...view,
    title: payload,
    status: payload,
    problem: payload,
    tokens: payload,
    cost: payload,
    columns: view.columns.map((column) => ({
      ...column,
      title: payload,
      model: payload,
      note: payload,
      section: payload,
      cost: payload,
    })),
    timeline: view.timeline.map((row) => ({
      ...row,
      title: payload,
      segments: row.segments.map((segment) => ({ ...segment, who: payload, why: payload })),
    })),
    files: [payload],
    checks: view.checks.map((check) => ({ ...check, name: payload, text: payload, command: payload, output: payload })),
    changes: { text: payload, files: [payload] },
    remarks: [{ level: payload, message: payload }],
    conflicts: [{ file: payload, text: payload, open: true }],
    ...(view.plan === undefined ? {} : { plan: { ...view.plan, source: String(bad(view.plan.source)) } }),
  };
}

/** Moves the mouse over everything, then tells what of a payload came to life. */
const whatIsThere = `(() => {
  const all = [...document.body.querySelectorAll('*')];
  for (const one of all) one.dispatchEvent(new MouseEvent('mouseover', { bubbles: true }));
  const live = /^(script|iframe|frame|object|embed|img|image|video|audio|base|meta|link|form|style|math|template)$/;
  return {
    ran: window.ran ?? null,
    at: location.href,
    elements: all.map((one) => one.localName).filter((name) => live.test(name)),
    handlers: all.flatMap((one) => one.getAttributeNames().filter((name) => name.startsWith('on'))),
    links: all
      .filter((one) => one.localName === 'a')
      .map((one) => one.getAttribute('href'))
      .filter((href) => href !== null && !/^https?:\\/\\//i.test(href)),
  };
})()`;

describe('safety: webview', function () {
  this.timeout(180_000);
  let browser: Browser;
  let panel: OpenPanel;
  const dialogs: string[] = [];

  before(async () => {
    browser = await startBrowser();
    panel = await openPanel(browser, { runId: '20261122-101500-abcd"><script>window.ran=1</script>' });
    panel.page.on('dialog', (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
  });
  after(async () => browser.close());

  it(`runs no script, asks for nothing and gives no command for ${xssPayloads.length} payloads in every text it shows`, async () => {
    assert.ok(xssPayloads.length >= 100, String(xssPayloads.length));
    const sentAt = '2026-11-22T10:15:00.000Z';
    let seq = 0;
    for (const payload of xssPayloads) {
      const view = hostileView(payload);
      const streams: StreamSnapshot[] = [...view.columns, ...view.tasks].map(({ key }) => ({
        key,
        cut: false,
        lastAt: sentAt,
        items: [
          { kind: 'text', text: payload },
          { kind: 'thinking', text: payload },
          { kind: 'tool', name: payload, detail: payload },
          { kind: 'note', tone: 'error', text: payload },
        ],
      }));
      assert.ok(streams.length > 0);
      await panel.send({ type: 'snapshot', seq: ++seq, sentAt, view, streams });
      // And once more, live, in pieces.
      for (const piece of payload.match(/[\s\S]{1,7}/g) ?? []) {
        const deltas = streams.map(({ key }) => ({ key, items: [{ kind: 'text', text: piece } as const] }));
        await panel.send({ type: 'update', seq: ++seq, sentAt, deltas });
      }
      await panel.settled(seq);
      const found = await panel.page.evaluate(whatIsThere);
      // The one script is MAO's own, which stands in the page before anything is shown.
      assert.deepEqual(
        found,
        { ran: null, at: `${panelOrigin}/`, elements: ['script'], handlers: [], links: [] },
        JSON.stringify(payload),
      );
    }
    assert.deepEqual([panel.requests, dialogs], [[], []]);
    const messages = JSON.stringify(await panel.posted());
    assert.doesNotMatch(messages, /"action"|"open-file"/);
  });

  it('would have noticed: the same page without its policy and with markup as such runs a payload', async () => {
    const context = await browser.newContext();
    try {
      const bare = await context.newPage();
      await bare.route('**', (route) => route.fulfill({ contentType: 'text/html', body: '<body></body>' }));
      await bare.goto(`${panelOrigin}/`);
      await bare.evaluate(`document.body.innerHTML = '<img src=x onerror=window.ran=1>'`);
      await bare.waitForFunction('window.ran === 1');
    } finally {
      await context.close();
    }
  });

  it('rejects 10,000 fuzzed messages to the host, and takes what is its own', () => {
    const actions = ['approve', 'edit-plan', 'cancel', 'review', 'apply', 'revert', 'show-report', 'show-log'];
    const isOurs = (message: unknown): boolean => {
      if (typeof message !== 'object' || message === null || Array.isArray(message)) return false;
      const { type, ...rest }: Record<string, unknown> = { ...message };
      const [name, value] = Object.entries(rest)[0] ?? [];
      const one = Object.keys(rest).length === 1;
      if (type === 'ready') return Object.keys(rest).length === 0;
      if (type === 'ack') return one && name === 'seq' && Number.isSafeInteger(value) && Number(value) > 0;
      if (type === 'action') {
        return one && name === 'action' && actions.includes(String(value)) && typeof value === 'string';
      }
      if (type !== 'open-file' || typeof value !== 'string') return false;
      return one && name === 'path' && value.length > 0 && value.length <= 4096;
    };
    const value = fc.oneof(
      fc.constantFrom<unknown>(
        ...actions,
        'eval',
        '__proto__',
        'constructor',
        '',
        null,
        true,
        0,
        1,
        -1,
        1.5,
        NaN,
        [],
        {},
      ),
      fc.string(),
      fc.anything(),
      fc.constant('x'.repeat(5000)),
    );
    const type = fc.oneof(
      fc.constantFrom<unknown>('ready', 'ack', 'action', 'open-file', 'command', 'snapshot'),
      value,
    );
    const name = fc.constantFrom('seq', 'action', 'path', 'command', 'args', '__proto__', 'constructor', 'toString');
    const close = fc
      .tuple(type, fc.array(fc.tuple(name, value), { maxLength: 3 }))
      .map(([kind, entries]): unknown => ({ type: kind, ...Object.fromEntries(entries) }));
    let taken = 0;
    let refused = 0;
    fc.assert(
      fc.property(fc.oneof({ weight: 3, arbitrary: close }, fc.anything()), (message) => {
        const read = readPanelMessage(message);
        assert.equal(read !== undefined, isOurs(message));
        if (read) taken++;
        else refused++;
      }),
      { numRuns: times(11_500, 100_000) },
    );
    assert.ok(refused >= 10_000 && taken > 50, `${refused} refused, ${taken} taken`);
    assert.equal(Reflect.get({}, 'polluted'), undefined);
  });
});
