import assert from 'node:assert/strict';
import { palContext, palPrompt, slotOf, withPalContext } from '../../../../src/adapters/pal/palPrompt';

const first = '11111111-1111-4111-8111-111111111111';
const second = '22222222-2222-4222-8222-222222222222';
const header = 'MAO-Task: workstream\nMAO-Run: r1\nMAO-Workdir: /w\n';

/** What a worker gets when PAL goes on with a conversation. */
const continued = `You are an external CLI agent.

=== USER REQUEST ===
=== CONVERSATION HISTORY (CONTINUATION) ===
Thread: abc
--- Turn 1 (User) ---
MAO-Task: plan
MAO-Slot: ${first}

Plan the section.

--- Turn 1 (claude) ---
The plan is made.
=== END CONVERSATION HISTORY ===

=== NEW USER INPUT ===
MAO-Task: workstream
MAO-Run: r1
MAO-Slot: ${second}

Write the schemas.

Provide your response below using your own CLI tools as needed:`;

describe('palPrompt', () => {
  it('keeps the header, adds the slot and tells PAL enough of the task to remember it', () => {
    assert.equal(
      palPrompt(`${header}\nWrite the schemas.`, first),
      `${header}MAO-Slot: ${first}\n\nWrite the schemas.`,
    );
  });

  it('never sends more than PAL takes', () => {
    const prompt = palPrompt(`${header}\n${'x'.repeat(200_000)}`, first);
    assert.ok(prompt.length < 2000, `${prompt.length} characters`);
    assert.equal(slotOf(prompt), first);
  });
});

describe('slotOf', () => {
  it('is the last one, since earlier ones are history', () => assert.equal(slotOf(continued), second));
  it('is undefined where there is none', () => assert.equal(slotOf('MAO-Slot: 7\nMAO-Task: plan'), undefined));
});

describe('palContext', () => {
  it("is the conversation before the prompt, without PAL's words and without header lines", () => {
    const context = palContext(continued);
    assert.match(context, /Plan the section\.\n\n--- Turn 1 \(claude\) ---\nThe plan is made\.$/);
    assert.doesNotMatch(context, /MAO-|external CLI agent|Write the schemas|NEW USER INPUT/);
  });

  it('is empty at the first call', () => {
    assert.equal(palContext(`=== USER REQUEST ===\nMAO-Task: plan\nMAO-Slot: ${first}\n\nPlan.`), '');
  });

  it('keeps the newest part of a long one', () => {
    const long = continued.replace('Plan the section.', `first ${'word '.repeat(20_000)} last`);
    const context = palContext(long);
    assert.equal(context.length, 16_000);
    assert.match(context, /^….*last\n\n--- Turn 1 \(claude\)/s);
  });
});

describe('withPalContext', () => {
  it('puts the conversation between header and task', () => {
    const prompt = withPalContext(`${header}\nWrite the schemas.`, 'The plan is made.');
    assert.ok(prompt.startsWith(`${header}\n`));
    assert.match(prompt, /<conversation>\nThe plan is made\.\n<\/conversation>\n\nWrite the schemas\.$/);
  });

  it('leaves a prompt alone when there is no conversation', () => {
    assert.equal(withPalContext(`${header}\nWrite.`, ''), `${header}\nWrite.`);
  });
});
