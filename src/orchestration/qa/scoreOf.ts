import type { DimensionScore, JudgedRequirement, QaScore } from '../../core/qaScore';
import type { RunState } from '../../core/runState';
import { Anchorer, type ReviewedCode } from '../../qa/anchorFindings';
import type { DimensionReview } from '../../qa/review';
import { weighScores } from '../../qa/score';
import type { SettledFindings } from './settleFindings';

function judged(review: DimensionReview, anchorer: Anchorer): readonly JudgedRequirement[] {
  if (!review.assessed) return [];
  return review.requirements.map(({ requirement, status, note, file, quote }) => {
    const place = file === undefined ? undefined : anchorer.anchor({ file, quote }, requirement);
    return {
      ...{ requirement, status, note },
      ...(place ? { file: place.file } : {}),
      ...(place && place.anchor !== 'file' ? { line: place.line } : {}),
    };
  });
}

/** The outcome of a QA without its findings; undefined when nothing was assessed. `earlier` is the QA before it. */
export function scoreOf(
  reviews: readonly DimensionReview[],
  code: ReviewedCode,
  settled: SettledFindings,
  earlier: RunState | undefined,
): { readonly total: number | undefined; readonly dimensions: readonly DimensionScore[] } & Omit<
  QaScore,
  'total' | 'dimensions'
> {
  const anchorer = new Anchorer(code);
  const { total, dimensions } = weighScores(
    reviews.map((review) => ({
      id: review.dimension,
      weight: review.weight,
      score: review.assessed ? review.score : undefined,
    })),
  );
  const scores = dimensions.map(({ id, weight, score, share }, at): DimensionScore => {
    const review = reviews[at];
    const base = { id, weight, share, score: score ?? null, assessed: score !== undefined };
    if (!review?.assessed) return { ...base, reason: review?.reason ?? '' };
    const requirements = judged(review, anchorer);
    return {
      ...base,
      ...{ model: review.model, summary: review.summary },
      ...(requirements.length > 0 ? { requirements } : {}),
    };
  });
  return {
    total,
    dimensions: scores,
    ...(settled.summary === '' ? {} : { summary: settled.summary }),
    ...(settled.dropped.length > 0 ? { dropped: settled.dropped } : {}),
    ...(settled.gone.length > 0 ? { gone: settled.gone } : {}),
    ...(earlier?.score ? { earlier: { runId: earlier.runId, total: earlier.score.total } } : {}),
  };
}
