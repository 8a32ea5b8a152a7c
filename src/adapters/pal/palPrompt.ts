/** How much of the conversation so far reaches a model over PAL, in characters; the newest counts. */
const contextChars = 16_000;

/** How much of a prompt PAL is told, for the conversation that it keeps; it takes 60,000 characters at most. */
const digestChars = 1500;

const headerPattern = /^(?:MAO-[^\n]*\n)+\r?\n/;
const slotPattern = /^MAO-Slot: ([0-9a-f-]{36})$/gm;

/** A prompt as MAO gives it to PAL: its header with the slot, and enough of it to remember what was asked. */
export function palPrompt(prompt: string, slot: string): string {
  const header = headerPattern.exec(prompt)?.[0] ?? '\n';
  const body = prompt.slice(header === '\n' ? 0 : header.length).trim();
  const digest = body.length > digestChars ? `${body.slice(0, digestChars)}…` : body;
  return `${header.trimEnd()}\nMAO-Slot: ${slot}\n\n${digest}`.trimStart();
}

/** The slot of a prompt as a worker gets it; the last one is the call's, an earlier one is history. */
export function slotOf(given: string): string | undefined {
  return [...given.matchAll(slotPattern)].at(-1)?.[1];
}

/**
 * What PAL put before the prompt: the conversation so far, without PAL's own words to models, without header lines (which
 * are for MAO), its newest part when it is long; empty when there is none.
 */
export function palContext(given: string): string {
  const slotAt = [...given.matchAll(slotPattern)].at(-1)?.index ?? 0;
  const before = given.slice(0, slotAt);
  const start = before.indexOf('=== CONVERSATION HISTORY');
  if (start < 0) return '';
  const end = before.lastIndexOf('=== END CONVERSATION HISTORY');
  const history = before.slice(before.indexOf('\n', start) + 1, end < 0 ? before.length : end);
  const plain = history
    .replace(/^MAO-[A-Za-z]+:.*\n?/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  return plain.length > contextChars ? `…${plain.slice(1 - contextChars)}` : plain;
}

/** The prompt with the run's conversation as PAL has kept it, after the header that a prompt must begin with. */
export function withPalContext(prompt: string, context: string): string {
  if (context === '') return prompt;
  const header = headerPattern.exec(prompt)?.[0] ?? '';
  const intro =
    'What models were asked and answered earlier in this run, for orientation only; your task stands below it.';
  return `${header}${intro}\n\n<conversation>\n${context}\n</conversation>\n\n${prompt.slice(header.length)}`;
}
