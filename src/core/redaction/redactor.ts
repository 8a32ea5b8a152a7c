import { type GivenBack, KeptBack } from './keptBack';
import { mapStrings } from './mapStrings';
import { RedactedLines } from './redactedLines';
import { RedactionStream } from './redactionStream';
import { createSecretPatterns, placeholder } from './secretPatterns';

/**
 * Takes secrets out of what people, disks and other models get to see: keys and tokens by their documented forms, and
 * values that are known to be secret. `text` and `value` look at something whole, `stream` at text that comes in pieces.
 */
export interface Redactor {
  text(text: string): string;
  /** The same data with every string in it redacted; the very same object where nothing had to be changed. */
  value<T>(value: T): T;
  stream(): RedactionStream;
  /** As `stream`, for text that comes in lines without their ends; gives lines, later by those that a private key spans. */
  lines(): RedactedLines;
  /** A prompt in which stand-ins take the places of secrets; `giveBack` of the same redactor knows what they stand for. */
  prompt(prompt: string): string;
  /** What a model answered for a file, with the secrets of that file (as it was shown: `originals`) in their places again. */
  giveBack(text: string, originals: readonly string[]): GivenBack;
}

/** How far from the end of a text that was cut short the beginning of a secret is looked for. */
const cutWindow = 512;
/** A beginning shorter than this gives nothing away. */
const tellingChars = 8;

/** A redactor for all known forms and for `values` (see `secretValues`). */
export function createRedactor(values: readonly string[]): Redactor {
  const patterns = createSecretPatterns(values);

  /** What shortens a line for people may have cut a secret in two, which then has no form any more. */
  const withoutCutSecret = (text: string): string => {
    if (!text.endsWith('…')) return text;
    const whole = text.slice(0, -1);
    const open = patterns.findOpen(whole, Math.max(0, whole.length - cutWindow));
    return open === undefined || whole.length - open < tellingChars ? text : `${whole.slice(0, open)}${placeholder}…`;
  };

  const text = (given: string): string => {
    let found = patterns.find(given, 0);
    if (!found) return withoutCutSecret(given);
    let clean = '';
    let at = 0;
    for (; found; found = patterns.find(given, at)) {
      clean += given.slice(at, found.start) + found.replacement;
      at = found.end;
    }
    return withoutCutSecret(clean + given.slice(at));
  };

  const stream = () => new RedactionStream(patterns);
  const keptBack = new KeptBack(patterns);
  return {
    text,
    value: (value) => mapStrings(value, text),
    stream,
    lines: () => new RedactedLines(text, stream()),
    prompt: (prompt) => keptBack.prompt(prompt),
    giveBack: (given, originals) => keptBack.giveBack(given, originals),
  };
}
