/** What is wrong with a journal text, or the text. */
export type ProseReading =
  { readonly ok: true; readonly value: string } | { readonly ok: false; readonly errors: readonly string[] };

const mostChars = 20_000;

/** A fence around the whole answer, which models like to add, is taken off. */
function withoutFence(text: string): string {
  const match = /^(`{3,}|~{3,})[^\S\n]*(?:markdown|md)?[^\S\n]*\n([\s\S]*)\n\1[^\S\n]*$/i.exec(text);
  return match?.[2]?.includes(match[1] ?? '```') === false ? match[2].trim() : text;
}

/** Reads a model's markdown for the journal: LF line ends, no control characters, no comments that could pass for MAO's own marks. */
export function readProse(text: string): ProseReading {
  const plain = text
    .replace(/\r\n?/g, '\n')
    .replace(/(?![\n\t])\p{Cc}/gu, '')
    .replace(/<!--[\s\S]*?(?:-->|$)/g, '')
    .trim();
  const prose = withoutFence(plain);
  if (prose === '') return { ok: false, errors: ['The answer is empty. Write the text as markdown.'] };
  if (prose.length > mostChars) {
    return { ok: false, errors: [`The answer has ${prose.length} characters. Say it in at most 500 words.`] };
  }
  return { ok: true, value: prose };
}
