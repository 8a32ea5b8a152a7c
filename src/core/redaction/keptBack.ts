import type { FoundSecret, SecretPatterns } from './secretPatterns';
import { placeholder } from './secretPatterns';

const stand = (number: number) => `[redacted by MAO: ${number}]`;
const standIn = /\[redacted by MAO: (\d+)\]/g;

const notice = `
Text like ${stand(1)} stands for a secret that MAO keeps back. Where it belongs into a file of which you answer the text, write it
as it stands here; anywhere else read such a value from the environment. In files that you edit yourself, leave the secret as it is.
`;

/** A text with the secrets of its file in their places; `foreign` are stand-ins of secrets that this file does not hold. */
export interface GivenBack {
  readonly text: string;
  readonly foreign: readonly string[];
}

const secretOf = (text: string, { start, end, replacement }: FoundSecret) => {
  const at = replacement.indexOf(placeholder);
  const after = replacement.length - at - placeholder.length;
  return { before: start + at, after: end - after, secret: text.slice(start + at, end - after) };
};
/** A prompt may show a file with other line ends than it has. */
const sameLines = (secret: string) => secret.replaceAll('\r\n', '\n');

/**
 * Keeps secrets out of what models are asked and gives them back in what they answer: each secret has a number of its own, so
 * that its place is known whatever the model does with the lines around it. The numbers hold for the life of this object.
 */
export class KeptBack {
  private readonly numbers = new Map<string, number>();

  constructor(private readonly patterns: SecretPatterns) {}

  /** A prompt with a stand-in for each secret, and what these mean; the same prompt when there is none. */
  prompt(prompt: string): string {
    let clean = '';
    let at = 0;
    for (const { before, after, secret } of this.secretsOf(prompt)) {
      clean += prompt.slice(at, before) + stand(this.numberOf(secret));
      at = after;
    }
    return at === 0 ? prompt : clean + prompt.slice(at) + notice;
  }

  /** `text`, the model's, as it goes into a file of which it was shown `originals`: only their own secrets come back. */
  giveBack(text: string, originals: readonly string[]): GivenBack {
    if (!text.includes('[redacted by MAO: ')) return { text, foreign: [] };
    const own = new Map<string, string>();
    for (const original of originals) {
      for (const { secret } of this.secretsOf(original)) own.set(String(this.numberOf(secret)), sameLines(secret));
    }
    const foreign = new Set<string>();
    const restored = text.replace(standIn, (whole, number: string) => {
      const secret = own.get(number);
      if (secret === undefined) foreign.add(whole);
      return secret ?? whole;
    });
    return { text: restored, foreign: [...foreign] };
  }

  private numberOf(secret: string): number {
    const known = this.numbers.get(sameLines(secret));
    if (known !== undefined) return known;
    this.numbers.set(sameLines(secret), this.numbers.size + 1);
    return this.numbers.size;
  }

  private *secretsOf(text: string) {
    for (let found = this.patterns.find(text, 0); found; found = this.patterns.find(text, found.end)) {
      yield secretOf(text, found);
    }
  }
}
