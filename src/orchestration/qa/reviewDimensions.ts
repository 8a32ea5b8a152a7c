import { qaReviewAnswerSchema, type QaReviewAnswer } from '../../core/qaAnswers';
import { readStructuredAnswer } from '../../core/structuredAnswer';
import { fallbackChain } from '../../planning/fallbackChain';
import { craftReviewPrompt } from '../../qa/prompts/craftReviewPrompt';
import type { DimensionReview } from '../../qa/review';
import { rubricOf } from '../../qa/rubrics';
import { askModel, type AnswerReading } from '../askModel';
import type { ChainResult } from '../fallbackRun';
import type { RunContext } from '../runDependencies';
import { shownFiles } from '../shownFiles';

/** What the reviewers get: the files under review, and a checkout of the snapshot in which they may read. */
export interface ReviewSubject {
  readonly files: readonly string[];
  readonly workdir: string;
}

/** A review that gives a score; a model that says that it could not review leaves it to the next one. */
type Assessment = Omit<QaReviewAnswer, 'score'> & { readonly score: number };

function readReview(text: string): AnswerReading<Assessment> {
  const reading = readStructuredAnswer(text, qaReviewAnswerSchema);
  if (!reading.ok) return reading;
  const { assessed, score, summary } = reading.value;
  if (assessed && score !== undefined) return { ok: true, value: { ...reading.value, score } };
  return { ok: false, declined: summary === '' ? 'could not review it' : summary };
}

/** Why nobody of a chain assessed a dimension: the last one's own words where it said some, else what failed. */
function reasonOf(chain: ChainResult): string {
  if (chain.outcome !== 'failed') return 'cancelled';
  const { code, message } = chain.failure;
  return `${chain.model}: ${code === 'refused' && message !== '' ? message : code}`;
}

async function reviewDimension(
  context: RunContext,
  dimension: string,
  subject: ReviewSubject,
  shown: readonly { readonly path: string; readonly text: string }[],
): Promise<DimensionReview> {
  const { registry, routing, templates } = context.configuration;
  const route = routing.qa.get(dimension);
  const weight = route?.weight ?? 0;
  const primary = route?.primary ?? 'opus';
  const { sections } = context.subject;
  const body = (id: string) => {
    const model = registry.get(id);
    // A model that the registry does not know is not started, so that it needs no prompt.
    if (!model) return '';
    const readsItself = context.adapters(model)?.answers !== 'blocks';
    const files = readsItself ? {} : { files: shown };
    return craftReviewPrompt({ dimension, model, sections, paths: subject.files, templates, ...files });
  };
  const answer = await askModel(context, {
    task: 'qa-review',
    title: `${rubricOf(dimension).title} review`,
    section: sections.map(({ number }) => number).join(', '),
    dimension,
    models: [primary, ...fallbackChain(primary, route, registry)],
    body,
    workdir: subject.workdir,
    access: 'read-only',
    read: readReview,
  });
  if (answer.outcome !== 'answered') {
    return { assessed: false, dimension, weight, reason: reasonOf(answer.chain) };
  }
  const { value, model } = answer;
  const { score, summary, requirements, findings } = value;
  return { assessed: true, dimension, weight, model, score, summary, requirements, findings };
}

/** Reviews every dimension of the routing rules in parallel, each by its model or a fallback; in the order of the rules. */
export async function reviewDimensions(
  context: RunContext,
  subject: ReviewSubject,
): Promise<readonly DimensionReview[]> {
  const { existing } = await shownFiles(context.openWorktree(subject.workdir), subject.files, subject.files);
  const dimensions = [...context.configuration.routing.qa.keys()];
  return Promise.all(dimensions.map((dimension) => reviewDimension(context, dimension, subject, existing)));
}
