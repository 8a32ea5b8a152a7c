import * as z from 'zod';
import type { RedactionStream } from '../../core/redaction/redactionStream';
import type { Redactor } from '../../core/redaction/redactor';

/** Lines in, lines out, later by at most the few that a private key spans; `end` gives what is left. */
export interface RawRedaction {
  push(line: string): readonly string[];
  end(): readonly string[];
}

/** Where the stream formats put pieces of a text, an argument or an output that goes on in later lines. */
const pieceKeys: ReadonlySet<string> = new Set([
  'text',
  'thinking',
  'partial_json',
  'delta',
  'content',
  'output',
  'chunk',
]);

const jsonLine = z.record(z.string(), z.unknown());

/**
 * Redacts what a CLI prints, line by line, so that a transcript holds no secret. A JSON line with a piece of text gets what
 * the pieces so far show to be harmless, so that joined pieces give the redacted text; what is held back to the end comes
 * in lines of its own (`mao-rest`).
 */
export function createRawRedaction(redactor: Redactor): RawRedaction {
  const lines = redactor.lines();
  const pieces = new Map<string, RedactionStream>();

  const piece = (path: string, text: string): string => {
    const stream = pieces.get(path) ?? redactor.stream();
    pieces.set(path, stream);
    return stream.push(text);
  };
  const walk = (value: unknown, path: string, key: string): unknown => {
    if (typeof value === 'string') return pieceKeys.has(key) ? piece(path, value) : redactor.text(value);
    if (Array.isArray(value)) return value.map((item: unknown, at) => walk(item, `${path}.${at}`, key));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, walk(item, `${path}.${name}`, name)]));
  };

  return {
    push(line) {
      const parsed = holdsPiece(line) ? parse(line) : undefined;
      if (parsed === undefined) return lines.push(line);
      const redacted = JSON.stringify(walk(parsed, '', ''));
      const before = lines.end();
      // A line is kept as it was printed when nothing was found in it.
      return [...before, redacted === JSON.stringify(parsed) ? line : redacted];
    },
    end() {
      const rest = [...pieces]
        .map(([path, stream]) => ({ type: 'mao-rest', of: path.slice(1), text: stream.end() }))
        .filter(({ text }) => text !== '');
      return [...lines.end(), ...rest.map((one) => JSON.stringify(one))];
    },
  };
}

const holdsPiece = (line: string) => line.startsWith('{') && /delta/i.test(line);

function parse(line: string): unknown {
  try {
    return jsonLine.parse(JSON.parse(line));
  } catch {
    return undefined;
  }
}
