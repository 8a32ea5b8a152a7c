import type { Plan } from '../core/plan';
import { workstreamGraph } from '../planning/workstreamGraph';
import { evidenceOf } from '../synthesis/culprit/evidence';
import { findCulprit, type Culprits, type Suspect } from '../synthesis/culprit/findCulprit';
import { isTestFile } from '../synthesis/culprit/isTestFile';
import type { FinishedWorkstream } from './candidate';
import { CheckTrials, type TrialChecks } from './checkTrials';
import type { MergeBase } from './mergeBase';
import type { RunContext } from './runDependencies';

/** What the hunt needs: what was merged, how to merge less of it, and the checks that are red with all of it. */
export interface HuntInput extends TrialChecks {
  readonly plan: Plan;
  readonly snapshot: string;
  readonly finished: readonly FinishedWorkstream[];
  readonly trial: MergeBase;
}

/** Who made the checks red that the run made red; those that were red before are nobody's. */
export interface HuntResult {
  readonly redBefore: ReadonlySet<string>;
  /** Undefined: every red check was red before. */
  readonly culprits: Culprits | undefined;
}

function suspectsOf({ plan, finished }: HuntInput, output: string): readonly Suspect[] {
  const nodes = new Map(workstreamGraph(plan).map((node) => [node.key, node]));
  return finished.map(({ key, section, workstream, files }) => {
    const contract = plan.sections.find(({ id }) => id === section)?.contract.files ?? [];
    const own = contract.filter(({ owner }) => owner === workstream.id);
    return {
      key,
      dependsOn: nodes.get(key)?.dependsOn ?? [],
      testsOnly: files.length > 0 && files.every(isTestFile),
      evidence: evidenceOf(output, {
        files: [...files, ...workstream.owns],
        exports: own.flatMap(({ exports }) => exports),
        acceptance: workstream.acceptance,
      }),
    };
  });
}

/** Runs the red checks without one workstream after the other (and what builds on it) until one alone, or several, explain it. */
export async function huntCulprit(context: RunContext, input: HuntInput): Promise<HuntResult> {
  const red = new Set(input.red.map(({ name }) => name));
  const trials = new CheckTrials(context, input.snapshot, input);
  try {
    const before = await trials.redOn(input.snapshot, red, true);
    const redBefore = new Set([...(before ?? [])].filter((name) => red.has(name)));
    const fresh = new Set([...red].filter((name) => !redBefore.has(name)));
    if (fresh.size === 0) return { redBefore, culprits: undefined };
    const output = input.red.filter(({ name }) => fresh.has(name)).map((result) => result.output);
    const culprits = await findCulprit(suspectsOf(input, output.join('\n')), async (dropped) => {
      const commit = await input.trial(input.finished.filter(({ key }) => !dropped.has(key)));
      const still = await trials.redOn(commit, fresh, false);
      return still && still.size === 0;
    });
    return { redBefore, culprits };
  } finally {
    await trials.dispose();
  }
}
