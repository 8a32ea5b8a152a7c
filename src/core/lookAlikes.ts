const lookAlikes: readonly (readonly [RegExp, string])[] = [
  [/[\u2018-\u201B\u2032]/g, "'"],
  [/[\u201C-\u201F\u2033]/g, '"'],
  [/[\u2010-\u2015\u2212]/g, '-'],
  [/[\u00A0\u2000-\u200A\u202F\u205F\u3000]/g, ' '],
  [/\u2026/g, '...'],
  [/[\u200B\u2060\uFEFF]/g, ''],
];

// Almost every line of code is plain ASCII, and a file has many.

const ascii = /^[\0-\x7F]*$/;

/** A text in which typographic quotes, dashes, spaces and the like are their plain forms, as models often write them. */
export function withoutLookAlikes(text: string): string {
  if (ascii.test(text)) return text;
  return lookAlikes.reduce((plain, [from, to]) => plain.replace(from, to), text.normalize('NFC'));
}
