import { clipText, dataBlock } from '../core/fence';
import type { HistoryCommit } from '../core/ports/workHistory';
import type { JournalMaterial } from './material';
import { runDigest } from './runDigest';

/** At most `maxChars` of the newest items, in order, with a note of how many older ones are left out. */
function newest(items: readonly string[], maxChars: number, what: string): string {
  const kept: string[] = [];
  let room = maxChars;
  for (const item of items.toReversed()) {
    const text = clipText(item, Math.max(2_000, Math.floor(maxChars / 4)));
    if (text.length + 1 > room) break;
    kept.unshift(text);
    room -= text.length + 1;
  }
  const left = items.length - kept.length;
  return [...(left > 0 ? [`(${left} earlier ${what} left out)`] : []), ...kept].join('\n');
}

const commitLine = ({ hash, time, author, subject }: HistoryCommit) =>
  `${time} ${hash.slice(0, 10)} ${clipText(author, 80)}: ${clipText(subject, 200)}`;

/**
 * The material of an entry for prompts, at most about `maxChars`: half for the runs, a fifth for the commits, the rest for the
 * diff. What does not fit is left out from the old end and said. All of it is marked as data.
 */
export function materialText(material: JournalMaterial, maxChars: number): string {
  const { since, until, runs, commits, diff } = material;
  const runText = newest(runs.map(runDigest), Math.floor(maxChars / 2), 'runs');
  const commitText = newest(commits.map(commitLine), Math.floor(maxChars / 5), 'commits');
  const diffText = clipText(diff, Math.max(0, maxChars - runText.length - commitText.length));
  const time = since === undefined ? `until ${until}` : `from ${since} to ${until}`;
  const parts = [
    `The time is ${time}.`,
    runs.length === 0 ? 'There were no runs of MAO.' : dataBlock('runs of MAO', runText),
    commits.length === 0 ? 'There are no commits.' : dataBlock('commits', commitText),
    diffText === '' ? '' : dataBlock('diff', diffText),
  ];
  return parts.filter((part) => part !== '').join('\n');
}
