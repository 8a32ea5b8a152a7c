import type { QaReviewAnswer, Requirement } from '../core/qaAnswers';

/** What became of one dimension: a model assessed it, or nobody could, and why. `weight` in percent, `score` 0–100. */
export type DimensionReview =
  | {
      readonly assessed: true;
      readonly dimension: string;
      readonly weight: number;
      readonly model: string;
      readonly score: number;
      readonly summary: string;
      readonly requirements: readonly Requirement[];
      readonly findings: QaReviewAnswer['findings'];
    }
  | { readonly assessed: false; readonly dimension: string; readonly weight: number; readonly reason: string };
