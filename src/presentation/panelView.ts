import type { CheckState } from '../core/runState';
import type { PanelAction, WorkstreamAction } from './panelMessages';
import type { QaReportView } from './qaReportView';
import type { RepairView } from './repairs';
import type { ViewState } from './stateIcon';
import type { TimelineRow } from './timelineView';

/** One column of the panel without its stream: a workstream, or one of the run's own tasks. Times are ISO. */
export interface ColumnView {
  readonly key: string;
  readonly title: string;
  readonly section: string | undefined;
  readonly state: ViewState;
  readonly model: string;
  readonly startedAt: string | undefined;
  readonly endedAt: string | undefined;
  readonly tokens: string | undefined;
  readonly cost: string | undefined;
  /** What one should know in a few words: what it waits for, what failed, who took over. */
  readonly note: string | undefined;
  readonly files: readonly string[];
  /** The buttons that make sense now. */
  readonly actions: readonly WorkstreamAction[];
}

export interface PlanWorkstreamView {
  readonly id: string;
  readonly title: string;
  readonly models: readonly string[];
  readonly thinking: string | undefined;
  readonly brief: string;
  readonly owns: readonly string[];
  readonly dependsOn: readonly string[];
  readonly skip: boolean;
}

export interface PlanSectionView {
  readonly label: string;
  readonly facts: string;
  readonly summary: string;
  readonly missing: readonly string[];
  readonly workstreams: readonly PlanWorkstreamView[];
}

/** A command line that is approved together with the plan. */
export interface CommandView {
  readonly command: string;
  /** Which models it reaches, where it runs, who pays. */
  readonly facts: string;
}

export interface PlanView {
  readonly awaiting: boolean;
  readonly commands: readonly CommandView[];
  readonly source: string;
  readonly diversity: number;
  readonly sections: readonly PlanSectionView[];
}

export interface CheckView {
  readonly name: string;
  readonly outcome: CheckState['outcome'];
  readonly state: ViewState;
  readonly text: string;
  readonly command: string;
  readonly output: string | undefined;
}

/** Everything that the run panel shows beside the streams; plain data, made anew when the run changes. */
export interface PanelView {
  readonly runId: string;
  readonly title: string;
  readonly state: ViewState;
  readonly status: string;
  readonly startedAt: string;
  /** Undefined while the run is under way. */
  readonly durationMs: number | undefined;
  readonly tokens: string | undefined;
  readonly cost: string | undefined;
  readonly diversity: string | undefined;
  readonly actions: readonly PanelAction[];
  readonly problem: string | undefined;
  readonly timeline: readonly TimelineRow[];
  readonly plan: PlanView | undefined;
  readonly tasks: readonly ColumnView[];
  readonly columns: readonly ColumnView[];
  readonly conflicts: readonly { readonly file: string; readonly text: string; readonly open: boolean }[];
  readonly checks: readonly CheckView[];
  /** Who made the checks red, and what is done about it. */
  readonly culprit: string | undefined;
  readonly repairs: readonly RepairView[];
  readonly changes: { readonly text: string; readonly files: readonly string[] } | undefined;
  /** The files that the run touches as far as is known, so that their names become links. */
  readonly files: readonly string[];
  /** A QA's report; then there is no `report`. */
  readonly qa: QaReportView | undefined;
  readonly report: string | undefined;
  readonly remarks: readonly { readonly level: string; readonly message: string }[];
}
