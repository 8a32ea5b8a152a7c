import { modelIdOf } from '../core/modelIdOf';
import type { ModelRegistry, ModelSpec } from '../core/modelSpec';
import type { WorkstreamPlan } from '../core/plan';
import { knowsThinking, thinkingModes } from '../core/thinking';
import { normalWorkspacePath, workspacePathProblem } from '../core/workspacePath';
import { itemLinePattern, renderWorkstreamItem } from './renderWorkstreamItem';

/** One item of the plan document as it stands there; `line` counts from 1. */
export interface ItemText {
  readonly line: number;
  readonly ticked: boolean;
  readonly id: string;
  readonly lines: readonly string[];
}

/** Reports what is wrong at a line and column of the document, both from 1; without `length`: to the end of the line. */
export type Complain = (line: number, column: number, message: string, length?: number) => void;

/** A part of a line with the column (from 1) at which it begins, and its length there. */
interface Word {
  readonly text: string;
  readonly column: number;
  readonly length: number;
}

const headPattern = /^([-*+] \[[ xX]\] \*\*[^*]+\*\*)(.*)$/s;

function word(text: string, column: number): Word {
  const trimmed = text.trim();
  return { text: trimmed, column: column + (text.length - text.trimStart().length), length: trimmed.length };
}

/** Splits a comma separated list with quoted entries into its words. */
function wordsOf(list: string, column: number): readonly Word[] {
  const words = [...list.matchAll(/\s*(?:("(?:[^"\\]|\\.)*")|`([^`]*)`|([^,]+))\s*(?:,|$)/g)].map((match) => {
    const found = word(match[0].replace(/,$/, ''), column + match.index);
    return { ...found, text: match[1] === undefined ? (match[2] ?? found.text) : unquoted(match[1]) };
  });
  return words.filter(({ text }) => text !== '');
}

function unquoted(text: string): string {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'string' ? value : text;
  } catch {
    return text.slice(1, -1);
  }
}

function readModels(
  head: Word,
  line: number,
  original: WorkstreamPlan,
  registry: ModelRegistry,
  complain: Complain,
  warn: Complain,
): Pick<WorkstreamPlan, 'model' | 'fallbacks' | 'thinking'> {
  const thinking = /\(thinking ([^()]*)\)/.exec(head.text);
  const plain = head.text.replace(/\(thinking [^()]*\)/, (mode) => ' '.repeat(mode.length));
  const words = wordsOf(plain, head.column).map(({ text, column }) => {
    const bare = text.replace(/^else\s+/, '');
    return { text: bare, column: column + text.length - bare.length, length: bare.length };
  });
  const ids = words.map(({ text, column, length }) => {
    const id = modelIdOf(text, registry);
    if (id === undefined) {
      const known = [...registry.keys()].join(', ');
      complain(line, column, `Unknown model "${text}". The registry has ${known}.`, length);
    }
    return id;
  });
  if (ids.length === 0) complain(line, head.column, `Name the model of ${original.id} here.`);
  const [model, ...fallbacks] = ids.flatMap((id) => id ?? []);
  if (model === undefined || ids.includes(undefined)) return original;
  const others = [...new Set(fallbacks)].filter((id) => id !== model);
  const mode = thinking?.[1]?.trim();
  const spec = registry.get(model);
  if (thinking && mode !== undefined && mode !== '' && spec && !knowsThinking(spec, mode)) {
    const column = head.column + thinking.index + thinking[0].indexOf(mode, '(thinking '.length);
    warn(line, column, lackText(spec, mode), mode.length);
  }
  return { model, fallbacks: others, ...(mode === undefined || mode === '' ? {} : { thinking: mode }) };
}

function lackText(model: ModelSpec, mode: string): string {
  const modes = thinkingModes(model);
  const has = modes.length === 0 ? 'It thinks as its own settings say.' : `It has ${modes.join(', ')}.`;
  return `${model.id} has no thinking mode "${mode}". ${has}`;
}

function readOwns(words: readonly Word[], line: number, complain: Complain): string[] {
  const paths = words.flatMap(({ text, column, length }) => {
    const path = normalWorkspacePath(text);
    const problem = workspacePathProblem(path);
    if (problem !== undefined) complain(line, column, `The path "${text}" ${problem}.`, length);
    return problem === undefined ? [path] : [];
  });
  return [...new Set(paths)];
}

function readAfter(words: readonly Word[], line: number, ids: readonly string[], complain: Complain): string[] {
  const known = words.filter(({ text, column, length }) => {
    const there = ids.includes(text);
    const message = `There is no workstream "${text}" in this section. It has ${ids.join(', ')}.`;
    if (!there) complain(line, column, message, length);
    return there;
  });
  return [...new Set(known.map(({ text }) => text))];
}

/**
 * Takes a workstream back from its item of the plan document, with the user's changes. What can not be is told to
 * `complain`, and stays as it was; what makes no difference, to `warn`. `ids` are the workstreams of the section.
 */
export function readWorkstreamItem(
  item: ItemText,
  original: WorkstreamPlan,
  ids: readonly string[],
  registry: ModelRegistry,
  complain: Complain,
  warn: Complain,
): WorkstreamPlan {
  const { skip, thinking: originalThinking, ...rest } = original;
  const state = item.ticked ? (skip === false ? { skip } : {}) : { skip: true };
  if (item.lines.join('\n') === renderWorkstreamItem({ ...original, skip: !item.ticked }).join('\n')) {
    return { ...rest, ...thinkingOf(originalThinking), ...state };
  }
  const [, start = '', tail = ''] = headPattern.exec(item.lines[0] ?? '') ?? [];
  const colon = /:(?=\s|$)/.exec(tail);
  if (!colon) complain(item.line, start.length + tail.length + 1, 'After the models comes a colon, then the brief.');
  const end = colon?.index ?? tail.length;
  const head = word(tail.slice(0, end), start.length + 1);
  const brief = [tail.slice(end + 1).trimStart()];
  const owns: string[] = [];
  const dependsOn: string[] = [];
  const acceptance: string[] = [];
  for (const [index, raw] of item.lines.entries()) {
    if (index === 0) continue;
    const text = raw.replace(/^(?: {1,2}|\t)/, '');
    const match = itemLinePattern.exec(text);
    const line = item.line + index;
    const column = raw.length - (match?.[2] ?? '').length + 1;
    if (match?.[1] === 'Owns') owns.push(...readOwns(wordsOf(match[2] ?? '', column), line, complain));
    else if (match?.[1] === 'After') dependsOn.push(...readAfter(wordsOf(match[2] ?? '', column), line, ids, complain));
    else if (match) acceptance.push((match[2] ?? '').trim());
    else brief.push(text.replace(/^\\/, ''));
  }
  const words = brief.join('\n').trim();
  if (words === '' && original.brief.trim() !== '') {
    complain(item.line, start.length + end + 2, `The brief of ${original.id} is empty.`);
  }
  const { model, fallbacks, thinking } = readModels(head, item.line, original, registry, complain, warn);
  return {
    ...rest,
    model,
    fallbacks: [...fallbacks],
    ...thinkingOf(thinking),
    dependsOn,
    owns,
    brief: words === '' ? original.brief : words,
    acceptance: acceptance.filter((point) => point !== ''),
    ...state,
  };
}

function thinkingOf(thinking: string | undefined): { readonly thinking?: string } {
  return thinking === undefined ? {} : { thinking };
}
