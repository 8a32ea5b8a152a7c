import type { Locator } from 'playwright-core';

/** Does what should make `sign` appear, and does it again (ten times at most, 20 s apart) when a busy window has not taken notice of it. */
export async function settle(sign: Locator, act: () => Promise<void> | void): Promise<void> {
  for (let again = 1; again < 10; again++) {
    await act();
    const seen = await sign.waitFor({ timeout: 20_000 }).then(
      () => true,
      () => false,
    );
    if (seen) return;
  }
  await act();
  await sign.waitFor();
}
