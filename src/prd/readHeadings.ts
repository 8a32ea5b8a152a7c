import GithubSlugger from 'github-slugger';
import markdownIt from 'markdown-it';
import type { Env, MarkdownIt, Token } from 'markdown-it';
import { withoutFrontMatter } from './sourceText';

/** A heading of the document itself (not one in a quote or list). `line` counts from 1; `text` has no markup; `slug` as on GitHub. */
export interface Heading {
  readonly level: number;
  readonly line: number;
  readonly text: string;
  readonly slug: string;
}

/** Only the block structure is parsed (that is what keeps 1 MB under 150 ms); headings get their inline markup read one by one. */
function blockParser(): MarkdownIt {
  const parser = markdownIt('commonmark').enable('table');
  parser.core.ruler.enableOnly(['normalize', 'block']);
  return parser;
}

function textOf(tokens: readonly Token[]): string {
  return tokens
    .map((token) => {
      switch (token.type) {
        case 'text':
        case 'text_special':
        case 'code_inline':
          return token.content;
        case 'softbreak':
        case 'hardbreak':
          return ' ';
        case 'image':
          return textOf(token.children ?? []);
        default:
          return '';
      }
    })
    .join('');
}

function plainHeading(parser: MarkdownIt, env: Env, content: string): string {
  const tokens: Token[] = [];
  parser.inline.parse(content, parser, env, tokens);
  return textOf(tokens).replace(/\s+/g, ' ').trim();
}

/** Every heading that has text, in order. `text` must come from `plainText`. Headings in quotes and lists count for slugs only, as on GitHub. */
export function readHeadings(text: string): readonly Heading[] {
  const parser = blockParser();
  const slugger = new GithubSlugger();
  const env: Env = {};
  const tokens = parser.parse(withoutFrontMatter(text), env);
  const headings: Heading[] = [];
  for (const [index, token] of tokens.entries()) {
    if (token.type !== 'heading_open') continue;
    const heading = plainHeading(parser, env, tokens[index + 1]?.content ?? '');
    const slug = slugger.slug(heading);
    if (heading === '' || token.level > 0 || !token.map) continue;
    headings.push({ level: Number(token.tag.slice(1)), line: token.map[0] + 1, text: heading, slug });
  }
  return headings;
}
