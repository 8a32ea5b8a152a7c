import { goesOn } from '../core/goesOn';
import type { RunCommand } from '../core/runCommand';
import { escapeMarkdown, formatDuration } from './format';
import { stateIcon, type StateIcon } from './stateIcon';

/** What the list of runs tells of one. `outcome`: that of its end, `running` or `interrupted`. */
export interface ListedRun {
  readonly runId: string;
  readonly command: RunCommand;
  readonly sections: readonly string[];
  readonly outcome: string;
  readonly startedAt: string;
  readonly durationMs: number | null;
  /** What became of the changes that it proposed, last. */
  readonly changes?: 'proposed' | 'applied' | 'reverted' | 'discarded';
}

/** One line of the Runs view; `context` is the `viewItem` of the menus. */
export interface RunRow {
  readonly runId: string;
  readonly label: string;
  readonly description: string;
  readonly tooltip: string;
  readonly icon: StateIcon;
  readonly context: string;
  readonly accessibleLabel: string;
}

/** The runs that began on one day, newest first. */
export interface RunDay {
  readonly id: string;
  readonly label: string;
  readonly rows: readonly RunRow[];
}

const commandWords: Readonly<Record<RunCommand, string>> = {
  plan: 'Plan',
  develop: 'Develop',
  qa: 'QA',
  journal: 'Journal',
  fix: 'Fix',
};

const outcomeWords: Readonly<Record<string, string>> = {
  succeeded: 'done',
  unclean: 'not clean',
};

const icons: Readonly<Record<string, StateIcon>> = {
  succeeded: stateIcon('succeeded'),
  unclean: { name: 'warning', color: 'list.warningForeground' },
  failed: stateIcon('failed'),
  running: stateIcon('running'),
  interrupted: { name: 'debug-pause', color: 'list.warningForeground' },
};

const stopped: ReadonlySet<string> = new Set(['interrupted', 'cancelled', 'failed']);

/** Whether a run can be gone on with, as far as its command and outcome tell. */
export function goesOnByOutcome({ command, outcome }: Pick<ListedRun, 'command' | 'outcome'>): boolean {
  return goesOn(command) && stopped.has(outcome);
}

function contextOf(run: ListedRun): string {
  if (run.outcome === 'running') return 'history.running';
  return goesOnByOutcome(run) ? 'history.resumable' : 'history.ended';
}

/** Midnight of the day, `daysBefore` earlier, in the user's time zone; calendar days, so that a change of clocks does no harm. */
function dayStart(date: Date, daysBefore = 0): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() - daysBefore).getTime();
}

function dayLabel(start: number, now: Date): string {
  if (start === dayStart(now)) return 'Today';
  if (start === dayStart(now, 1)) return 'Yesterday';
  const day = new Date(start);
  const year = day.getFullYear() === now.getFullYear() ? {} : ({ year: 'numeric' } as const);
  return day.toLocaleDateString(undefined, { weekday: 'long', day: 'numeric', month: 'long', ...year });
}

function runRow(run: ListedRun, titleOf: (section: string) => string | undefined): RunRow {
  const started = new Date(run.startedAt);
  const time = started.toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit' });
  const named = run.sections.map((number) => [number, titleOf(number)].filter(Boolean).join(' '));
  const label = [commandWords[run.command], named.join(', ')].filter((part) => part !== '').join(' ');
  const decided = run.changes === undefined || run.changes === 'proposed' ? [] : [run.changes];
  const outcome = [outcomeWords[run.outcome] ?? run.outcome, ...decided].join(', ');
  const took = run.durationMs === null ? [] : [formatDuration(run.durationMs)];
  const description = [time, outcome, ...took].join(' · ');
  const facts = [`Began ${started.toLocaleString()}`, ...took.map((duration) => `Took ${duration}`), `Id ${run.runId}`];
  return {
    runId: run.runId,
    label,
    description,
    tooltip: [`**${escapeMarkdown(label)}**: ${escapeMarkdown(outcome)}`, ...facts.map(escapeMarkdown)].join('\n\n'),
    icon: icons[run.outcome] ?? stateIcon('cancelled'),
    context: contextOf(run),
    accessibleLabel: `${label}, ${outcome}, ${time}${took.map((duration) => `, took ${duration}`).join('')}`,
  };
}

/** The history by day: Today, Yesterday, then dates. `runs` come newest first; `titleOf` names a section of the PRD as it is now. */
export function runDays(
  runs: readonly ListedRun[],
  now: Date,
  titleOf: (section: string) => string | undefined = () => undefined,
): readonly RunDay[] {
  const days = Map.groupBy(runs, ({ startedAt }) => dayStart(new Date(startedAt)));
  return [...days].map(([start, own]) => ({
    id: new Date(start).toDateString(),
    label: dayLabel(start, now),
    rows: own.map((run) => runRow(run, titleOf)),
  }));
}
