import { keepFileForm } from '../core/fileForm';
import type { ConflictFile } from '../core/ports/snapshotStore';

const marker = /^(?:<{7}|>{7}|\|{7})(?: .*)?$/;

function markersOf(text: string): string[] {
  return text.split(/\r?\n/).filter((line) => marker.test(line));
}

/** Why `text` can not be the joined content of a conflicting file, in words that a model can act on; undefined when it can. */
export function joinedTextProblem(file: ConflictFile, text: string): string | undefined {
  const sides = [file.base ?? '', file.ours ?? '', file.theirs ?? ''];
  const own = new Set(sides.flatMap(markersOf));
  const left = markersOf(text).find((line) => !own.has(line));
  if (left !== undefined) return `${file.path}: a conflict marker is left ("${left.slice(0, 40)}").`;
  const bothHaveText = [file.ours, file.theirs].every((side) => side !== undefined && side.trim() !== '');
  if (bothHaveText && text.trim() === '') return `${file.path}: the answer is empty, though both sides have content.`;
  return undefined;
}

/** `text` with the line ends, byte order mark and final newline that both sides of the conflict have. */
export function inFormOfSides(file: ConflictFile, text: string): string {
  const ours = file.ours ?? '';
  const kept = keepFileForm(text, ours);
  const open = [ours, file.theirs ?? ''].every((side) => side !== '' && !side.endsWith('\n'));
  return open ? kept.replace(/\r?\n$/, '') : kept;
}
