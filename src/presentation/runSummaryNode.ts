import { escapeMarkdown, formatDuration } from './format';
import { goesOnByOutcome, type ListedRun } from './runDays';
import { runLabel, type TreeNodeView } from './runTree';
import { stateIcon, type StateIcon } from './stateIcon';

const words: Readonly<Record<string, string>> = {
  running: 'in another window or terminal',
  interrupted: 'Interrupted',
  cancelled: 'Cancelled',
  failed: 'Failed',
  unclean: 'Finished, not clean',
};

const icons: Readonly<Record<string, StateIcon>> = {
  succeeded: stateIcon('succeeded'),
  running: stateIcon('running'),
  unclean: stateIcon('failed'),
  failed: stateIcon('failed'),
};

/** The row of a run of which only the ends of its log were read: what can be told and done without the rest of it. */
export function runSummaryNode(run: ListedRun, section: string, now: Date): TreeNodeView {
  const resumable = goesOnByOutcome(run) && run.outcome !== 'failed';
  const word = resumable && run.outcome === 'interrupted' ? 'Interrupted: resume' : (words[run.outcome] ?? '');
  const took = run.durationMs === null ? '' : formatDuration(run.durationMs);
  const state = run.outcome === 'running' ? 'elsewhere' : run.outcome === 'interrupted' ? 'interrupted' : 'ended';
  return {
    id: `${run.runId}@${section}`,
    label: runLabel(run.command, run.startedAt, now),
    description: [word, took].filter((part) => part !== '').join(' · '),
    tooltip: `${word === '' ? '' : `**${escapeMarkdown(word)}**\n\n`}${escapeMarkdown(run.runId)}`,
    icon: icons[run.outcome] ?? stateIcon('cancelled'),
    context: `run.${state}${resumable ? '.resume' : ''}`,
    children: [],
  };
}
