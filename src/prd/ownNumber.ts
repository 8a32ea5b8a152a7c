import { asciiDigits, chineseNumber } from './digits';

/**
 * The number that a heading gives itself, and what is left as title. `bare`: an integer without any punctuation
 * (`2 Loans`), which may as well be a quantity; the document as a whole decides about it.
 */
export interface OwnNumber {
  readonly number: string;
  readonly title: string;
  readonly bare: boolean;
}

const ornament = /^(?:[\p{Extended_Pictographic}\uFE0F\u200D\u200E\u200F]+\s*)+(?=[\p{L}\p{N}§[(])/u;
const numeric = String.raw`\p{Nd}{1,3}(?:[.．٫]\p{Nd}{1,3}){0,7}`;
const sectionWords =
  'section|sect\\.|sec\\.|part|chapter|kapitel|abschnitt|chapitre|partie|capítulo|sección|seção|sezione|capitolo|раздел|глава|часть|القسم|الفصل';
const requirementPrefixes = /^(?:N?FR|REQ|RQ|US|UC|AC|BR|TR|SR|UR|IR|DR|PR|EPIC|FEAT|STORY|NFREQ)(?![A-Z])/;

const shapes = {
  section: new RegExp(String.raw`^(?:(?:${sectionWords})\s+|§\s*)(${numeric})(?=$|[\s.:：)–—-])(.*)$`, 'iu'),
  chinese: /^第\s*(\p{Nd}{1,3}|[〇零一二三四五六七八九十百]+)\s*(?:章|节|節|部分|部|篇|条|條|项|項|编|編|回)(.*)$/u,
  korean: /^제\s*(\p{Nd}{1,3})\s*[장절조편부](.*)$/u,
  chineseList: /^[(（]?([〇一二三四五六七八九十百]+)[、．.)）:：](.*)$/u,
  label: /^(\[)?([A-Z]{1,8}(?:[-_][A-Z]{1,8})*[-_]?\p{Nd}{1,5}(?:\.\p{Nd}{1,3}){0,7}[a-z]?)(\])?(.*)$/u,
  appendix: /^([A-Z](?:\.\p{Nd}{1,3}){1,7})(?=$|[\s.:)])(.*)$/u,
  dotted: /^(\p{Nd}{1,3}(?:[.．٫]\p{Nd}{1,3}){1,7})(?:[.．)）:：、]?(?=$|\s|\p{Lo})|(?=\s))(.*)$/u,
  integer: /^[(（]?(\p{Nd}{1,3}[a-z]?)(?:[.．)）:：、](?=$|\s|\p{Lo})|(?=\s+[–—-]\s)|$)(.*)$/u,
  bare: /^(\p{Nd}{1,3})\s+(?!\p{Ll})([\p{L}"'“‘(].*)$/u,
} as const;

const afterLabel = /^(?:\s*[:：]|\s+[–—-]\s|[.)](?=\s|$))/u;

/** Numbers of digits are written in ASCII, without leading zeros. */
function plainNumber(written: string): string {
  const ascii = asciiDigits(written).replace(/[．٫]/g, '.');
  return /^\d/.test(ascii) ? ascii.replace(/(^|\.)0+(?=\d)/g, '$1') : ascii;
}

/** A label such as FR-003 counts when punctuation sets it off, or when its prefix is one that requirements use: `UTF-8 text` is no section 8. */
function isLabel(label: string, bracketed: boolean, rest: string): boolean {
  if (bracketed || afterLabel.test(rest)) return true;
  if (rest !== '' && !/^\s/.test(rest)) return false;
  return requirementPrefixes.test(label) || /[A-Z][-_]0\d{2,}$/.test(label);
}

function found(written: string | number | undefined, rest: string | undefined, whole: string, bare = false): OwnNumber {
  const title = (rest ?? '').replace(/^[\s.:：)）、．–—-]+/u, '').trim();
  return { number: plainNumber(String(written ?? '')), title: title === '' ? whole : title, bare };
}

/** Reads the number that a heading's text begins with: `2.`, `2.1`, `Section 2:`, `FR-003:`, `第二章`, `٢.`; undefined when it has none. */
export function readOwnNumber(heading: string): OwnNumber | undefined {
  const text = heading.replace(ornament, '').replace(/^(\d)\uFE0F?\u20E3\s*/u, '$1. ');
  const label = shapes.label.exec(text);
  if (label) {
    const [, open, name = '', close, rest = ''] = label;
    const fits = (open === undefined) === (close === undefined) && isLabel(name, open !== undefined, rest);
    if (fits) return found(name, rest, heading);
  }
  for (const shape of [shapes.chinese, shapes.chineseList]) {
    const match = shape.exec(text);
    const number = match?.[1] === undefined ? undefined : (chineseNumber(match[1]) ?? match[1]);
    if (match && number !== undefined) return found(number, match[2], heading);
  }
  for (const shape of [shapes.section, shapes.korean, shapes.appendix, shapes.dotted, shapes.integer]) {
    const match = shape.exec(text);
    if (match) return found(match[1], match[2], heading);
  }
  const bare = shapes.bare.exec(text);
  return bare ? found(bare[1], bare[2], heading, true) : undefined;
}
