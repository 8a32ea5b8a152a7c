import { setTimeout as delay } from 'node:timers/promises';

/** Waits until `condition` holds; throws, naming `what` was awaited, when it does not within 30 s. */
export async function until(what: string, condition: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + 30_000;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`Waited 30 s in vain for: ${what}`);
    await delay(25);
  }
}
