import { byteOrderMark, lineEndOf } from '../core/fileForm';
import type { WrittenPerspective } from './craftJournalPrompts';
import { perspectiveOf } from './perspectives';

/** An entry to be written. `date` (YYYY-MM-DD) and `time` (HH:MM) are the user's local ones, `until` is ISO. */
export interface JournalEntry {
  readonly date: string;
  readonly time: string;
  readonly until: string;
  readonly runId: string;
  readonly body: string;
  readonly models: readonly string[];
}

/** The path of a day's journal in the workspace. */
export const journalFile = (date: string) => `docs/journal/${date}.md`;

const deepest = 6;

/**
 * The text with its headings moved below level two, which is the entry's own; fenced code stays as it is. A fence that is left
 * open is closed, or it would take in the entries to come.
 */
function belowEntry(text: string): string {
  const lines = text.split('\n');
  let fence = '';
  const levels: number[] = [];
  const headings = lines.map((line) => {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (mark !== undefined && (fence === '' || line.trim().startsWith(fence))) fence = fence === '' ? mark : '';
    const level = fence === '' ? /^(#{1,6})\s/.exec(line)?.[1]?.length : undefined;
    if (level !== undefined) levels.push(level);
    return level;
  });
  const shift = Math.max(0, 3 - Math.min(...levels));
  const moved = lines.map((line, at) => {
    const level = headings[at];
    return level === undefined ? line : '#'.repeat(Math.min(deepest, level + shift)) + line.slice(level);
  });
  return [...moved, ...(fence === '' ? [] : [fence])].join('\n');
}

/** The text without what looks like an entry's mark, by which a model would say from when the next entry begins. */
const withoutMarks = (text: string) => text.replace(/<!--(?=\s*MAO journal entry)/g, '&lt;!--');

/** The entry's own markdown with LF line ends: its mark (from when the next one begins), heading, text, and who wrote it. */
export function renderEntry({ time, until, runId, body, models }: JournalEntry): string {
  return `## ${time}

<!-- MAO journal entry, until ${until}, run ${runId} -->

${belowEntry(withoutMarks(body))}

*${models.join(', ')}*
`;
}

/**
 * What has to be appended to the day's file so that the entry stands at its end; nothing that is there changes by a byte.
 * `current` is the file's text (undefined: there is none yet); its line ends are kept, a missing final one is made up for.
 */
export function entryAppendix(current: string | undefined, entry: JournalEntry): string {
  const text = renderEntry(entry);
  if (current === undefined || current.replace(byteOrderMark, '') === '') {
    return `# Journal of ${entry.date}\n\n${text}`;
  }
  const lineEnd = lineEndOf(current);
  const gap = /\n\s*\n$/.test(current) ? '' : current.endsWith('\n') ? '\n' : '\n\n';
  return `${gap}${text}`.replace(/\n/g, lineEnd);
}

/** Until when the newest of these journal texts tells; undefined when none has an entry of MAO's. */
export function lastEntryUntil(texts: readonly string[]): string | undefined {
  const times = texts.flatMap((text) =>
    [...text.matchAll(/^<!-- MAO journal entry, until (\S+), run \S+ -->\r?$/gm)].flatMap(([, until = '']) =>
      Number.isNaN(Date.parse(until)) ? [] : [until],
    ),
  );
  return times.toSorted((a, b) => Date.parse(a) - Date.parse(b)).at(-1);
}

/** The entry's text when nobody could make one of the perspectives: each under its own heading. */
export function bodyOfViews(views: readonly WrittenPerspective[]): string {
  return views
    .map(({ perspective, text }) => `# ${perspectiveOf(perspective).title}\n\n${text.replace(/^#/gm, '##')}`)
    .join('\n\n');
}
