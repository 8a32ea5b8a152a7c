import {
  markSource,
  openSource,
  privateKeyBody,
  privateKeyHead,
  ruleSource,
  secretRules,
  type SecretRule,
} from './secretRules';

/** What stands in a secret's place. */
export const placeholder = '[redacted]';

/** A secret found in a text: from `start` to `end`, and what is written instead. `rule`: the form that it has, if a vendor's. */
export interface FoundSecret {
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
  readonly rule: SecretRule | 'private-key' | 'value';
}

/** Finds secrets by their form and by their exact value. */
export interface SecretPatterns {
  /** The first secret at or after `from`; before `from` stands what is only looked back at. */
  find(text: string, from: number): FoundSecret | undefined;
  /** Where, at or after `from`, a secret may have begun that the text's end cuts off; undefined: nowhere. */
  findOpen(text: string, from: number): number | undefined;
}

/** A secret begins where a word does, also after an escape of JSON and after a terminal's colour. */
const wordStart = '(?:(?<![A-Za-z0-9])|(?<=\\\\[nrtbf]|\\\\u[0-9a-fA-F]{4}|\\[[0-9;]{0,12}m))';

const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
const among = (sources: readonly string[]) => (sources.length === 0 ? '(?!)' : `(?:${sources.join('|')})`);

const inWords = secretRules.filter((rule) => rule.anywhere === true);
const atStarts = secretRules.filter((rule) => rule.anywhere !== true);
const ordered = [...inWords, ...atStarts];
const keyPattern = `${ruleSource({ kept: [], secret: privateKeyHead })}(?:(?!-----END)${privateKeyBody}){0,8192}(?:-----END [A-Z0-9 ]{0,50}-----)?`;

/** The patterns for all forms and for `values`, secrets that are known as they are. */
export function createSecretPatterns(values: readonly string[]): SecretPatterns {
  const known = values.toSorted((a, b) => b.length - a.length);
  const everything = new RegExp(
    [
      ...known.map(escaped),
      keyPattern,
      ...inWords.map(ruleSource),
      `${wordStart}${among(atStarts.map(ruleSource))}`,
    ].join('|'),
    'g',
  );
  // Most texts hold nothing: this finds that out more than twice as fast.
  const marks = [privateKeyHead, ...ordered.map(({ kept, secret }) => [...kept, ...secret])].map(markSource);
  const marked = new RegExp([...known.map(escaped), ...marks].join('|'));
  const begun = new RegExp(
    [
      openSource(privateKeyHead),
      ...inWords.map(({ kept, secret }) => openSource([...kept, ...secret])),
      `${wordStart}${among(atStarts.map(({ kept, secret }) => openSource([...kept, ...secret])))}`,
    ].join('|'),
    'g',
  );

  const findOpenValue = (text: string, from: number): number | undefined => {
    let first: number | undefined;
    for (const value of known) {
      for (let at = Math.max(from, text.length - value.length + 1); at < (first ?? text.length); at++) {
        if (text.charCodeAt(at) === value.charCodeAt(0) && value.startsWith(text.slice(at))) first = at;
      }
    }
    return first;
  };

  return {
    find(text, from) {
      if (!marked.test(text)) return undefined;
      everything.lastIndex = from;
      for (let match = everything.exec(text); match; match = everything.exec(text)) {
        const found = understood(match);
        if (found) return found;
      }
      return undefined;
    },
    findOpen(text, from) {
      begun.lastIndex = from;
      const byForm = begun.exec(text)?.index;
      const byValue = findOpenValue(text, from);
      return byForm === undefined || byValue === undefined ? (byForm ?? byValue) : Math.min(byForm, byValue);
    },
  };
}

/** The first group belongs to private keys, the others to the rules in their order; a known value has none. */
function understood(match: RegExpExecArray): FoundSecret | undefined {
  const [whole, ...groups] = match;
  const place = { start: match.index, end: match.index + whole.length };
  const group = groups.findIndex((kept: string | undefined) => kept !== undefined);
  if (group <= 0) return { ...place, replacement: placeholder, rule: group === 0 ? 'private-key' : 'value' };
  const rule = ordered[group - 1];
  const kept = groups[group] ?? '';
  if (!rule || (rule.digit === true && !/\d/.test(whole.slice(kept.length)))) return undefined;
  return { ...place, replacement: kept + placeholder + (rule.end ?? ''), rule };
}
