import { observedDiversity } from '../../core/diversity';
import { isRed, latestChecks } from '../../core/latestChecks';
import type { PlanSource } from '../../core/plan';
import type { RunState } from '../../core/runState';
import { verificationOutcome } from '../verificationOutcome';
import { cost, count, duration, tokens } from './figures';
import { inline } from '../../core/markdown';
import type { ReportInput } from './reportInput';

const sources: Readonly<Record<PlanSource, string>> = {
  orchestrator: 'plan by the orchestrator',
  routing: 'plan from the routing rules',
  findings: 'plan from the findings',
};

/** `Section 2 Loans`, `Sections 2 Loans, 3 Reminders`, `Fix in section 2 Loans`. */
function subject(state: RunState): string {
  const titles = state.sections.map((id) => {
    const title = state.plan?.sections.find((section) => section.id === id)?.title;
    return inline(title === undefined ? id : `${id} ${title}`);
  });
  const word = titles.length === 1 ? 'Section' : 'Sections';
  return `${state.command === 'fix' ? `Fix in ${word.toLowerCase()}` : word} ${titles.join(', ')}`;
}

function verification(state: RunState): string {
  const latest = latestChecks(state.checks);
  switch (verificationOutcome(state.checks)) {
    case 'green': {
      const skipped = latest.filter(({ outcome }) => outcome === 'skipped').length;
      return skipped > 0 ? `checks green, ${skipped} skipped` : 'verified';
    }
    case 'red': {
      const red = latest.filter(isRed);
      const before = red.every(({ name }) => state.redBefore.includes(name)) ? ' as before this run' : '';
      return `${red.length} of ${count(latest.length, 'check')} red${before}`;
    }
    case 'none':
      return 'not verified';
  }
}

function outcome(state: RunState): string {
  const all = state.workstreams.length;
  const done = state.workstreams.filter((workstream) => workstream.state === 'succeeded').length;
  if (done === 0) return 'no workstream was finished';
  const workstreams = done === all ? 'done' : `${done} of ${all} workstreams done`;
  return `${workstreams}, ${verification(state)}`;
}

/** The time from the run's start to the last thing that ended. */
function elapsed({ state, elapsedMs }: ReportInput): string {
  if (elapsedMs !== undefined) return duration(elapsedMs);
  const ends = [...state.tasks, ...state.workstreams.flatMap(({ attempts }) => attempts), ...state.workstreams];
  const models = Math.max(
    ...ends.map(({ endedAt }) => Date.parse(endedAt ?? state.startedAt)),
    Date.parse(state.startedAt),
  );
  return duration(state.end?.durationMs ?? models - Date.parse(state.startedAt));
}

/** What became of the proposal since: `6 files`, `6 files, 4 of them applied`, `6 files, discarded`. */
function proposed({ changes, applied, discarded, reverted }: RunState): readonly string[] {
  if (!changes) return [];
  const files = count(changes.files.length, 'file');
  if (applied) {
    const some = changes.files.filter(({ path }) => applied.includes(path)).length;
    return [some === changes.files.length ? `${files}, applied` : `${files}, ${some} of them applied`];
  }
  if (reverted) return [`${files}, applied and reverted`];
  return [discarded === true ? `${files}, discarded` : files];
}

/** Title and first lines: how it ended, and the run in figures. */
export function headlinePart(input: ReportInput): string {
  const { state, registry } = input;
  const attempts = [...state.tasks, ...state.workstreams.flatMap((workstream) => workstream.attempts)];
  const { changes } = state;
  const refused = changes && changes.refused.length > 0 ? [`${changes.refused.length} refused`] : [];
  const diversity = `diversity ${state.plan?.diversity ?? 0} expected, ${observedDiversity(state, registry)} observed`;
  const figures = [
    ...proposed(state),
    ...refused,
    elapsed(input),
    `tokens ${tokens(attempts)}`,
    `cost ${cost(attempts)}`,
    diversity,
  ];
  const source = sources[state.planSource ?? 'orchestrator'];
  const started = state.startedAt.slice(0, 16).replace('T', ' ');
  return `# ${subject(state)}: ${outcome(state)}

${figures.join(' · ')}

Run ${inline(state.runId)} · ${started} UTC · ${source} · transport ${state.transport}`;
}
