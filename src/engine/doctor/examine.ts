import type { Diagnosis, DiagnosisState, DoctorReport } from '../../core/diagnosis';
import { checkConfiguration } from './checkConfiguration';
import { checkCooldowns } from './checkCooldowns';
import { checkFolders } from './checkFolders';
import { checkGit } from './checkGit';
import { checkLimits } from './checkLimits';
import { checkLinks } from './checkLinks';
import { checkMcp } from './checkMcp';
import { checkClis, checkReachable } from './checkModels';
import { checkNode } from './checkNode';
import { checkPrd } from './checkPrd';
import type { DoctorInput } from './doctorInput';
import { probeModels } from './probeModels';

export interface ExamineOptions {
  /** Send one small prompt to each CLI that can be reached; otherwise no prompt is sent at all. */
  readonly probe: boolean;
}

/** Looks at everything that a run needs, all at once. Throws what the choke point of trust throws. */
export async function examine(
  input: DoctorInput,
  { probe }: ExamineOptions,
  signal: AbortSignal,
): Promise<DoctorReport> {
  const started = performance.now();
  const models = async () => {
    const [clis, cooldowns] = await Promise.all([checkClis(input, signal), checkCooldowns(input, new Date())]);
    const { diagnosis, reachable } = checkReachable(clis);
    const probed = probe ? await probeModels(input, clis, signal) : [];
    return { reachable, checks: [diagnosis, ...clis.map((cli) => cli.diagnosis), ...probed, cooldowns] };
  };
  const [ofModels, mcp, prd, links, folders, git] = await Promise.all([
    models(),
    checkMcp(input, signal),
    checkPrd(input),
    checkLinks(input),
    checkFolders(input),
    checkGit(input, signal),
  ]);
  const [workspace, ...others] = folders;
  const checks: Diagnosis[] = [
    ...ofModels.checks,
    ...mcp,
    ...[prd, checkConfiguration(input), links, ...(workspace ? [workspace] : []), ...others],
    ...[git, checkNode(process.versions.node), checkLimits(input)],
  ];
  return {
    state: worst(checks),
    reachable: [...ofModels.reachable],
    durationMs: Math.round(performance.now() - started),
    checks: inOrder(checks),
  };
}

const areas = ['models', 'transport', 'workspace', 'machine'] as const;

function inOrder(checks: readonly Diagnosis[]): Diagnosis[] {
  return areas.flatMap((area) => checks.filter((check) => check.area === area));
}

function worst(checks: readonly Diagnosis[]): DiagnosisState {
  const states = new Set(checks.map(({ state }) => state));
  if (states.has('failed')) return 'failed';
  return states.has('warning') ? 'warning' : 'ok';
}
