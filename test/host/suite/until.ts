import { setTimeout as delay } from 'node:timers/promises';

/** Waits until `condition` holds; throws, naming `what` was awaited, when it does not within 120 s. */
export async function until(what: string, condition: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + 120_000;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`Waited 120 s in vain for: ${what}`);
    await delay(25);
  }
}
