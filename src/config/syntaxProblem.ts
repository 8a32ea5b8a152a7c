import type { Document, YAMLError } from 'yaml';
import { isCollection, isNode, isScalar, visit } from 'yaml';

/** What is wrong with the syntax, in the user's words, and where it begins and ends (offsets in the text). */
export interface SyntaxProblem {
  readonly message: string;
  readonly range: readonly [number, number];
}

/** Quotes and brackets that are opened and never closed, by where they are opened. */
function unclosed(document: Document.Parsed, yaml: string): readonly SyntaxProblem[] {
  const found: SyntaxProblem[] = [];
  const look = (node: unknown) => {
    if (!isNode(node) || !node.range) return;
    const [start, end] = node.range;
    const isQuoted = isScalar(node) && (node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE');
    const isFlow = isCollection(node) && node.flow === true;
    if (!isQuoted && !isFlow) return;
    const opened = yaml[start] ?? '';
    const closing = isQuoted ? opened : opened === '[' ? ']' : '}';
    if (end - start > 1 && yaml[end - 1] === closing) return;
    const message = `This ${opened} is never closed. Write ${closing} where it ends.`;
    found.push({ message, range: [start, start + 1] });
  };
  visit(document, {
    Node: (_, node) => look(node),
    Pair: (_, pair) => look(pair.key),
  });
  return found;
}

function plainMessage(error: YAMLError): string {
  switch (error.code) {
    case 'TAB_AS_INDENT':
      return 'YAML is indented with spaces, not with tabs.';
    case 'DUPLICATE_KEY':
      return 'This key stands twice here. Remove one of them.';
    case 'MULTIPLE_DOCS':
      return 'Only one YAML document is allowed here: remove the line "---".';
    case 'BAD_INDENT':
      return 'This line is not indented like the others of its block. Give all of them the same number of spaces.';
    case 'BLOCK_AS_IMPLICIT_KEY':
      return 'There is a colon too many in this line (put the value in quotes), or the line below is indented too far.';
    case 'MULTILINE_IMPLICIT_KEY':
      return 'A colon is missing here, or a line below is indented too far.';
    case 'MISSING_CHAR':
      return `A colon, a comma or a space is missing here (${error.message}).`;
    case 'BAD_SCALAR_START':
      return 'A value can not begin with this character. Put the value in quotes.';
    default:
      return `This is not valid YAML: ${error.message}.`;
  }
}

/** One mistake in the syntax of `yaml`; where something is never closed, that is told at its opening. */
export function syntaxProblem(error: YAMLError, document: Document.Parsed, yaml: string): SyntaxProblem {
  const mayBeOpen = error.code === 'MISSING_CHAR' || error.code === 'BAD_INDENT';
  const opened = mayBeOpen ? unclosed(document, yaml).find(({ range }) => range[0] <= error.pos[0]) : undefined;
  return opened ?? { message: plainMessage(error), range: error.pos };
}
