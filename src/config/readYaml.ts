import type { Document } from 'yaml';
import { parseDocument } from 'yaml';
import type { Problem } from '../core/problem';
import type { ReadSource } from './dataSource';
import { dataSource } from './dataSource';
import { isRecord } from '../core/isRecord';
import { joinBlocks } from './joinBlocks';
import { yamlTexts } from './readFences';
import { problemAt, rangeIn } from './sourceRange';
import { syntaxProblem, type SyntaxProblem } from './syntaxProblem';
import { findNode } from './yamlNodes';

const mostSyntaxErrors = 5;

const parserOptions = { prettyErrors: false, merge: true, stringKeys: true, logLevel: 'error' } as const;

interface Block {
  readonly document: Document.Parsed;
  readonly yaml: string;
  readonly start: number;
}

/** One slip may be several errors of the parser at the same place. */
function onlyOnce(problems: readonly SyntaxProblem[]): readonly SyntaxProblem[] {
  return problems.filter((one, at) => problems.findIndex(({ range }) => range[0] === one.range[0]) === at);
}

/** The document as plain data; undefined where the library throws: aliases that multiply without end, merge keys without a mapping. */
function plainData(document: Document.Parsed): { readonly data: unknown } | undefined {
  try {
    const data: unknown = document.toJS({ maxAliasCount: 100 });
    return { data };
  } catch {
    return undefined;
  }
}

/** Of several blocks those count that have one of the keys, all taken together; others are documentation. */
function relevantBlocks(blocks: readonly Block[], keys: readonly string[]): readonly Block[] {
  const withKey = blocks.filter(({ document }) => keys.some((key) => findNode(document, [key]).depth === 1));
  return withKey.length > 0 ? withKey : blocks.slice(0, 1);
}

/**
 * Reads the YAML of a configuration file: a bare YAML file, or the `yaml` fences of a markdown file. `keys` are the keys of
 * its top level; a fence with none of them is documentation, unless it is the only one. An empty file is a problem unless
 * `mayBeEmpty`.
 */
export function readYaml(rawText: string, file: string, keys: readonly string[], mayBeEmpty = false): ReadSource {
  const text = rawText.replace(/^\uFEFF/, '');
  const problem = (message: string, start = 0, end = start): Problem =>
    problemAt(file, rangeIn(text, start, end), 'error', message);
  const failed = (...problems: readonly Problem[]): ReadSource => ({ source: undefined, problems });

  const example = `"${keys[0] ?? ''}:"`;
  const noBlock = problem(
    `There is no YAML block in this file. Write ${example} in a block that begins with \`\`\`yaml.`,
  );
  if (text.trim() === '' && !mayBeEmpty) {
    return failed(problem(`This file is empty. Write ${example} in it, or delete it to use MAO's defaults.`));
  }
  const texts = yamlTexts(text);
  if (texts.length === 0) return failed(noBlock);
  const isProse =
    texts.length === 1 && texts[0]?.yaml === text && !keys.some((key) => new RegExp(`^${key}\\s*:`, 'm').test(text));

  const blocks = texts.map(({ yaml, start }) => ({
    document: parseDocument(yaml, parserOptions),
    yaml,
    start,
  }));
  const relevant = relevantBlocks(blocks, keys);
  const errors = relevant.flatMap(({ document, yaml }) =>
    document.errors.slice(0, mostSyntaxErrors).map((error) => syntaxProblem(error, document, yaml)),
  );
  if (errors.length > 0) {
    return isProse && !mayBeEmpty
      ? failed(noBlock)
      : failed(...onlyOnce(errors).map(({ message, range }) => problem(message, ...range)));
  }

  const values: Readonly<Record<string, unknown>>[] = [];
  for (const { document, start } of relevant) {
    const [from, to] = document.contents?.range ?? [start, start];
    const plain = plainData(document);
    if (!plain) {
      return failed(problem('The anchors, aliases or merge keys (&, *, <<) of this YAML do not work out.', from, to));
    }
    if (isRecord(plain.data)) values.push(plain.data);
    else if (plain.data !== null || !mayBeEmpty) {
      return failed(
        isProse && !mayBeEmpty ? noBlock : problem(`Expected keys and values here, such as ${example}.`, from, to),
      );
    }
  }
  const documents = relevant.map(({ document }) => document);
  const { data, twice } = joinBlocks(values);
  const repeated = twice.map(({ block, path }) => {
    const document = documents[block];
    const [from, to] = (document && findNode(document, path).key) ?? [0, 0];
    return problem(
      `"${path.join('.')}" stands in an earlier block of this file already. Remove one of them.`,
      from,
      to,
    );
  });
  return repeated.length > 0 ? failed(...repeated) : { source: dataSource(file, text, documents, data), problems: [] };
}
