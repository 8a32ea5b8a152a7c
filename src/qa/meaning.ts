const empty = new Set(
  (
    'the and for are but not you all any can has have had was were will would should could this that these those with ' +
    'from into than then there here when where which while who whom why how what does did done its it is be been being ' +
    'of to in on at by or an as if so no do may might must also only just very more most less use used uses using ' +
    'please consider instead make makes made get gets code file line lines function value values'
  ).split(' '),
);

/** A word without the endings that change with the sentence around it. */
function stem(word: string): string {
  if (word.length < 5) return word;
  const bare = word.replace(/(?:ations?|ments?|ings?|ied|ies|ed|es|ly|s)$/, '');
  return bare.length < 3 ? word : bare.replace(/(.)\1$/, '$1');
}

/** Scripts without spaces between words are compared by pairs of signs. */
function signPairs(text: string): string[] {
  return (text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]{2,}/gu) ?? []).flatMap(
    (run) => Array.from(run, (_, at) => run.slice(at, at + 2)).filter((pair) => pair.length === 2),
  );
}

/** What a text speaks of: its stems, names of code split into their words, without words that any finding has. */
export function meaningOf(text: string): ReadonlySet<string> {
  const split = text.replace(/([\p{Ll}\p{N}])(\p{Lu})/gu, '$1 $2').toLowerCase();
  const words = split.match(/[\p{L}\p{N}]{2,}/gu) ?? [];
  return new Set([...words.filter((word) => !empty.has(word)).map(stem), ...signPairs(split)]);
}

/** How much two meanings share, 0–1 (Sørensen–Dice: 2·shared / all of both). Nothing shares with nothing. */
export function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const [few, many] = a.size < b.size ? [a, b] : [b, a];
  let shared = 0;
  for (const word of few) if (many.has(word)) shared += 1;
  return a.size + b.size === 0 ? 0 : (2 * shared) / (a.size + b.size);
}
