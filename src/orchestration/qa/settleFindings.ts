import type { Dismissal } from '../../core/dismissal';
import { fixedFindings } from '../../core/fixedFindings';
import { findingSchema, type Finding } from '../../core/finding';
import { modelIdOf } from '../../core/modelIdOf';
import { qaSynthesisAnswerSchema, type QaSynthesisAnswer } from '../../core/qaAnswers';
import type { DroppedFinding, GoneFinding } from '../../core/qaScore';
import type { RunState } from '../../core/runState';
import { readStructuredAnswer } from '../../core/structuredAnswer';
import { anchorFindings, type ReviewedCode } from '../../qa/anchorFindings';
import { applySynthesis, byWeight } from '../../qa/applySynthesis';
import { clusterFindings } from '../../qa/clusterFindings';
import { compareResults } from '../../qa/compareResults';
import { identifyFindings, type KnownFinding } from '../../qa/identifyFindings';
import { mergeCluster } from '../../qa/mergeCluster';
import { craftSynthesisPrompt } from '../../qa/prompts/craftSynthesisPrompt';
import type { DimensionReview } from '../../qa/review';
import { routeFix } from '../../qa/routeFix';
import { askModel } from '../askModel';
import { orchestratorOf } from '../orchestrator';
import type { RunContext } from '../runDependencies';

/** What is known from before: the section's earlier QA runs, newest first, and what the user dismissed. */
export interface QaMemory {
  readonly earlier: readonly RunState[];
  readonly dismissals: readonly Dismissal[];
  /** The section's earlier fix runs. */
  readonly fixes: readonly RunState[];
}

/** The findings of a QA as they stand at its end. */
export interface SettledFindings {
  readonly findings: readonly Finding[];
  readonly dropped: readonly DroppedFinding[];
  readonly gone: readonly GoneFinding[];
  readonly summary: string;
  readonly notes: readonly string[];
}

/** Every finding that may return, once; what the newest run said of it counts. */
function knownFindings({ earlier, dismissals }: QaMemory): readonly KnownFinding[] {
  const byId = new Map<string, KnownFinding>();
  for (const known of [...dismissals, ...earlier.flatMap(({ findings }) => findings)]) {
    if (!byId.has(known.id)) byId.set(known.id, known);
  }
  return [...byId.values()];
}

/** What fix runs mended after the QA that this one is compared with. */
function fixedSince({ earlier: [last], fixes }: QaMemory): ReadonlySet<string> {
  const since = last?.startedAt ?? '';
  return new Set([...fixedFindings(fixes)].flatMap(([id, time]) => (time > since ? [id] : [])));
}

async function synthesize(
  context: RunContext,
  findings: readonly Finding[],
  reviews: readonly DimensionReview[],
  workdir: string,
): Promise<QaSynthesisAnswer | undefined> {
  if (findings.length === 0) return undefined;
  const { registry, templates } = context.configuration;
  const { sections } = context.subject;
  const answer = await askModel(context, {
    task: 'qa-synthesis',
    title: 'QA synthesis',
    section: sections.map(({ number }) => number).join(', '),
    models: [orchestratorOf(registry)],
    body: craftSynthesisPrompt({ sections, findings, reviews, registry, templates }),
    workdir,
    access: 'read-only',
    read: (text) => readStructuredAnswer(text, qaSynthesisAnswerSchema),
  });
  if (answer.outcome === 'answered') return answer.value;
  const message = `${orchestratorOf(registry)} could not bring the views together; scores and findings stand as they are.`;
  context.emit({ type: 'log', level: 'warning', message });
  return undefined;
}

/**
 * From the reviewers' answers to the findings of the QA: each at its place, like ones together, known ones by their ids,
 * unified and assigned by the orchestrator (else by routing), compared with the QA before.
 */
export async function settleFindings(
  context: RunContext,
  input: {
    readonly reviews: readonly DimensionReview[];
    readonly code: ReviewedCode;
    readonly files: readonly string[];
    readonly workdir: string;
    readonly memory: QaMemory;
  },
): Promise<SettledFindings> {
  const { reviews, code, memory } = input;
  const { registry, routing } = context.configuration;
  const familyOf = (model: string) => registry.get(model)?.provider ?? model;
  const { anchored, dropped } = anchorFindings(reviews, code);
  const merged = clusterFindings(anchored).map((cluster) => mergeCluster(cluster, familyOf));
  const numbered = identifyFindings(merged, knownFindings(memory))
    .map(({ id, finding }) => findingSchema.parse({ ...finding, id }))
    .toSorted(byWeight);
  const answer = await synthesize(context, numbered, reviews, input.workdir);
  const { findings, notes } = applySynthesis(numbered, answer, {
    modelId: (name) => modelIdOf(name, registry),
    familyOf,
    routed: (finding) => routeFix(finding, routing, registry),
  });
  const inScope = new Set(input.files);
  const existing = new Set(code.paths);
  const compared = compareResults({
    current: findings,
    earlier: memory.earlier[0]?.findings ?? [],
    dismissed: new Map(memory.dismissals.map(({ id, reason }) => [id, reason])),
    fixed: fixedSince(memory),
    assessed: new Set(reviews.flatMap(({ assessed, dimension }) => (assessed ? [dimension] : []))),
    texts: code.texts,
    inScope: (file) => inScope.has(file),
    exists: (file) => existing.has(file),
  });
  return { ...compared, dropped, notes, summary: answer?.summary ?? '' };
}
