import type { Severity } from '../core/finding';
import type { JudgedRequirement } from '../core/qaScore';

/** Somewhere to jump to. `line` from 1; undefined: the file as a whole. `finding`: jump to where that stands now. */
export interface PlaceView {
  readonly text: string;
  readonly path: string;
  readonly line: number | undefined;
  readonly finding: string | undefined;
}

export interface QaFindingView {
  readonly id: string;
  readonly severity: Severity;
  readonly place: PlaceView;
  readonly category: string;
  readonly message: string;
  readonly why: string;
  readonly suggestion: string;
  /** Who found it and how bad each thinks it is. */
  readonly voices: string;
  readonly confidence: string;
  /** Undefined when it is new. */
  readonly state: string | undefined;
  readonly fix: string | undefined;
  readonly related: readonly PlaceView[];
}

export interface RequirementView {
  readonly requirement: string;
  readonly status: JudgedRequirement['status'];
  readonly statusText: string;
  readonly place: PlaceView | undefined;
  readonly note: string;
}

/** One dimension: its part in the score, its model's view, and what it found. */
export interface QaDimensionView {
  readonly id: string;
  readonly title: string;
  readonly model: string;
  /** Null: not assessed; then `view` says why. */
  readonly score: number | null;
  readonly weight: string;
  readonly amounts: string;
  readonly view: string;
  readonly requirementsText: string;
  readonly requirements: readonly RequirementView[];
  /** Those that are told here: a finding of several dimensions stands under its first. */
  readonly findings: readonly QaFindingView[];
  /** How many more there are. */
  readonly more: number;
  readonly seeAlso: readonly PlaceView[];
}

/** A finding in one line. */
export interface QaPointView {
  readonly place: PlaceView;
  readonly text: string;
}

/** What a QA came to, as the run panel shows it; the facts of its markdown report. */
export interface QaReportView {
  readonly total: number;
  readonly change: string | undefined;
  readonly amounts: string;
  readonly summary: string;
  /** The chart in words, for those who do not see it. */
  readonly chartText: string;
  readonly missing: string | undefined;
  readonly dimensions: readonly QaDimensionView[];
  readonly agreed: readonly QaPointView[];
  readonly differing: readonly QaPointView[];
  readonly agreementText: string;
  readonly fixes: readonly { readonly model: string; readonly text: string; readonly places: readonly PlaceView[] }[];
  readonly dropped: readonly string[];
  readonly since: { readonly text: string; readonly lists: readonly QaListView[] } | undefined;
}

export interface QaListView {
  readonly title: string;
  readonly points: readonly QaPointView[];
}
