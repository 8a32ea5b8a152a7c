import type { Token } from 'markdown-it';
import { element } from './dom';
import { createMarkdown } from './markdownBlocks';

/** The only elements that markdown of a model can become. */
const tags = [
  ...([
    'p',
    'h1',
    'h2',
    'h3',
    'h4',
    'h5',
    'h6',
    'ul',
    'ol',
    'li',
    'blockquote',
    'hr',
    'br',
    'em',
    'strong',
    's',
  ] as const),
  ...(['a', 'table', 'thead', 'tbody', 'tr', 'th', 'td'] as const),
] as const;

type Tag = (typeof tags)[number];

const isTag = (tag: string): tag is Tag => tags.some((known) => known === tag);
const webLink = /^https?:\/\//i;

/** The reader of models' markdown, made once for the page. */
export const markdown = createMarkdown();

/**
 * Markdown of a model as nodes. No HTML is ever written or parsed: each token becomes an element of the short list above or
 * plain text, with no attribute but the address of a link to the web and the first number of a list.
 */
export function renderMarkdown(text: string): DocumentFragment {
  const fragment = document.createDocumentFragment();
  append(fragment, markdown.parse(text, {}));
  return fragment;
}

function append(into: Node, tokens: readonly Token[]): void {
  const open: Node[] = [into];
  for (const token of tokens) {
    const parent = open.at(-1) ?? into;
    if (token.hidden) continue;
    if (token.nesting === 1) open.push(enter(parent, token));
    else if (token.nesting === -1) open.pop();
    else leaf(parent, token);
  }
}

/** Opens an element and returns where its children go; a tag that is not known has its children in the parent. */
function enter(parent: Node, token: Token): Node {
  if (!isTag(token.tag)) return parent;
  const made = element(token.tag);
  const href = String(token.attrGet('href'));
  if (made instanceof HTMLAnchorElement && webLink.test(href)) made.href = href;
  const start = token.attrGet('start');
  if (made instanceof HTMLOListElement && start !== null) made.start = Number(start);
  // A wide table scrolls by itself.
  const table = token.tag === 'table';
  const shown = table
    ? element('div', { class: 'table', tabindex: '0', role: 'group', 'aria-label': 'Table' }, made)
    : made;
  parent.appendChild(shown);
  return made;
}

function leaf(parent: Node, token: Token): void {
  switch (token.type) {
    case 'inline':
      append(parent, token.children ?? []);
      return;
    case 'code_inline':
      parent.appendChild(element('code', {}, token.content));
      return;
    case 'fence':
    case 'code_block':
      parent.appendChild(codeBlock(token.info.trim().split(/\s/)[0] ?? '', token.content));
      return;
    case 'softbreak':
      parent.appendChild(document.createTextNode('\n'));
      return;
    case 'hardbreak':
    case 'hr':
      if (isTag(token.tag)) parent.appendChild(element(token.tag));
      return;
    default:
      parent.appendChild(document.createTextNode(token.content));
  }
}

/** A block of code, which can be scrolled with the keyboard too. */
export function codeBlock(language: string, ...code: readonly (Node | string)[]): HTMLElement {
  const label = language === '' ? 'Code' : `Code, ${language}`;
  return element('pre', { tabindex: '0', role: 'group', 'aria-label': label }, element('code', {}, ...code));
}
