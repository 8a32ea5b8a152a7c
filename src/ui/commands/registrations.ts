import type { Disposable } from 'vscode';
import type { CommandName } from '../contributions';
import type { Deps } from '../shell';
import { registerApplyChanges } from './applyChanges';
import { registerApprovePlan } from './approvePlan';
import { registerCancelPlan } from './cancelPlan';
import { registerCancelRun } from './cancelRun';
import { registerAcceptHunk, registerRefuseHunk } from './chooseHunk';
import { registerChoosePrd } from './choosePrd';
import { registerCopyRunId } from './copyRunId';
import { registerCreatePrd } from './createPrd';
import { registerDeleteRun } from './deleteRun';
import { registerDevelopSection } from './developSection';
import { registerDiscardChanges } from './discardChanges';
import { registerDismissFinding } from './dismissFinding';
import { registerDoctor } from './doctor';
import { registerEditPlan } from './editPlan';
import { registerClearFindingFilter, registerFilterFindings } from './filterFindings';
import { registerFixFile } from './fixFile';
import { registerFixFinding } from './fixFinding';
import { registerFixFindingWith } from './fixFindingWith';
import { registerGetStarted } from './getStarted';
import { registerInitialize } from './initialize';
import { registerJournal } from './journal';
import { registerOpenDiff } from './openDiff';
import { registerOpenFinding } from './openFinding';
import { registerOpenRun } from './openRun';
import { registerOpenSection } from './openSection';
import { registerPlanSection } from './planSection';
import { registerQaPath } from './qaPath';
import { registerQaSection } from './qaSection';
import { registerRefresh } from './refresh';
import { registerRestoreFinding } from './restoreFinding';
import { registerReplayRun } from './replayRun';
import { registerReplan } from './replan';
import { registerResumeRun } from './resumeRun';
import { registerRevertRun } from './revertRun';
import { registerReviewRun } from './reviewRun';
import { registerHideProvenance, registerShowProvenance } from './showProvenance';
import { registerHideDismissed, registerShowDismissed } from './showDismissed';
import { registerShowLog } from './showLog';
import { registerShowReport } from './showReport';
import { registerStopRun } from './stopRun';
import { registerCancelWorkstream } from './cancelWorkstream';
import { registerStopWorkstream } from './stopWorkstream';
import { registerRetryWorkstream } from './retryWorkstream';
import { registerOpenTranscript } from './openTranscript';
import { registerOpenWorkstreamChanges } from './openWorkstreamChanges';
import { registerTryRehearsal } from './tryRehearsal';

/** Every command with its registration; a command without one does not compile. */
export const registrations: Readonly<Record<CommandName, (deps: Deps) => Disposable>> = {
  getStarted: registerGetStarted,
  tryRehearsal: registerTryRehearsal,
  initialize: registerInitialize,
  doctor: registerDoctor,
  develop: registerDevelopSection,
  plan: registerPlanSection,
  qa: registerQaSection,
  journal: registerJournal,
  qaPath: registerQaPath,
  cancel: registerCancelRun,
  stop: registerStopRun,
  cancelWorkstream: registerCancelWorkstream,
  stopWorkstream: registerStopWorkstream,
  retryWorkstream: registerRetryWorkstream,
  openTranscript: registerOpenTranscript,
  openWorkstreamChanges: registerOpenWorkstreamChanges,
  resume: registerResumeRun,
  review: registerReviewRun,
  apply: registerApplyChanges,
  discard: registerDiscardChanges,
  revert: registerRevertRun,
  showReport: registerShowReport,
  showProvenance: registerShowProvenance,
  hideProvenance: registerHideProvenance,
  replay: registerReplayRun,
  copyRunId: registerCopyRunId,
  deleteRun: registerDeleteRun,
  showLog: registerShowLog,
  refresh: registerRefresh,
  choosePrd: registerChoosePrd,
  createPrd: registerCreatePrd,
  openSection: registerOpenSection,
  openRun: registerOpenRun,
  openDiff: registerOpenDiff,
  acceptHunk: registerAcceptHunk,
  refuseHunk: registerRefuseHunk,
  openFinding: registerOpenFinding,
  fixFinding: registerFixFinding,
  fixFindingWith: registerFixFindingWith,
  fixFile: registerFixFile,
  dismissFinding: registerDismissFinding,
  restoreFinding: registerRestoreFinding,
  filterFindings: registerFilterFindings,
  clearFindingFilter: registerClearFindingFilter,
  showDismissed: registerShowDismissed,
  hideDismissed: registerHideDismissed,
  approvePlan: registerApprovePlan,
  editPlan: registerEditPlan,
  replan: registerReplan,
  cancelPlan: registerCancelPlan,
};
