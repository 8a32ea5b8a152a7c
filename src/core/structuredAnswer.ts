import type * as z from 'zod';
import { fenced } from './fence';

/** A structured answer that fits its schema, or what is wrong with it in words that a model can act on. */
export type StructuredAnswer<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly errors: readonly string[] };

interface Fence {
  readonly info: string;
  readonly body: string;
}

const maxErrors = 20;

/** All fenced blocks of a markdown text in order; one that is never closed reaches to the end. */
function fencesOf(text: string): Fence[] {
  const fences: Fence[] = [];
  let open: { readonly mark: string; readonly info: string; readonly lines: string[] } | undefined;
  for (const raw of text.split('\n')) {
    const line = raw.replace(/\r$/, '');
    const match = /^\s*(`{3,}|~{3,})\s*([^\s`]*)[^`]*$/.exec(line);
    const mark = match?.[1] ?? '';
    const info = match?.[2] ?? '';
    if (!open) {
      if (match) open = { mark, info: info.toLowerCase(), lines: [] };
    } else if (match && info === '' && mark.startsWith(open.mark)) {
      fences.push({ info: open.info, body: open.lines.join('\n') });
      open = undefined;
    } else {
      open.lines.push(line);
    }
  }
  if (open) fences.push({ info: open.info, body: open.lines.join('\n') });
  return fences;
}

/** An opening `json` fence that the strict reading took for the content of another fence, as in prose with an odd backtick line. */
function lastJsonFence(text: string): string | undefined {
  const starts = [...text.matchAll(/^[ \t]*(`{3,})[ \t]*json\b[^`\n]*$/gim)];
  const last = starts.at(-1);
  if (!last) return undefined;
  const [body] = fencesOf(text.slice(last.index));
  return body?.body;
}

/** The text in which the JSON object stands: last `json` fence, else the whole text, else the last fence without a language. */
function jsonTextOf(text: string): string | undefined {
  const fences = fencesOf(text);
  const json = fences.findLast((fence) => fence.info === 'json')?.body ?? lastJsonFence(text);
  if (json !== undefined) return json;
  const whole = text.replace(/^\uFEFF/, '').trim();
  if (whole.startsWith('{')) return whole;
  return fences.findLast((fence) => fence.info === '' && fence.body.trim().startsWith('{'))?.body;
}

function pathText(path: readonly PropertyKey[]): string {
  const parts = path.map((part, index) =>
    typeof part === 'number' ? `[${part}]` : index === 0 ? String(part) : `.${String(part)}`,
  );
  return parts.join('');
}

function issueText(issue: { readonly path: readonly PropertyKey[]; readonly message: string }): string {
  const where = pathText(issue.path);
  return where === '' ? issue.message : `${where}: ${issue.message}`;
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'an array' : `a ${typeof value}`;
}

const refused = (...errors: readonly string[]) => ({ ok: false, errors }) as const;

/** Reads the one JSON object of a model's answer with a schema. Never throws. */
export function readStructuredAnswer<T>(text: string, schema: z.ZodType<T>): StructuredAnswer<T> {
  const json = jsonTextOf(text);
  if (json === undefined) return refused('The answer has no JSON object in a ```json fence.');
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    return refused(`The JSON is not valid: ${error instanceof Error ? error.message : String(error)}.`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return refused(`The answer must be one JSON object, not ${kindOf(value)}.`);
  }
  const read = schema.safeParse(value);
  if (read.success) return { ok: true, value: read.data };
  const errors = read.error.issues.map(issueText);
  const more = errors.length - maxErrors;
  return refused(...errors.slice(0, maxErrors), ...(more > 0 ? [`… and ${more} more errors of this kind.`] : []));
}

/**
 * The body of the one correction round after an answer that does not fit. `previous`: what was asked and answered, for a
 * model that starts anew without memory of it.
 */
export function correctionPrompt(
  errors: readonly string[],
  previous?: { readonly prompt: string; readonly answer: string },
): string {
  const again = previous
    ? `This was the task:\n${fenced(previous.prompt)}\nThis was your answer:\n${fenced(previous.answer)}\n`
    : '';
  const list = errors.map((error) => `- ${error.replace(/\n/g, '\n  ')}\n`).join('');
  return `${again}Your answer cannot be used yet:\n${list}
Answer again with the whole corrected answer, not only the changed part: one JSON object in one \`\`\`json fence, with nothing after it.
`;
}
