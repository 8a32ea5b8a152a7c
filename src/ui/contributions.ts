/** Every command of the manifest; `registerCommands` does not compile while one of them has no handler. */
export const commandIds = {
  getStarted: 'mao.getStarted',
  tryRehearsal: 'mao.tryRehearsal',
  initialize: 'mao.initialize',
  doctor: 'mao.doctor',
  develop: 'mao.develop',
  plan: 'mao.plan',
  qa: 'mao.qa',
  qaPath: 'mao.qaPath',
  journal: 'mao.journal',
  cancel: 'mao.cancel',
  stop: 'mao.stop',
  cancelWorkstream: 'mao.cancelWorkstream',
  stopWorkstream: 'mao.stopWorkstream',
  retryWorkstream: 'mao.retryWorkstream',
  openTranscript: 'mao.openTranscript',
  openWorkstreamChanges: 'mao.openWorkstreamChanges',
  resume: 'mao.resume',
  review: 'mao.review',
  apply: 'mao.apply',
  discard: 'mao.discard',
  revert: 'mao.revert',
  showReport: 'mao.showReport',
  showProvenance: 'mao.showProvenance',
  hideProvenance: 'mao.hideProvenance',
  replay: 'mao.replay',
  copyRunId: 'mao.copyRunId',
  deleteRun: 'mao.deleteRun',
  showLog: 'mao.showLog',
  refresh: 'mao.refresh',
  choosePrd: 'mao.choosePrd',
  createPrd: 'mao.createPrd',
  openSection: 'mao.openSection',
  openRun: 'mao.openRun',
  openDiff: 'mao.openDiff',
  acceptHunk: 'mao.acceptHunk',
  refuseHunk: 'mao.refuseHunk',
  openFinding: 'mao.openFinding',
  fixFinding: 'mao.fixFinding',
  fixFindingWith: 'mao.fixFindingWith',
  fixFile: 'mao.fixFile',
  dismissFinding: 'mao.dismissFinding',
  restoreFinding: 'mao.restoreFinding',
  filterFindings: 'mao.filterFindings',
  clearFindingFilter: 'mao.clearFindingFilter',
  showDismissed: 'mao.showDismissed',
  hideDismissed: 'mao.hideDismissed',
  approvePlan: 'mao.approvePlan',
  editPlan: 'mao.editPlan',
  replan: 'mao.replan',
  cancelPlan: 'mao.cancelPlan',
} as const;

export type CommandName = keyof typeof commandIds;
export type CommandId = (typeof commandIds)[CommandName];

export const viewIds = {
  workstreams: 'mao.workstreams',
  changes: 'mao.changes',
  findings: 'mao.findings',
  models: 'mao.models',
  runs: 'mao.runs',
} as const;

/** The type of the run panel's webview, for its serializer. */
export const panelType = 'mao.run';

/** Context keys that `when` clauses of the manifest read. */
export const contextKeys = {
  /** `loading`, `no-prd`, `no-cli`, `ready`: what the Workstreams view shows while it is empty. */
  state: 'mao.state',
  running: 'mao.running',
  approval: 'mao.approval',
  hasChanges: 'mao.hasChanges',
  applied: 'mao.applied',
  hasRuns: 'mao.hasRuns',
  /** Doctor has looked, which is what a step of the walkthrough is about. */
  doctorAsked: 'mao.doctorAsked',
  provenanceShown: 'mao.provenanceShown',
  /** The files in which an applied run that this window knows wrote lines. */
  provenanceFiles: 'mao.provenanceFiles',
  /** `unreviewed`, `clean`, `filtered`, `some`: why the Findings view is empty, or that it is not. */
  findingsState: 'mao.findingsState',
  findingsFiltered: 'mao.findingsFiltered',
  dismissedShown: 'mao.dismissedShown',
} as const;

export type ContextKey = keyof typeof contextKeys;

/** The machine-scoped settings below `mao.`, leaf by leaf; those of `machineSettingsSchema`. */
export const machineSettingKeys = [
  'clis',
  'transport',
  'maxParallel',
  'limits.idleSeconds',
  'limits.attemptSeconds',
  'limits.checkSeconds',
  'approve.plan',
  'approve.checks',
  'approve.apply',
  'checks',
  'repairRounds',
  'budget.tokens',
  'budget.costUsd',
  'billing.allowApiKeys',
  'worktree.link',
] as const;

/** The chat participant `@mao`. */
export const participantId = 'mao.chat';

/** The tools that language models may call. */
export const toolNames = { runStatus: 'mao_run_status', findings: 'mao_findings' } as const;

/** Whether the PAL server of `.mcp.json` is offered to the editor's own agents, and under which id. */
export const offerPalSetting = 'mao.offerPal';
export const mcpProviderId = 'mao.pal';
/** The language of plan documents: markdown with models, thinking modes and problems. */
export const planLanguage = 'mao-plan';

/** Scheme of the read-only documents that show a run's base and result. */
export const sidesScheme = 'mao-run';

/** Scheme of the read-only documents that show the transcripts of attempts. */
export const transcriptScheme = 'mao-transcript';

/** Scheme of the rows of the Changes view, so that their letters are not those of git. */
export const changeScheme = 'mao-change';

/** Scheme of the read-only documents that show journal entries before they are written. */
export const entryScheme = 'mao-entry';

/** Scheme of the read-only documents that show what Initialize would write. */
export const templateScheme = 'mao-template';

/** Scheme of the read-only document that shows what Doctor found. */
export const doctorScheme = 'mao-doctor';
