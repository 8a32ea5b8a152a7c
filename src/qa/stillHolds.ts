import type { Finding } from '../core/finding';
import type { QaReviewAnswer } from '../core/qaAnswers';
import type { FileIndex } from './anchor/fileIndex';
import { anchorQuote } from './anchor/anchorQuote';
import { resolvePath } from './anchor/resolvePath';
import { followFinding } from './followFinding';

/**
 * What a reviewer, asked about one finding only, still finds of it: what is about the finding's file and meets its place (a
 * reviewer may speak of other things all the same). Undefined when nothing is left of it. `index` is the file as it is now.
 */
export function stillHolds(
  finding: Finding,
  answer: Pick<QaReviewAnswer, 'findings'>,
  index: FileIndex | undefined,
  root: string,
): QaReviewAnswer['findings'][number] | undefined {
  const place = index && finding.quote !== '' ? followFinding(index, finding) : undefined;
  return answer.findings.find(({ file, quote, line, message }) => {
    if (resolvePath(file, [finding.file], root) !== finding.file) return false;
    const found = index && anchorQuote(index, quote, { line, about: message });
    // About the file as a whole, or about one whose old place can not be told any more: it counts.
    if (!found || !place) return true;
    return found.place.first + 1 <= place.endLine && found.place.last + 1 >= place.line;
  });
}
