import type { SecretPatterns } from './secretPatterns';
import { privateKeyBody, type SecretRule } from './secretRules';

/** So much of a text's end is searched for the beginning of a secret: the most that is ever held back. */
const window = 512;
/** So much of what was given out is looked back at, to see whether a word begins. */
const lookBehind = 16;
/** A private key is not longer than this. */
const maxKeyChars = 8192;
const keyEnd = /-----END [A-Z0-9 ]{0,50}-----/;
const keyEndChars = 64;
const outsideKey = new RegExp(`(?!${privateKeyBody})[\\s\\S]`);

/** What is thrown away at the moment: the rest of a token, or the body of a private key. */
type Dropping = { readonly rest: RegExp } | { readonly keyChars: number };

/**
 * Redacts text that comes in pieces, whatever their borders. Text is given out at once, except for an end that may be the
 * beginning of a secret (at most 512 characters); `end` gives out what is left.
 */
export class RedactionStream {
  private held = '';
  private before = '';
  private dropping: Dropping | undefined;

  constructor(private readonly patterns: SecretPatterns) {}

  /** Nothing is held back or thrown away at the moment. */
  get isIdle(): boolean {
    return this.held === '' && this.dropping === undefined;
  }

  push(piece: string): string {
    return this.take(this.held + piece, false);
  }

  end(): string {
    return this.take(this.held, true);
  }

  private take(given: string, last: boolean): string {
    let clean = '';
    let text = given;
    this.held = '';
    while (text !== '') {
      text = this.drop(text, last);
      if (this.dropping) break;
      const context = (this.before + clean).slice(-lookBehind);
      const all = context + text;
      const found = this.patterns.find(all, context.length);
      if (found) {
        clean += all.slice(context.length, found.start) + found.replacement;
        text = all.slice(found.end);
        if (found.rule === 'private-key') {
          if (!keyEnd.test(all.slice(found.start, found.end))) this.dropping = { keyChars: found.end - found.start };
        } else if (found.rule !== 'value' && found.rule.end === undefined) this.dropping = { rest: restOf(found.rule) };
        continue;
      }
      const open = last ? undefined : this.patterns.findOpen(all, Math.max(context.length, all.length - window));
      clean += all.slice(context.length, open);
      this.held = open === undefined ? '' : all.slice(open);
      break;
    }
    if (last) this.dropping = undefined;
    this.before = (this.before + clean).slice(-lookBehind);
    return clean;
  }

  /** What is left of the text when what belongs to the last secret is gone; `dropping` stays set while more may follow. */
  private drop(text: string, last: boolean): string {
    const { dropping } = this;
    if (!dropping) return text;
    this.dropping = undefined;
    if ('rest' in dropping) {
      const left = text.replace(dropping.rest, '');
      if (left === '') this.dropping = dropping;
      return left;
    }
    const end = keyEnd.exec(text);
    const outside = text.search(outsideKey);
    if (end && (outside < 0 || end.index < outside)) return text.slice(end.index + end[0].length);
    if (outside >= 0) return text.slice(outside);
    if (last || dropping.keyChars + text.length > maxKeyChars) return '';
    this.held = text.slice(-keyEndChars);
    this.dropping = { keyChars: dropping.keyChars + text.length - this.held.length };
    return this.held;
  }
}

/** The rest of a token: everything of its alphabet at the beginning of a text. */
function restOf({ secret }: SecretRule): RegExp {
  const known = rests.get(secret);
  if (known) return known;
  const made = new RegExp(`^${secret.at(-1)?.set ?? '(?!)'}*`);
  rests.set(secret, made);
  return made;
}

const rests = new WeakMap<SecretRule['secret'], RegExp>();
