import assert from 'node:assert/strict';
import { rehearsedClis } from '../../setup/rehearsalConfig';
import { rehearsedSettings } from '../settings';
import { withWorkbench, type OpenWorkbench } from './withWorkbench';

const patient = { timeout: 240_000 };

/** What a person reads in the run panel. */
interface Shown {
  readonly columns: readonly string[];
  readonly states: readonly (string | null)[];
  readonly buttons: readonly string[];
  readonly text: string | null;
}

/** Waits until the page has drawn the run, then reads it. */
async function shownBy({ user }: OpenWorkbench): Promise<Shown> {
  const main = user.webview().locator('main[aria-busy="false"]');
  await main.waitFor(patient);
  const columns = main.locator('section.column');
  const states: (string | null)[] = [];
  for (const column of await columns.all()) states.push(await column.getAttribute('data-state'));
  return {
    columns: await columns.locator('h3').allTextContents(),
    states,
    buttons: await main.locator('.run-head button').allTextContents(),
    text: await main.textContent(),
  };
}

const runTab = ({ workbench }: OpenWorkbench) => workbench.page.locator('.tab', { hasText: 'MAO: 2 Loans' });

async function develop({ user }: OpenWorkbench): Promise<void> {
  await user.openContainer('MAO');
  await user.row('Loans').first().waitFor();
  await user.runCommand('MAO: Develop Section');
  await user.pick('Loans');
  await user.acceptPicks();
}

/** Looks at another tab, so that VS Code throws the panel's page away, and comes back. */
async function lookAwayAndBack(open: OpenWorkbench): Promise<void> {
  const page = open.user.webview().locator('main');
  await open.user.runCommand('File: New Untitled Text File');
  await page.waitFor({ state: 'hidden' });
  await runTab(open).click();
  await page.waitFor(patient);
}

async function reload(open: OpenWorkbench): Promise<void> {
  const reloaded = open.workbench.page.waitForEvent('load', patient);
  await open.user.runCommand('Developer: Reload Window');
  await reloaded;
  await runTab(open).waitFor(patient);
}

/** What stands at the end of a row of the views while the mouse is over it. */
function action({ user }: OpenWorkbench, row: RegExp, title: string) {
  return user.row(row).first().locator(`.action-label[aria-label^="${title}"]`);
}

describe('the panel of a finished run', () => {
  const current = withWorkbench({ settings: rehearsedSettings });
  let finished: Shown | undefined;

  before(async () => {
    await develop(current());
    await current().user.webview().getByRole('button', { name: 'Review', exact: true }).waitFor(patient);
    finished = await shownBy(current());
  });

  it('shows what was made of every workstream', () => {
    assert.ok(finished && finished.columns.length >= 3);
    assert.deepEqual(new Set(finished.states), new Set(['succeeded']));
    assert.match(finished.text ?? '', /A loan is plain data/);
  });

  it('shows the same after a look at another tab', async () => {
    await lookAwayAndBack(current());
    assert.deepEqual(await shownBy(current()), finished);
  });

  it('shows the same after a reload of the window', async () => {
    await reload(current());
    assert.deepEqual(await shownBy(current()), finished);
    await current().user.row('loan.ts').first().waitFor();
    await current().user.screenshot('panel-reloaded');
  });

  it('still does what its buttons say after the reload', async () => {
    const { user, workbench } = current();
    await user.webview().getByRole('button', { name: 'Review', exact: true }).click();
    await workbench.page.locator('.multiDiffEntry').first().waitFor();
  });

  it('need not be open for the views to know, after a reload, what waits for review', async () => {
    const { user, workbench } = current();
    await user.runCommand('View: Close All Editors');
    await runTab(current()).waitFor({ state: 'detached' });
    const reloaded = workbench.page.waitForEvent('load', patient);
    await user.runCommand('Developer: Reload Window');
    await reloaded;
    await user.openContainer('MAO');
    await workbench.page.locator('.statusbar-item', { hasText: 'MAO ready to review' }).waitFor(patient);
    await user.row('loan.ts').first().waitFor(patient);
    await user
      .row(/^Run \d/)
      .first()
      .hover();
    await action(current(), /^Run \d/, 'Apply Changes').waitFor(patient);
    await user.screenshot('views-reloaded');
    await user.runCommand('MAO: Open Run Panel');
    await runTab(current()).waitFor(patient);
  });
});

describe('the panel of a run under way', () => {
  // One workstream that never ends, so that the run is under way for as long as the tests look at it.
  const parts = [{ when: { task: 'workstream', workstream: 'tests' }, fail: 'hang' }];
  const settings = { ...rehearsedSettings, 'mao.clis': rehearsedClis({ pace: 5, parts }) };
  const current = withWorkbench({ settings });
  const workstreams = () => current().user.webview().locator('.body > .columns section.column');
  const finished = () => workstreams().and(current().user.webview().locator('[data-state="succeeded"]'));
  let written: readonly string[] = [];

  before(async () => {
    await develop(current());
    await finished().nth(3).waitFor(patient);
    written = await finished().allTextContents();
    assert.match(written.join('\n'), /A loan is plain data/);
  });

  it('keeps what was streamed while another tab was looked at', async () => {
    await lookAwayAndBack(current());
    await finished().nth(3).waitFor(patient);
    assert.deepEqual(await finished().allTextContents(), written);
    const { columns, states, buttons } = await shownBy(current());
    assert.ok(columns.length > written.length);
    assert.ok(states.includes('running'));
    assert.deepEqual(buttons, ['Cancel', 'Stop now']);
  });

  it('tells after a reload that the run was stopped, with the same workstreams and what they wrote', async () => {
    const { user } = current();
    const { columns } = await shownBy(current());
    await reload(current());
    await finished().nth(3).waitFor(patient);
    assert.deepEqual(await finished().allTextContents(), written);
    const after = await shownBy(current());
    await user.screenshot('panel-interrupted');
    assert.deepEqual(after.columns, columns);
    assert.match(after.text ?? '', /Interrupted|Cancelled/);
    await user
      .row(/^Run \d/)
      .first()
      .hover();
    await action(current(), /^Run \d/, 'Resume Run').waitFor(patient);
    assert.ok(!after.buttons.includes('Cancel'), 'this window has no run to cancel');
    assert.ok(!after.states.includes('running'), 'nothing of a stopped run turns as if it were at work');
  });
});
