import markdownIt from 'markdown-it';
import type { MarkdownIt } from 'markdown-it';

/** Past this size an unfinished block is cut at a line, so that one endless list can not make rendering slow. */
const maxLive = 8 * 1024;

/** The reader of models' markdown: no HTML, no images, and links only to the web. */
export function createMarkdown(): MarkdownIt {
  const markdown = markdownIt({ html: false, linkify: false, typographer: false, breaks: false });
  markdown.disable('image');
  markdown.validateLink = (url) => /^https?:\/\//i.test(url.trim());
  return markdown;
}

/** A growing text in three parts: blocks that are finished, a code fence that begins, and what may still change. */
export interface Blocks {
  readonly finished: string;
  /** The rest begins with a code fence: its code is appended as it comes. */
  readonly fence: boolean;
  readonly rest: string;
}

const fenceStart = /^ {0,3}(?:`{3,}[^`\n]*|~{3,}[^\n]*)\n/;

function offsetOfLine(text: string, line: number): number {
  let offset = 0;
  for (let count = 0; count < line; count++) {
    const end = text.indexOf('\n', offset);
    if (end < 0) return text.length;
    offset = end + 1;
  }
  return offset;
}

/** Splits text at the last place where nothing before it can change any more. */
export function splitBlocks(markdown: MarkdownIt, text: string): Blocks {
  if (fenceStart.test(text)) return { finished: '', fence: true, rest: text };
  const starts = markdown
    .parse(text, {})
    .filter((token) => token.level === 0 && token.nesting >= 0 && token.map !== null)
    .map((token) => ({ line: token.map?.[0] ?? 0, fence: token.type === 'fence' }));
  const fence = starts.find((start) => start.fence);
  if (fence) {
    const at = offsetOfLine(text, fence.line);
    if (fenceStart.test(text.slice(at))) return { finished: text.slice(0, at), fence: true, rest: text.slice(at) };
  }
  const last = starts.at(-1);
  const at = last && starts.length > 1 ? offsetOfLine(text, last.line) : 0;
  if (text.length - at <= maxLive) return { finished: text.slice(0, at), fence: false, rest: text.slice(at) };
  const cut = Math.max(text.lastIndexOf('\n', text.length - 1) + 1, text.length - maxLive);
  return { finished: text.slice(0, cut), fence: false, rest: text.slice(cut) };
}

/** An open code fence that is fed line by line. */
export interface Fence {
  readonly close: RegExp;
  readonly language: string;
}

/** Reads the opening line of a fence; `rest` is what follows it. */
export function openFence(text: string): { readonly fence: Fence; readonly rest: string } | undefined {
  const match = /^ {0,3}(`{3,}|~{3,})([^\n]*)\n/.exec(text);
  const mark = match?.[1];
  if (!match || mark === undefined) return undefined;
  const close = new RegExp(`^ {0,3}${mark.charAt(0)}{${mark.length},}\\s*$`);
  return {
    fence: { close, language: (match[2] ?? '').trim().split(/\s/)[0] ?? '' },
    rest: text.slice(match[0].length),
  };
}

/** Takes whole lines of code out of `text` until the fence closes; `rest` is the unfinished line, or what follows. */
export function feedFence(
  fence: Fence,
  text: string,
): { readonly code: string; readonly closed: boolean; readonly rest: string } {
  let from = 0;
  for (;;) {
    const end = text.indexOf('\n', from);
    if (end < 0) return { code: text.slice(0, from), closed: false, rest: text.slice(from) };
    if (fence.close.test(text.slice(from, end))) {
      return { code: text.slice(0, from), closed: true, rest: text.slice(end + 1) };
    }
    from = end + 1;
  }
}
