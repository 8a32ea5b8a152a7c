import { commands, languages, type Disposable } from 'vscode';
import { EntryApproval } from './approval/entryApproval';
import { PlanApprovals } from './approval/planApprovals';
import { PlanEditor } from './approval/planEditor';
import { registerAutoApply } from './changes/autoApply';
import { createChangeActions } from './changes/changeActions';
import { ChangeChoice } from './changes/changeChoice';
import { ChangeDecorations } from './changes/changeDecorations';
import { HunkLenses } from './changes/hunkLenses';
import { HunkMarks } from './changes/hunkMarks';
import { Hunks } from './changes/hunks';
import { SidesProvider } from './changes/sidesProvider';
import { answerChat } from './chat/answerChat';
import { chatPowers } from './chat/chatPowers';
import { commandIds } from './contributions';
import { openFile } from './changes/openFile';
import { WorkstreamSteering } from './control/workstreamSteering';
import { ConfigurationHelp, registerConfigurationHelp } from './configuration/configurationHelp';
import { disposeAll } from './disposeAll';
import { Doctor } from './doctor';
import { DoctorMemory } from './doctorMemory';
import { assertTrusted, EngineSource } from './engineSource';
import { Initializer } from './initialize';
import { Overview } from './overview';
import { panelActions, workstreamAction } from './panel/panelActions';
import { createRunPanels } from './panel/runPanels';
import { PlanLenses } from './plan/planLenses';
import { PlanSuggestions, registerPlanSuggestions } from './plan/planSuggestions';
import { ConfigurationProblems } from './problems/configurationProblems';
import { FindingActions } from './problems/findingActions';
import { FindingProblems } from './problems/findingProblems';
import { rememberFindings } from './problems/wakeFindings';
import { Provenance } from './provenance/provenance';
import { Replays } from './replay';
import { Rehearsal } from './rehearsal/rehearsal';
import { RunConductor } from './runConductor';
import { showProgress, showRunNotices, showSignInNotices } from './runNotices';
import { RunFollower, watchLock } from './runFollower';
import { RunStore } from './runStore';
import { removeRun } from './removeRun';
import type { Shell, ShellOptions } from './shell';
import { showReport } from './showReport';
import { createStatusBar } from './statusBar';
import { ChangesTree } from './tree/changesTree';
import { FindingsTree } from './tree/findingsTree';
import { ModelsTree } from './tree/modelsTree';
import { RunsTree } from './tree/runsTree';
import { Transcripts } from './transcript/transcripts';
import { WorkstreamsTree } from './tree/workstreamsTree';

