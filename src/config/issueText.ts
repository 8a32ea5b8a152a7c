import type * as z from 'zod';
import { closestWord } from '../core/closestWord';

type Issue = z.core.$ZodIssue;

const expectedNames: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'keys and values',
  record: 'keys and values',
  null: 'null',
};

function received(value: unknown): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  switch (typeof value) {
    case 'string':
      return `"${value}"`;
    case 'number':
    case 'boolean':
      return String(value);
    default:
      return 'keys and values';
  }
}

/** The values at choice, and the one that was probably meant: ` Did you mean x? Allowed: x, y.` */
export function choices(word: string, allowed: readonly string[]): string {
  const near = closestWord(word, allowed);
  return `${near === undefined ? '' : ` Did you mean ${near}?`}${allowed.length > 0 ? ` Allowed: ${allowed.join(', ')}.` : ''}`;
}

function expectation(issue: Issue): string {
  if (issue.code === 'invalid_type') return expectedNames[issue.expected] ?? issue.expected;
  if (issue.code === 'invalid_value') return issue.values.map(String).join(', ');
  return 'another value';
}

function limit(issue: Extract<Issue, { code: 'too_small' | 'too_big' }>): string {
  const small = issue.code === 'too_small';
  const bound = String(small ? issue.minimum : issue.maximum);
  if (issue.origin === 'number' || issue.origin === 'int') {
    const atEdge = issue.inclusive === false ? (small ? 'more than' : 'less than') : small ? 'at least' : 'at most';
    return `This must be ${atEdge} ${bound}.`;
  }
  return small && bound === '1'
    ? 'This must not be empty.'
    : `This must have ${small ? 'at least' : 'at most'} ${bound} entries.`;
}

/** What is wrong with `value`, in the user's words, and which values are allowed. */
export function issueText(issue: Issue, value: unknown): string {
  switch (issue.code) {
    case 'invalid_type': {
      const quotes = issue.expected === 'string' && (typeof value === 'number' || typeof value === 'boolean');
      return `Expected ${expectation(issue)}, found ${received(value)}.${quotes ? ' Put it in quotes.' : ''}`;
    }
    case 'invalid_value': {
      const allowed = issue.values.map(String);
      const named = typeof value === 'string' ? choices(value, allowed) : ` Allowed: ${allowed.join(', ')}.`;
      return `${received(value)} is not allowed here.${named}`;
    }
    case 'invalid_union': {
      const expected = [...new Set(issue.errors.flatMap((branch) => branch.slice(0, 1).map(expectation)))];
      return `Expected ${expected.join(', or ')}; found ${received(value)}.`;
    }
    case 'too_small':
    case 'too_big':
      return limit(issue);
    case 'invalid_key':
      return `This name is not allowed: ${issue.issues.map(({ message }) => message).join('; ')}.`;
    default:
      return `${issue.message}.`;
  }
}
