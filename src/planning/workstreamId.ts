import { developmentTaskOf } from '../core/taskAlias';

/** A workstream's id as MAO writes it: known task names by their aliases, anything else without characters that no file name should have. */
export function workstreamIdOf(text: string): string {
  return developmentTaskOf(text)
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}_-]+/gu, '_')
    .replace(/^_+|_+$/g, '');
}