/** Makes the VS Code shell: everything that lives as long as the window, joined. Loads the engine when it is first asked. */
export function createShell({ context, logger, loadEngine, showLog }: ShellOptions): Shell {
  const rehearsal = new Rehearsal(context);
  const engines = new EngineSource(loadEngine, logger, rehearsal);
  const engine = () => engines.get();
  const diagnostics = languages.createDiagnosticCollection('mao');
  const found = languages.createDiagnosticCollection('MAO');
  const runs = new RunStore();
  const load = async (runId: string) => {
    const loaded = await engine();
    return runs.load(runId, (id) => loaded.readEvents(id));
  };
  const approvals = new PlanApprovals();
  const entries = new EntryApproval();
  const conductor = new RunConductor(engines, runs, approvals, entries, logger.topic('run'));
  const planEditor = new PlanEditor(
    approvals,
    async (runId) => (await engine()).runDirectory(runId),
    logger.topic('plan'),
  );
  const planLenses = new PlanLenses(approvals, planEditor, load);
  const choice = new ChangeChoice(runs);
  const sides = new SidesProvider(engines);
  const hunks = new Hunks(engine, runs, choice);
  const actions = createChangeActions(engine, runs, sides, choice, hunks, logger.topic('changes'));
  const configuration = new ConfigurationProblems(engines, diagnostics, logger.topic('configuration'));
  const findings = new FindingProblems(engines, runs, found, logger.topic('qa'));
  const findingsTree = new FindingsTree(findings, context.workspaceState);
  const overview = new Overview(runs, approvals, choice, configuration, findings, rehearsal);
  const follower = new RunFollower(engine, runs, conductor, logger.topic('run'));
  const workstreams = new WorkstreamsTree(engine, runs, overview, findings, logger.topic('views'), (summaries) =>
    follower.look(summaries),
  );
  const sights = new DoctorMemory(context.globalState);
  const models = new ModelsTree(engine, runs, sights);
  const runHistory = new RunsTree(engine, runs, logger.topic('views'));
  const replays = new Replays(engine, context.extensionUri, logger.topic('panel'));
  const provenance = new Provenance(engine, runs, context.workspaceState, logger.topic('provenance'));
  const changes = new ChangesTree(choice, hunks);
  const doctor = new Doctor(engine, sights);
  const initializer = new Initializer(context.extensionUri);
  const transcripts = new Transcripts(engine, runs, load);
  const steering = new WorkstreamSteering({
    ...{ engine, load, runs, conductor, transcripts, actions, sights, assertTrusted },
  });
  const panels = createRunPanels({
    extensionUri: context.extensionUri,
    runs,
    logger: logger.topic('panel'),
    // The Changes view shows the run that one looks at, as the commands mean it; also after a reload of the window.
    load: async (runId) => {
      const run = await load(runId);
      if (run) choice.pick(runId);
      return run;
    },
    readReport: async (runId) => (await engine()).readReport(runId),
    act: panelActions,
    actOnWorkstream: workstreamAction,
    openPlace: (place) => void commands.executeCommand(commandIds.openFinding, place),
    openFile: (runId, path) => {
      const state = runs.get(runId)?.state;
      if (state) void openFile(state, path);
    },
  });
  const notices = showRunNotices(conductor, runs, approvals, {
    review: actions.review,
    showReport: async (runId) => showReport(await engine(), runId),
    showLog,
    open: (runId) => panels.open(runId),
  });
  const autoApply = registerAutoApply(engine, conductor, runs, actions, logger);
  const opened = conductor.onDidStart((runId) => {
    choice.pick(runId);
    panels.open(runId);
  });
  const held = watchLock(() => {
    runHistory.refresh();
    if (conductor.isBusy) return;
    workstreams.refresh();
    findings.refresh();
  });
  const renewed = engines.onDidChange(() => {
    workstreams.refresh();
    models.refresh();
    runHistory.refresh();
  });
  const listeners: readonly Disposable[] = [
    findings.onDidChange(() => void rememberFindings(context.workspaceState, findings)),
    ...registerConfigurationHelp(new ConfigurationHelp(context.extensionUri, engine)),
    opened,
    renewed,
    held,
    notices,
    autoApply,
    languages.registerCodeActionsProvider({ scheme: 'file' }, new FindingActions(findings), {
      providedCodeActionKinds: FindingActions.kinds,
    }),
    showProgress(conductor),
    showSignInNotices(runs),
  ];
  const parts: readonly { dispose(): unknown }[] = [
    // Before the runs end: a window that is closed or reloaded keeps its plan open.
    planEditor,
    planLenses,
    ...registerPlanSuggestions(new PlanSuggestions(approvals, engine)),
    ...listeners,
    ...[
      createStatusBar(runs),
      conductor,
      approvals,
      entries,
      transcripts,
      panels,
      overview,
      workstreams,
      sights,
      models,
      runHistory,
      replays,
      changes,
      provenance,
      new ChangeDecorations(),
      new HunkLenses(hunks, choice),
      new HunkMarks(hunks, choice, logger.topic('changes')),
      choice,
    ],
    ...[follower, doctor, initializer, configuration, sides, findingsTree, findings, runs, diagnostics, found, engines],
  ];
  return {
    engine,
    load,
    runs,
    conductor,
    approvals,
    planEditor,
    choice,
    actions,
    panels,
    workstreams,
    models,
    runHistory,
    replays,
    changes,
    provenance,
    overview,
    doctor,
    initializer,
    rehearsal,
    findings,
    findingsTree,
    steering,
    removeRun: async (runId) => removeRun(await engine(), runs, load, runId),
    assertTrusted,
    chat: (question, reply, signal) =>
      answerChat(question, reply, chatPowers({ assertTrusted, engine, load, runs, conductor }), signal),
    dispose: () => disposeAll(parts),
  };
}
