import * as z from 'zod';

/** Text that must be there. */
export const required = z.string().trim().min(1);

/** Text that may be left out, null or empty: then undefined. */
export const optionalText = z
  .string()
  .nullish()
  .transform((text) => text?.trim() || undefined);

/** Prose with line ends made alike; empty where nothing was said. */
export const prose = z
  .string()
  .nullish()
  .transform((text) => (text ?? '').replace(/\r\n?/g, '\n').trim());

/** A list of `item`; a single one is a list of one, nothing an empty list. */
export const list = <S extends z.ZodType>(item: S) => z.preprocess(asList, z.array(item));

/** A list of texts that must not be empty. */
export const texts = list(required);

/** The number of a PRD section, which a model may write as a number too. */
export const sectionNumber = z.union(
  [required, z.number().transform(String)],
  'must be the number of a section, as text',
);

/** For words of a fixed list: case and space around them do not matter. */
export const lowerCase = (value: unknown) => (typeof value === 'string' ? value.trim().toLowerCase() : value);

/** Words of other scales, which models fall into; none of them is worth asking again. */
const severityWords: Readonly<Record<string, string>> = {
  ...{ blocker: 'error', critical: 'error', fatal: 'error', high: 'error', major: 'error', severe: 'error' },
  ...{ medium: 'warning', moderate: 'warning', warn: 'warning' },
  ...{ low: 'info', minor: 'info', note: 'info', hint: 'info', information: 'info', informational: 'info' },
};
const severityWord = (value: unknown) => {
  const word = lowerCase(value) ?? 'warning';
  return typeof word === 'string' ? (severityWords[word] ?? word) : word;
};

/** How bad something is; a warning where the model does not say. */
export const severity = z.preprocess(severityWord, z.enum(['error', 'warning', 'info']));

function asList(value: unknown): unknown {
  if (value === undefined || value === null || value === '') return [];
  return Array.isArray(value) ? value : [value];
}
