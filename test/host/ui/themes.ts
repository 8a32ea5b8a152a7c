import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { settle } from './settle';
import type { OpenWorkbench } from './withWorkbench';

/** The looks in which every screen is kept as a picture: the theme's id, and the class that VS Code gives the window. */
export const themes = {
  dark: { id: 'Dark 2026', windowClass: 'vs-dark' },
  'high-contrast': { id: 'Default High Contrast', windowClass: 'hc-black' },
  light: { id: 'Light 2026', windowClass: 'vs' },
} as const;

const settings = z.record(z.string(), z.unknown());
const wide = { width: 1280, height: 800 };
const narrow = { width: 640, height: 800 };

/** Keeps pictures of what the window shows: `<name>-dark`, `-light`, `-high-contrast` and, half as wide, `-narrow`. */
export async function screenshotEveryLook({ server, workbench, user }: OpenWorkbench, name: string): Promise<void> {
  // The machine's settings: those of the user lie in the browser.
  const file = join(server.profile.data, 'Machine', 'settings.json');
  const now = settings.parse(JSON.parse(readFileSync(file, 'utf8')));
  for (const [look, { id, windowClass }] of Object.entries(themes)) {
    await settle(workbench.page.locator(`.monaco-workbench.${windowClass}`), () => {
      writeFileSync(file, JSON.stringify({ ...now, 'workbench.colorTheme': id }));
    });
    await user.screenshot(`${name}-${look}`);
  }
  writeFileSync(file, JSON.stringify(now));
  await workbench.page.setViewportSize(narrow);
  await user.screenshot(`${name}-narrow`);
  await workbench.page.setViewportSize(wide);
}
