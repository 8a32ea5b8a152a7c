import type { Configuration } from '../core/configuration';
import { systemClock } from '../core/ports/clock';
import type { RunEvent } from '../core/runEvent';
import type { SectionText } from '../core/section';
import type { RunRequest } from '../orchestration/engine';
import { relatedSections } from '../orchestration/relatedSections';
import { newRunId } from '../orchestration/runId';
import { startRun, type RunHost } from './conductedRun';

/** The most characters of other sections that planning is given to read. */
const relatedChars = 80_000;

/** Starts a run that plans or develops these sections. */
export async function* startDevelop(
  host: RunHost,
  configuration: Configuration,
  found: {
    readonly all: readonly SectionText[];
    readonly sections: readonly SectionText[];
    readonly warnings: readonly string[];
  },
  request: RunRequest,
): AsyncGenerator<RunEvent> {
  const { all, sections, warnings } = found;
  const subject = {
    runId: newRunId(systemClock.now(), Math.random),
    command: request.command,
    workspace: host.parts.workspace,
    sections,
    related: relatedSections(all, sections, relatedChars),
    outline: all,
    verify: request.verify !== false,
    notes: warnings,
  };
  yield* startRun(host, configuration, subject, request.apply === true);
}
