import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as z from 'zod';

/** What a part may know of the call that it answers: MAO's header lines, who is asked, the whole prompt. */
export interface AskedCall {
  readonly cli: string;
  readonly model: string;
  readonly prompt: string;
  /** `MAO-Workdir`, or this process's own folder. */
  readonly cwd: string;
  readonly task?: string;
  readonly section?: string;
  readonly workstream?: string;
  readonly attempt?: string;
  readonly dimension?: string;
  readonly perspective?: string;
}

const answer = z.custom<(call: AskedCall) => unknown>((value) => typeof value === 'function');
const failureNames = [
  'rate-limited',
  'quota',
  'reset-told',
  'overloaded',
  'server-error',
  'signed-out',
  'model-unknown',
  'hang',
  'cut',
] as const;

/** Ways in which the model API can fail. `reset-told`: a limit of which the vendor says that it ends in 40 minutes. */
export type ApiFailure = (typeof failureNames)[number];

const writes = z.record(z.string(), z.union([z.string(), z.object({ append: z.string() })]));

const partSchema = z.object({
  when: z.record(z.string(), z.union([z.string(), z.instanceof(RegExp)])).default({}),
  say: z.string().default('Done.'),
  json: z.unknown().optional(),
  body: z.union([z.string(), answer]).optional(),
  /** A tool of an MCP server, called first where there is one whose name ends so. */
  use: z.string().optional(),
  /** Commands for the CLI's shell tool, in order, called where it has one. */
  run: z.union([z.array(z.string()), answer]).default([]),
  read: z.array(z.string()).default([]),
  write: z.union([writes, answer]).default({}),
  fail: z.enum(failureNames).optional(),
  chunkMs: z.number().default(5),
});

/** A part as resources/rehearsal/rehearsal.mjs describes it; here the real CLIs play it, and the API is scripted. */
export type Part = z.infer<typeof partSchema>;
export type PartInput = z.input<typeof partSchema>;

export const readParts = (parts: readonly PartInput[]): readonly Part[] => z.array(partSchema).parse(parts);

const modules = z.object({
  loanParts: z.array(partSchema).optional(),
  reminderParts: z.array(partSchema).optional(),
  reviewParts: z.array(partSchema).optional(),
  fixParts: z.array(partSchema).optional(),
});

/** The rehearsal's own parts for the sample project, so that both play the same. */
export async function samplePartsOf(
  ...names: readonly ('loans' | 'reminders' | 'reviews' | 'fixes')[]
): Promise<readonly Part[]> {
  const found = names.map(async (name) => {
    const file = resolve('resources/rehearsal', `${name}.mjs`);
    const parts = modules.parse(await import(pathToFileURL(file).href));
    return [parts.loanParts, parts.reminderParts, parts.reviewParts, parts.fixParts].flatMap((some) => some ?? []);
  });
  return (await Promise.all(found)).flat();
}

/** The header lines of the last MAO prompt in a text, keys in lower case. */
export function headerOf(text: string): Readonly<Record<string, string>> {
  const start = text.lastIndexOf('MAO-Task:');
  const header: Record<string, string> = {};
  for (const line of start < 0 ? [] : text.slice(start).split(/\r?\n/)) {
    const [, key, value] = /^MAO-(\w+):\s*(.*?)\s*$/.exec(line) ?? [];
    if (key === undefined || value === undefined) break;
    header[key.toLowerCase()] = value;
  }
  return header;
}

/** The first part whose `when` matches; what nobody scripted says so. */
export function partFor(parts: readonly Part[], call: AskedCall): Part {
  const about = new Map<string, unknown>(Object.entries(call));
  const fits = (part: Part) =>
    Object.entries(part.when).every(([key, wanted]) => {
      const actual = about.get(key);
      if (typeof wanted === 'string') return actual === wanted;
      return typeof actual === 'string' && wanted.test(actual);
    });
  const unscripted = { say: `There is no part for the task "${call.task ?? 'none'}".` };
  return parts.find(fits) ?? partSchema.parse(unscripted);
}

/** A file as the model wants it, and as it is now. */
export interface PlannedWrite {
  readonly path: string;
  readonly file: string;
  readonly before: string | undefined;
  readonly content: string;
}

/** The files that a part writes; `append` is done once only, since a fallback finds what the model before it left. */
export function plannedWrites({ write }: Part, call: AskedCall): readonly PlannedWrite[] {
  const { cwd } = call;
  const wantedTexts = typeof write === 'function' ? writes.parse(write(call)) : write;
  return Object.entries(wantedTexts).map(([path, wanted]) => {
    const file = join(cwd, path);
    const before = existsSync(file) ? readFileSync(file, 'utf8') : undefined;
    if (typeof wanted === 'string') return { path, file, before, content: wanted };
    const kept = before ?? '';
    return { path, file, before, content: kept.includes(wanted.append) ? kept : kept + wanted.append };
  });
}

/** The commands that a part has the CLI's shell run. */
export function commandsOf(part: Part, call: AskedCall): readonly string[] {
  return typeof part.run === 'function' ? z.array(z.string()).parse(part.run(call)) : part.run;
}

/** The text with which a part's answer ends. */
export function closingText(part: Part, call: AskedCall): string {
  const value: unknown = typeof part.json === 'function' ? answer.parse(part.json)(call) : part.json;
  if (value !== undefined) return `${part.say}\n\n\`\`\`json\n${JSON.stringify(value, null, 2)}\n\`\`\`\n`;
  if (typeof part.body === 'function') return z.string().parse(part.body(call));
  return part.body ?? part.say;
}
