import { qaReviewAnswerSchema } from '../../core/qaAnswers';
import { readStructuredAnswer } from '../../core/structuredAnswer';
import { fallbackChain } from '../../planning/fallbackChain';
import { craftReviewPrompt } from '../../qa/prompts/craftReviewPrompt';
import type { DimensionReview } from '../../qa/review';
import { rubricOf } from '../../qa/rubrics';
import { askModel } from '../askModel';
import type { RunContext } from '../runDependencies';
import { shownFiles } from '../shownFiles';

/** What the reviewers get: the files under review, and a checkout of the snapshot in which they may read. */
export interface ReviewSubject {
  readonly files: readonly string[];
  readonly workdir: string;
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
    read: (text) => readStructuredAnswer(text, qaReviewAnswerSchema),
  });
  if (answer.outcome !== 'answered') {
    const { chain } = answer;
    const why = chain.outcome === 'failed' ? `${chain.model}: ${chain.failure.code}` : 'cancelled';
    return { assessed: false, dimension, weight, reason: why };
  }
  const { value, model } = answer;
  const { score, summary, requirements, findings } = value;
  if (!value.assessed || score === undefined) {
    return { assessed: false, dimension, weight, reason: `${model}: ${summary || 'could not review it'}` };
  }
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
