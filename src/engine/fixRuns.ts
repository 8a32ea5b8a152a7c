import { join } from 'node:path';
import type { Configuration } from '../core/configuration';
import { modelIdOf } from '../core/modelIdOf';
import { systemClock } from '../core/ports/clock';
import type { FixOrder } from '../core/fixOrder';
import type { RunEvent } from '../core/runEvent';
import type { SectionText } from '../core/section';
import { UsageError } from '../core/usageError';
import type { FixRequest } from '../orchestration/engine';
import { newRunId } from '../orchestration/runId';
import { whyGone } from '../qa/whyGone';
import { readTextIfThere } from '../workspace/state/atomicFile';
import { openDismissals } from '../workspace/state/dismissals';
import { startRun, type RunHost } from './conductedRun';
import { findSections } from './findSections';

function modelOf(name: string | undefined, { registry }: Configuration): { readonly model?: string } {
  if (name === undefined) return {};
  const model = modelIdOf(name, registry);
  if (model !== undefined) return { model };
  throw new UsageError(`There is no model ${name}. There are: ${[...registry.keys()].join(', ')}.`);
}

/** The PRD's sections that these findings belong to, in the PRD's order. */
async function sectionsOf(
  host: RunHost,
  findings: FixOrder['findings'],
  prd: string | undefined,
): Promise<readonly SectionText[]> {
  const numbers = [...new Set(findings.map(({ section }) => section))];
  const asked = { sections: numbers.join(', '), ...(prd === undefined ? {} : { prd }) };
  return (await findSections(host.parts, asked)).sections;
}

/**
 * The findings whose code is still there, and a note about each of the others, which nobody needs to mend; a `UsageError` when
 * none is left.
 */
async function stillThere(
  workspace: string,
  findings: FixOrder['findings'],
): Promise<{ readonly left: FixOrder['findings']; readonly notes: readonly string[] }> {
  const looked = await Promise.all(
    findings.map(async (one) => {
      const why = whyGone(one.finding, await readTextIfThere(join(workspace, one.finding.file)));
      return { one, notes: why === undefined ? [] : [`Nothing to mend for ${one.finding.id}: ${why}.`] };
    }),
  );
  const notes = looked.flatMap((found) => found.notes);
  const left = looked.flatMap((found) => (found.notes.length > 0 ? [] : [found.one]));
  if (left.length > 0) return { left, notes };
  throw new UsageError([...notes, 'Review the section again.'].join(' '));
}

/** Starts a run that mends findings. */
export async function* startFix(
  host: RunHost,
  configuration: Configuration,
  request: FixRequest,
): AsyncGenerator<RunEvent> {
  const { parts } = host;
  const { reviewConductors } = await import('../orchestration/reviewConductors');
  const dismissed = new Set((await openDismissals(parts.state).list()).map(({ id }) => id));
  const { findings: ids = [], file, run } = request;
  const wanted = { ids, ...(file === undefined ? {} : { file }), ...(run === undefined ? {} : { run }) };
  const chosen = modelOf(request.model, configuration);
  const named = await reviewConductors.findFindings(parts.archive, wanted, dismissed);
  const { left: findings, notes } = await stillThere(parts.workspace, named);
  const sections = await sectionsOf(host, findings, request.prd);
  const fix: FixOrder = { findings, ...chosen };
  const subject = {
    runId: newRunId(systemClock.now(), Math.random),
    command: 'fix',
    workspace: parts.workspace,
    sections,
    related: [],
    outline: [],
    verify: request.verify !== false,
    notes,
  } as const;
  yield* startRun(host, configuration, { ...subject, fix }, request.apply === true);
}
