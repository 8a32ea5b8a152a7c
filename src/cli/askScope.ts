import type { ProposedScope } from '../core/ports/scopeApprover';
import { scopeText } from '../presentation/scopeRows';
import { isOwned } from '../synthesis/ownership';
import type { Output } from './output';
import type { Terminal } from './terminal';

const mostShown = 40;

/**
 * Asks on the terminal what a QA shall look at: what was found, other paths (comma separated, folders and patterns too), or
 * nothing, which is undefined.
 */
export async function askScope(
  { sections, files, source, all }: ProposedScope,
  terminal: Terminal,
  output: Output,
  signal: AbortSignal,
): Promise<readonly string[] | undefined> {
  const more = files.length > mostShown ? [`  … and ${files.length - mostShown} more`] : [];
  output.say(
    files.length === 0
      ? `Nobody could say which files are the code of section ${sections.join(', ')}.`
      : [
          `To be reviewed: ${scopeText(files, source)}`,
          ...files.slice(0, mostShown).map((file) => `  ${file}`),
          ...more,
        ].join('\n'),
  );
  const question =
    files.length === 0 ? 'Paths to review, [n]o: ' : 'Review these? [y]es, [n]o, or other paths, comma separated: ';
  for (;;) {
    const answer = await terminal.ask(question, signal);
    if (answer === undefined || /^n(o)?$/i.test(answer)) return undefined;
    if (/^y(es)?$/i.test(answer) && files.length > 0) return files;
    const paths = answer.split(',').map((path) => path.trim());
    const picked = all.filter((file) => paths.some((path) => path === '.' || isOwned(file, path)));
    if (picked.length > 0) return picked;
    if (answer !== '') output.say(`No file of the workspace fits ${answer}.`);
  }
}
