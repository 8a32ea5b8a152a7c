import { l10n, window } from 'vscode';
import type { RunState, WorkstreamState } from '../../core/runState';
import { UsageError } from '../../core/usageError';
import type { Engine } from '../../orchestration/engine';
import type { WorkstreamAction } from '../../presentation/panelMessages';
import { workstreamActions } from '../../presentation/runActions';
import { panelView } from '../../presentation/runView';
import type { ChangeActions } from '../changes/changeActions';
import type { DoctorMemory } from '../doctorMemory';
import type { RunConductor } from '../runConductor';
import type { KnownRun, RunStore } from '../runStore';
import type { Transcripts } from '../transcript/transcripts';
import { chooseModel } from './chooseModel';

/** What steering needs of the shell. */
export interface SteeringParts {
  readonly engine: () => Promise<Engine>;
  readonly load: (runId: string) => Promise<KnownRun | undefined>;
  readonly runs: RunStore;
  readonly conductor: RunConductor;
  readonly transcripts: Transcripts;
  readonly actions: ChangeActions;
  readonly sights: DoctorMemory;
  readonly assertTrusted: () => void;
}

/** One workstream of a run, or one of its own tasks, as commands name it. */
export interface ColumnRef {
  readonly runId: string;
  readonly key: string;
}

/** What a user does with one workstream. Rejects with a `UsageError` where that is not possible now. */
export class WorkstreamSteering {
  constructor(private readonly parts: SteeringParts) {}

  /** Asks for the workstream of a run with which `action` can be done now; says so when there is none. */
  async choose(state: RunState, action: WorkstreamAction): Promise<ColumnRef | undefined> {
    const { runId } = state;
    const run = this.parts.runs.get(runId);
    const isLive = run?.live === true;
    const view = panelView(state, isLive, undefined, run?.elsewhere);
    const items = [...view.tasks, ...view.columns]
      .filter(({ actions }) => actions.includes(action))
      .map(({ key, title, model, state: now }) => ({ key, label: title, description: `${model} · ${now}` }));
    if (items.length === 0) {
      void window.showInformationMessage(l10n.t('There is no workstream of {0} to do this with now.', view.title));
      return undefined;
    }
    const chosen = await window.showQuickPick(items, { title: view.title, placeHolder: l10n.t('Which workstream?') });
    return chosen && { runId, key: chosen.key };
  }

  /** Ends a workstream: `cancel` lets its model come to an end, `stop` does not. What it wrote is kept. */
  end({ runId, key }: ColumnRef, kind: 'cancel' | 'stop'): void {
    if (!this.parts.conductor.tell(runId, { kind, key })) {
      throw new UsageError(l10n.t('This run is not under way in this window, so nothing of it can be ended here.'));
    }
  }

  /** Gives a workstream to a model that the user chooses, in the run as it goes on, or by going on with it. */
  async retry(ref: ColumnRef): Promise<void> {
    const { conductor, engine, sights, assertTrusted, runs } = this.parts;
    assertTrusted();
    const { state, workstream } = await this.find(ref);
    const title = l10n.t('{0}: retry with another model', workstream.title);
    const model = await chooseModel(await (await engine()).listModels(), sights.sights, title, workstream.model);
    if (model === undefined) return;
    if (conductor.tell(ref.runId, { kind: 'retry', key: ref.key, model })) return;
    const live = runs.get(ref.runId)?.live === true;
    if (live || !workstreamActions(state, workstream, false, live).includes('retry-workstream')) {
      throw new UsageError(l10n.t('{0} can not be done again in this run.', workstream.title));
    }
    await conductor.retry(ref.runId, { key: ref.key, model });
  }

  async openTranscript({ runId, key }: ColumnRef): Promise<void> {
    const { state } = await this.run(runId);
    await this.parts.transcripts.open(state, key);
  }

  /** Opens what the run proposes of this workstream's files. */
  async openChanges(ref: ColumnRef): Promise<void> {
    const { state, workstream } = await this.find(ref);
    const mine = new Set(workstream.files);
    const files = state.changes?.files.filter(({ path }) => mine.has(path)) ?? [];
    const [only] = files;
    const { actions } = this.parts;
    if (only && files.length === 1) await actions.openDiff(state, only.path);
    else await actions.review({ ...state, changes: { files, refused: [] } });
  }

  private async run(runId: string): Promise<KnownRun> {
    const run = await this.parts.load(runId);
    if (!run) throw new UsageError(l10n.t('This run is not there any more.'));
    return run;
  }

  private async find({ runId, key }: ColumnRef): Promise<{
    readonly state: RunState;
    readonly workstream: WorkstreamState;
  }> {
    const { state } = await this.run(runId);
    const workstream = state.workstreams.find((candidate) => candidate.key === key);
    if (!workstream) throw new UsageError(l10n.t('This run has no workstream {0}.', key));
    return { state, workstream };
  }
}
