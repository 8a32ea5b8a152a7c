import type { Failure } from '../../core/failure';
import type { ScopeApprover } from '../../core/ports/scopeApprover';
import { markRehearsal } from '../../core/rehearsal';
import { filesNamed } from '../../qa/anchorFindings';
import { renderQaReport } from '../../qa/report/renderQaReport';
import { availableModels, noModelFailure } from '../availableModels';
import type { ConductRun } from '../develop';
import { isCancelled } from '../isCancelled';
import type { RunOutcome } from '../outcomeOf';
import type { RunContext } from '../runDependencies';
import { snapshotOf } from '../snapshotOf';
import { approveScope } from './approveScope';
import { findScope, type Scope } from './findScope';
import { readCode } from './readCode';
import { reviewDimensions } from './reviewDimensions';
import { scoreOf } from './scoreOf';
import { settleFindings, type QaMemory } from './settleFindings';

/** What a QA is asked for and what is known already. `written`: the files that the sections' runs wrote. */
export interface QaRequestInput {
  readonly paths: readonly string[];
  readonly written: ReadonlySet<string>;
  readonly memory: QaMemory;
  /** Who is shown what is going to be looked at; nobody where there is nobody to ask. */
  readonly approver?: ScopeApprover;
}

const scopeWords: Readonly<Record<Scope['source'], string>> = {
  paths: 'as you named them',
  runs: 'written by the runs of this section',
  checker: 'found by the checker',
  workspace: 'all source files, since nobody could say which are the section’s; narrow it with --paths',
};

function tellScope({ emit }: RunContext, { files, source }: Scope): void {
  emit({ type: 'scope-found', files, source });
  const level = source === 'workspace' ? 'warning' : 'info';
  const count = `${files.length} ${files.length === 1 ? 'file' : 'files'}`;
  emit({ type: 'log', level, message: `Under review: ${count}, ${scopeWords[source]}.` });
}

/** Why nobody assessed anything: the last failure of the reviewers. */
function whyNothing(context: RunContext): RunOutcome {
  const failures = context
    .state()
    .tasks.flatMap(({ task, failure }) => (task === 'qa-review' && failure ? [failure] : []));
  const failure: Failure | undefined = failures.at(-1);
  return failure ? { outcome: 'failed', failure } : { outcome: 'failed' };
}

async function conduct(context: RunContext, input: QaRequestInput): Promise<RunOutcome> {
  const { subject, store, emit, log } = context;
  for (const message of [...subject.notes, ...context.earlyNotes]) emit({ type: 'log', level: 'warning', message });
  if ((await availableModels(context)).length === 0) {
    return { outcome: 'failed', failure: await noModelFailure(context) };
  }
  const snapshot = await snapshotOf(context);
  if (!snapshot) return { outcome: 'cancelled' };
  await store.setRef('snapshot', snapshot.commit);
  for (const message of snapshot.notes) emit({ type: 'log', level: 'info', message });
  const desk = await store.addWorktree('desk', snapshot.commit);
  const paths = await store.listFiles(snapshot.commit);

  const found = await findScope(context, { ...input, files: paths, workdir: desk.path });
  if (isCancelled(context)) return { outcome: 'cancelled' };
  const sections = subject.sections.map(({ number }) => number);
  const scope = await approveScope(found, { sections, all: paths }, input.approver, context.signal);
  if (!scope || isCancelled(context)) return { outcome: 'cancelled' };
  tellScope(context, scope);
  const reviews = await reviewDimensions(context, { files: scope.files, workdir: desk.path });
  if (isCancelled(context)) return { outcome: 'cancelled' };
  if (!reviews.some(({ assessed }) => assessed)) return whyNothing(context);

  // A CLI of the user's own is not confined: what it wrote must not move the findings of all.
  await store.resetWorktree(desk, snapshot.commit);
  const named = filesNamed(reviews, { paths, root: desk.path });
  const texts = await readCode(context.openWorktree(desk.path), [...new Set([...scope.files, ...named])]);
  const code = { paths, texts, root: desk.path };
  const { memory } = input;
  const settled = await settleFindings(context, { reviews, code, files: scope.files, workdir: desk.path, memory });
  if (isCancelled(context)) return { outcome: 'cancelled' };

  for (const finding of settled.findings) emit({ type: 'finding', ...finding });
  for (const message of settled.notes) emit({ type: 'log', level: 'info', message });
  const score = scoreOf(reviews, code, settled, memory.earlier[0]);
  const { total } = score;
  if (total !== undefined) emit({ type: 'score', ...score, total });
  const { runId, startedAt, log: lines } = context.state();
  const notes = [...snapshot.notes, ...lines.filter(({ level }) => level === 'warning').map(({ message }) => message)];
  const rendered = renderQaReport({
    ...{ runId, startedAt, score, notes },
    sections: subject.sections.map(({ number, title }) => ({ number, title })),
    findings: context.state().findings,
    files: scope.files,
  });
  const report = markRehearsal(context.state(), context.redactor.text(rendered));
  emit({ type: 'report-written', file: await log.writeFile('report.md', report) });
  return { outcome: reviews.every(({ assessed }) => assessed) ? 'succeeded' : 'unclean' };
}

/**
 * Conducts a QA: a snapshot, the files under review, all dimensions in parallel and read-only, findings, score, report. The
 * run is unclean when a dimension could not be assessed, and failed when none could.
 */
export function conductQa(input: QaRequestInput): ConductRun {
  return (context) => conduct(context, input);
}
