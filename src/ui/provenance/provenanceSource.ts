import { Uri, workspace } from 'vscode';
import {
  appliedRun,
  familyOf,
  type AppliedRun,
  type Family,
  type ProvenanceLayer,
} from '../../presentation/provenance';
import type { Engine } from '../../orchestration/engine';
import type { RunStore } from '../runStore';

/** So many of the newest runs are looked at: what older ones wrote is hardly there as they wrote it. */
const mostRuns = 50;
const writing: ReadonlySet<string> = new Set(['develop', 'fix']);

/** What the applied runs of a workspace, the newest first, made of its files. Read from the runs' logs and commits when first asked. */
export class ProvenanceSource {
  private runs: Promise<readonly AppliedRun[]> | undefined;
  private families: Promise<(model: string) => Family> | undefined;
  private readonly layers = new Map<string, Promise<readonly ProvenanceLayer[]>>();

  constructor(
    private readonly engine: () => Promise<Engine>,
    private readonly store: RunStore,
  ) {}

  /** Runs were applied, reverted or deleted. */
  forget(): void {
    this.runs = undefined;
    this.families = undefined;
    this.layers.clear();
  }

  /** The vendor families of models, as the registry names them now. */
  familyOf(): Promise<(model: string) => Family> {
    const families = (this.families ??= this.readFamilies());
    families.catch(() => this.forget());
    return families;
  }

  /** The run with this id, if lines of it are in the workspace. */
  async run(runId: string): Promise<AppliedRun | undefined> {
    return (await this.applied()).find(({ state }) => state.runId === runId);
  }

  /** What each run that wrote lines of a file made of it, the newest first. */
  of(path: string): Promise<readonly ProvenanceLayer[]> {
    const known = this.layers.get(path);
    if (known) return known;
    const layers = this.read(path);
    this.layers.set(path, layers);
    layers.catch(() => this.layers.delete(path));
    return layers;
  }

  private applied(): Promise<readonly AppliedRun[]> {
    const runs = (this.runs ??= this.readRuns());
    runs.catch(() => this.forget());
    return runs;
  }

  private async readFamilies(): Promise<(model: string) => Family> {
    const { registry } = (await (await this.engine()).loadConfiguration()).configuration;
    return (model) => familyOf(registry.get(model)?.provider);
  }

  private async readRuns(): Promise<readonly AppliedRun[]> {
    const engine = await this.engine();
    const summaries = (await engine.listRuns()).filter(({ command }) => writing.has(command)).slice(0, mostRuns);
    const found: AppliedRun[] = [];
    for (const { runId } of summaries) {
      const run = appliedRun(this.store.get(runId)?.state ?? (await engine.loadRun(runId)));
      if (run) found.push(run);
    }
    return found;
  }

  private async read(path: string): Promise<readonly ProvenanceLayer[]> {
    const engine = await this.engine();
    const layers: ProvenanceLayer[] = [];
    for (const { state, hunks } of await this.applied()) {
      const own = hunks.get(path);
      if (!own) continue;
      const { result } = await engine.readSides(state.runId, path);
      if (!result || result.includes(0)) continue;
      const text = await workspace.decode(result, { uri: Uri.file(path) });
      layers.push({ runId: state.runId, text, hunks: own });
    }
    return layers;
  }
}
