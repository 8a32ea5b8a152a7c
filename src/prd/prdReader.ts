import type { Section } from '../core/section';
import { readPrd, type PrdText } from './readPrd';
import { resolveSections, type ResolvedSections } from './resolveSections';

/** What the engine asks of a PRD; a bundle of its own, since the markdown parser is heavy and not every command needs it. */
export interface PrdReader {
  read(markdown: string, file: string): PrdText;
  resolve<S extends Section>(reference: string, sections: readonly S[]): ResolvedSections<S>;
}

/** The PRD room as one value. */
export const prdReader: PrdReader = { read: readPrd, resolve: resolveSections };
