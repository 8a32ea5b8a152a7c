import type { AnchorKind } from '../core/finding';

/** The chance that a single reviewer's well-quoted finding is right: better than even, far from sure. */
const single = 0.6;

/** A finding whose reviewer could not quote the code is worth less. */
const byAnchor: Readonly<Record<AnchorKind, number>> = { exact: 1, whitespace: 1, nearest: 0.85, file: 0.6 };

/** One reviewer's voice for a finding. `family` is the model's vendor. */
export interface Voice {
  readonly family: string;
  readonly anchor: AnchorKind;
}

/**
 * How sure a finding is, 0–1, with two decimals. Independent witnesses combine by noisy-OR, 1 − Π(1 − pᵢ) (J. Pearl,
 * Probabilistic Reasoning in Intelligent Systems, 1988, §4.3.2). Models of one vendor share training data and so its
 * blind spots: each vendor counts once, with its best voice.
 */
export function confidenceOf(voices: readonly Voice[]): number {
  const best = new Map<string, number>();
  for (const { family, anchor } of voices) {
    best.set(family, Math.max(best.get(family) ?? 0, single * byAnchor[anchor]));
  }
  const wrong = [...best.values()].reduce((chance, right) => chance * (1 - right), 1);
  return Math.round((1 - wrong) * 100) / 100;
}
