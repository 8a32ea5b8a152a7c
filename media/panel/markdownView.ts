import DOMPurify from 'dompurify';
import { element } from './dom';
import { createMarkdown, feedFence, openFence, splitBlocks, type Fence } from './markdownBlocks';

const markdown = createMarkdown();
const tags =
  'p h1 h2 h3 h4 h5 h6 ul ol li blockquote pre code em strong s del a hr br table thead tbody tr th td'.split(' ');

/** Markdown of a model as safe nodes: HTML in it is text, and what markdown makes is cleaned once more. */
export function renderMarkdown(text: string): DocumentFragment {
  const fragment = DOMPurify.sanitize(markdown.render(text), {
    ALLOWED_TAGS: tags,
    ALLOWED_ATTR: ['href', 'start'],
    ALLOWED_URI_REGEXP: /^https?:\/\//i,
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    RETURN_DOM_FRAGMENT: true,
  });
  for (const table of fragment.querySelectorAll('table')) {
    const frame = element('div', { class: 'table' });
    table.replaceWith(frame);
    frame.append(table);
  }
  return fragment;
}

/** Shows a text that grows: finished blocks are drawn once, only the last one again; code grows by its new lines. */
export class MarkdownView {
  readonly root = element('div', { class: 'markdown' });
  private readonly live = element('div', { class: 'live' });
  private pending = '';
  private fence: { readonly fence: Fence; readonly code: Text; readonly line: Text } | undefined;

  constructor() {
    this.root.append(this.live);
  }

  append(text: string): void {
    this.pending += text;
    while (this.step());
  }

  /** Nothing will follow: what is still live is as good as finished. */
  end(): void {
    if (this.fence) this.fence.line.data = this.pending;
    this.live.replaceWith(...this.live.childNodes);
  }

  /** One step of taking in what is pending; true when there may be more. */
  private step(): boolean {
    if (this.fence) return this.stepFence(this.fence);
    const { finished, fence, rest } = splitBlocks(markdown, this.pending);
    if (finished !== '') this.freeze(finished);
    this.pending = rest;
    if (!fence) {
      this.live.replaceChildren(renderMarkdown(rest));
      return false;
    }
    const opened = openFence(rest);
    if (!opened) return false;
    const code = document.createTextNode('');
    const line = document.createTextNode('');
    const block = element('pre', {}, element('code', {}, code, line));
    if (opened.fence.language !== '') block.setAttribute('data-language', opened.fence.language);
    this.live.replaceChildren();
    this.live.before(block);
    this.fence = { fence: opened.fence, code, line };
    this.pending = opened.rest;
    return true;
  }

  private stepFence(open: NonNullable<MarkdownView['fence']>): boolean {
    const { code, closed, rest } = feedFence(open.fence, this.pending);
    open.code.appendData(code);
    open.line.data = closed ? '' : rest;
    this.pending = rest;
    if (closed) this.fence = undefined;
    return closed;
  }

  private freeze(text: string): void {
    this.live.before(renderMarkdown(text));
  }
}
