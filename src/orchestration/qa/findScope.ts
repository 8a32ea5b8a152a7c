import { FailureError } from '../../core/failure';
import { qaScopeAnswerSchema } from '../../core/qaAnswers';
import type { ScopeSource } from '../../core/qaScore';
import { readStructuredAnswer } from '../../core/structuredAnswer';
import { workspaceMap } from '../../planning/workspaceMap';
import { resolvePath } from '../../qa/anchor/resolvePath';
import { scopePrompt } from '../../qa/prompts/scopePrompt';
import { isSourceFile } from '../../qa/sourceFiles';
import { isOwned } from '../../synthesis/ownership';
import { askModel } from '../askModel';
import { checkersOf } from '../orchestrator';
import type { RunContext } from '../runDependencies';

/** The files under review, and who said so. */
export interface Scope {
  readonly files: readonly string[];
  readonly source: ScopeSource;
}

/** What could be found out; `problem`: nobody could say which files, and what to do. */
export type FoundScope = Scope | { readonly problem: string };

/** Without any hint, a workspace with more source files than this is too much to review at once. */
const mostFiles = 200;
const mapChars = 24_000;

async function askChecker(context: RunContext, files: readonly string[], workdir: string): Promise<readonly string[]> {
  const answer = await askModel(context, {
    task: 'qa-scope',
    title: 'Search for the code of the section',
    section: context.subject.sections.map(({ number }) => number).join(', '),
    models: checkersOf(context.configuration),
    body: scopePrompt(context.subject.sections, workspaceMap(files, mapChars)),
    workdir,
    access: 'read-only',
    read: (text) => readStructuredAnswer(text, qaScopeAnswerSchema),
  });
  if (answer.outcome !== 'answered') return [];
  const named = answer.value.files.flatMap((path) => {
    const file = resolvePath(path, files, workdir);
    return file === undefined ? files.filter((one) => isOwned(one, path)) : [file];
  });
  return [...new Set(named)].sort();
}

/**
 * Which files are a section's code: those that the user names, else those that its runs wrote, else what the checker finds,
 * else all source files of a small workspace. A `FailureError` when what the user names is not there.
 */
export async function findScope(
  context: RunContext,
  input: {
    readonly files: readonly string[];
    readonly paths: readonly string[];
    readonly written: ReadonlySet<string>;
    readonly workdir: string;
  },
): Promise<FoundScope> {
  const { files, paths, written, workdir } = input;
  if (paths.length > 0) {
    const chosen = files.filter((file) => paths.some((path) => path === '.' || isOwned(file, path)));
    if (chosen.length > 0) return { files: chosen, source: 'paths' };
    const message = `No file of the workspace fits ${paths.join(', ')}. Ignored files are never under review.`;
    throw new FailureError({ code: 'refused', message });
  }
  const known = files.filter((file) => written.has(file));
  if (known.length > 0) return { files: known, source: 'runs' };
  const found = await askChecker(context, files, workdir);
  if (found.length > 0) return { files: found, source: 'checker' };
  const all = files.filter(isSourceFile);
  if (all.length > 0 && all.length <= mostFiles) return { files: all, source: 'workspace' };
  const what =
    all.length === 0 ? 'There is no source file in the workspace' : `${all.length} source files are too many`;
  return {
    problem: `Nobody could say which files are the section's code. ${what}. Name the files with --paths.`,
  };
}
