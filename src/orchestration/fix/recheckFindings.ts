import type { Configuration } from '../../core/configuration';
import type { Finding } from '../../core/finding';
import type { FindingCheck } from '../../core/findingCheck';
import type { FindingToFix, FixOrder } from '../../core/fixOrder';
import { qaReviewAnswerSchema } from '../../core/qaAnswers';
import { readStructuredAnswer } from '../../core/structuredAnswer';
import { fallbackChain, universalFallback } from '../../planning/fallbackChain';
import { indexFile } from '../../qa/anchor/fileIndex';
import { followFinding } from '../../qa/followFinding';
import { craftRecheckPrompt } from '../../qa/prompts/craftRecheckPrompt';
import { stillHolds } from '../../qa/stillHolds';
import { askModel } from '../askModel';
import { isCancelled } from '../isCancelled';
import type { RunContext } from '../runDependencies';
import type { FixResult } from './fixing';

type Verdict = Pick<FindingCheck, 'outcome' | 'by' | 'reason'>;

async function textIn({ store }: RunContext, commit: string, path: string): Promise<string | undefined> {
  const bytes = await store.readFile(commit, path);
  return bytes && new TextDecoder().decode(bytes);
}

/** What the code alone tells; undefined: a reviewer has to look. A quote that was not there before tells nothing by its absence. */
function byCode(finding: Finding, before: string | undefined, after: string | undefined): Verdict | undefined {
  if (after === undefined) return before === undefined ? undefined : { outcome: 'fixed', reason: 'the file is gone' };
  if (finding.quote.trim() === '' || before === undefined) return undefined;
  const stood = followFinding(indexFile(before), finding);
  const stands = followFinding(indexFile(after), finding);
  return stood && !stands ? { outcome: 'fixed', reason: 'its code is gone' } : undefined;
}

/** Who is asked about a finding, in which dimension: the first that found it, by the routing of the QA. */
export function reviewersOf(
  finding: Finding,
  { registry, routing }: Configuration,
): { readonly dimension: string; readonly models: readonly string[] } {
  const [dimension = 'error_handling'] = finding.dimensions;
  const route = routing.qa.get(dimension);
  const primary = route?.primary ?? universalFallback;
  return { dimension, models: [primary, ...fallbackChain(primary, route, registry)] };
}

async function byReviewer(
  context: RunContext,
  { section, finding }: FindingToFix,
  after: string | undefined,
  workdir: string,
): Promise<Verdict> {
  const { registry } = context.configuration;
  const { dimension, models } = reviewersOf(finding, context.configuration);
  const text = context.subject.sections.find(({ number }) => number === section);
  const answer = await askModel(context, {
    task: 'qa-review',
    title: `Re-check of ${finding.file}`,
    section,
    dimension,
    models,
    body: (id) => {
      const model = registry.get(id);
      const readsItself = model !== undefined && context.adapters(model)?.answers !== 'blocks';
      return craftRecheckPrompt({ finding, dimension, section: text, file: readsItself ? undefined : after });
    },
    workdir,
    access: 'read-only',
    read: (said) => readStructuredAnswer(said, qaReviewAnswerSchema),
  });
  if (answer.outcome !== 'answered') {
    const { chain } = answer;
    return { outcome: 'unknown', reason: chain.outcome === 'failed' ? chain.failure.code : 'cancelled' };
  }
  const { value, model } = answer;
  if (!value.assessed) return { outcome: 'unknown', by: model, reason: value.summary };
  const left = stillHolds(finding, value, after === undefined ? undefined : indexFile(after), workdir);
  if (left) return { outcome: 'open', by: model, reason: left.message };
  return { outcome: 'fixed', by: model, ...(value.summary === '' ? {} : { reason: value.summary }) };
}

function tell({ emit }: RunContext, finding: Finding, verdict: Verdict): void {
  const { id, file, line, message } = finding;
  emit({ type: 'finding-checked', id, file, line, message, ...verdict });
  if (verdict.outcome === 'fixed') return;
  const what = verdict.outcome === 'open' ? 'Still there' : 'Nobody could look whether it is mended';
  const who = [verdict.by, verdict.reason].filter((part) => part !== undefined && part !== '').join(': ');
  const said = `${what}: ${file}:${line} ${message}${who === '' ? '' : ` (${who})`}`;
  emit({ type: 'log', level: 'warning', message: said });
}

/**
 * Looks at each finding in the result: fixed when its code is gone; else its dimension's reviewer is asked, read-only, about it
 * alone. A file whose workstream failed is as it was, so nobody is asked. One question at a time for each dimension.
 */
export async function recheckFindings(context: RunContext, order: FixOrder, result: FixResult): Promise<void> {
  const undone = new Set(
    context
      .state()
      .workstreams.filter(({ state }) => state !== 'succeeded')
      .flatMap(({ section, id }) => {
        const plan = context.state().plan?.sections.find((one) => one.id === section);
        return plan?.workstreams.find((one) => one.id === id)?.owns ?? [];
      }),
  );
  await context.store.resetWorktree(result.worktree, result.result);
  const checkOne = async (one: FindingToFix): Promise<void> => {
    const { finding } = one;
    if (isCancelled(context)) return;
    if (undone.has(finding.file)) {
      tell(context, finding, { outcome: 'open', reason: 'its fix was not done' });
      return;
    }
    const [before, after] = await Promise.all([
      textIn(context, result.snapshot, finding.file),
      textIn(context, result.result, finding.file),
    ]);
    const verdict = byCode(finding, before, after) ?? (await byReviewer(context, one, after, result.worktree.path));
    if (!isCancelled(context)) tell(context, finding, verdict);
  };
  const groups = Map.groupBy(order.findings, ({ finding }) => finding.dimensions[0] ?? '');
  await Promise.all(
    [...groups.values()].map(async (group) => {
      for (const one of group) await checkOne(one);
    }),
  );
}
