import { clipText, dataBlock } from '../core/fence';

/** Files to show to a model that can not read them itself; `notShown`: those for which there was no room. */
export interface ExistingFiles {
  readonly existing?: readonly { readonly path: string; readonly text: string }[];
  readonly notShown?: readonly string[];
}

const fileChars = 40_000;

/** The files for a prompt, each as a block of data, a long one cut. */
export function existingFilesText({ existing = [], notShown = [] }: ExistingFiles): string {
  const files = existing.map(({ path, text }) => dataBlock(`file ${path}`, clipText(text, fileChars)));
  const note = notShown.length === 0 ? [] : [`There are also, not shown for want of room: ${notShown.join(', ')}.`];
  return [...files, ...note].join('\n');
}
