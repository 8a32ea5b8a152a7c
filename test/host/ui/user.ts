import { mkdirSync } from 'node:fs';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { artefact } from '../../runner/results';

/** What a person does in the workbench, by keyboard and mouse. */
export interface User {
  /** Opens the palette and types a command's title, without running it. */
  readonly typeCommand: (title: string) => Promise<Locator>;
  readonly runCommand: (title: string) => Promise<void>;
  /** Clicks a container's icon in the activity bar. */
  readonly openContainer: (title: string) => Promise<void>;
  /** A row of any tree or list whose label has the text. */
  readonly row: (text: string | RegExp) => Locator;
  /** The document that an extension's webview shows. */
  readonly webview: () => FrameLocator;
  readonly pick: (text: string | RegExp) => Promise<void>;
  /** Confirms what was picked, where several can be. */
  readonly acceptPicks: () => Promise<void>;
  /** A notification with the text. */
  readonly toast: (text: string) => Locator;
  /** Keeps a picture of the window in out/screenshots. */
  readonly screenshot: (name: string) => Promise<void>;
}

const patient = { timeout: 240_000 };

async function appears(row: Locator): Promise<boolean> {
  return row.waitFor({ timeout: 15_000 }).then(
    () => true,
    () => false,
  );
}

/** A person at the given workbench. */
export function createUser(page: Page): User {
  const quickInput = page.locator('.quick-input-widget:visible');
  const typeCommand = async (title: string) => {
    const row = quickInput.locator('.monaco-list-row', { hasText: title }).first();
    // A palette that was opened while the window was still busy can stay without the command: a person opens it again.
    for (let opened = 1; opened <= 6; opened++) {
      await page.keyboard.press('F1');
      const input = quickInput.locator('input.input:visible').first();
      // A key that came while a panel was being made went nowhere: a person presses it again.
      if (!(await appears(input))) continue;
      await input.fill(`>${title}`, { timeout: 15_000 }).catch(() => undefined);
      if (await appears(row)) return row;
      await page.keyboard.press('Escape');
    }
    throw new Error(`The palette has no command ${title}.`);
  };
  return {
    typeCommand,
    runCommand: async (title) => {
      await (await typeCommand(title)).click();
    },
    openContainer: async (title) => {
      const icon = page.locator(`.activitybar a.action-label[aria-label^="${title}"]`).first();
      await icon.waitFor(patient);
      // A badge lies over the icon; what clicks on it clicks on the icon.
      await icon.click({ force: true });
    },
    row: (text) => page.locator('.monaco-list-row', { hasText: text }),
    // VS Code's own page lies in the outer frame, the extension's document in the inner one.
    webview: () => page.frameLocator('iframe.webview.ready').frameLocator('#active-frame'),
    pick: async (text) => {
      await quickInput.locator('.monaco-list-row', { hasText: text }).first().click();
    },
    acceptPicks: async () => {
      await page.keyboard.press('Enter');
      await quickInput.waitFor({ state: 'hidden' });
    },
    toast: (text) => page.locator('.notification-toast', { hasText: text }).first(),
    screenshot: async (name) => {
      mkdirSync(artefact('screenshots'), { recursive: true });
      // What is just fading in is shown as it will be.
      await page.screenshot({ path: artefact('screenshots', `${name}.png`), animations: 'disabled' });
    },
  };
}
