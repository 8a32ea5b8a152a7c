import type { RunState } from '../core/runState';
import { count } from './format';
import { hasOpenChanges, runStatus, runTitle } from './runView';

/** The one status bar item; undefined hides it. `label`: what a screen reader says; `click`: what the user most likely wants. */
export interface StatusView {
  readonly text: string;
  readonly label: string;
  readonly tooltip: string;
  readonly click: { readonly kind: 'open' | 'review'; readonly runId: string };
}

const tell = (state: RunState) => `${runTitle(state)}: ${runStatus(state)}`;

/** `MAO 3/5` with a spinner while a run is under way, `MAO ready to review` after it, nothing otherwise. */
export function statusView(live: readonly RunState[], last: RunState | undefined): StatusView | undefined {
  const waiting = live.find((state) => state.phase === 'approval');
  if (waiting) {
    return {
      text: '$(checklist) MAO plan to approve',
      label: `MAO: the plan for ${runTitle(waiting)} waits for your approval`,
      tooltip: tell(waiting),
      click: { kind: 'open', runId: waiting.runId },
    };
  }
  const newest = live.at(-1);
  if (newest) {
    const workstreams = live.flatMap((state) => state.workstreams);
    const done = workstreams.filter((workstream) => workstream.endedAt !== undefined).length;
    const some = workstreams.length > 0;
    return {
      text: `$(sync~spin) MAO${some ? ` ${done}/${workstreams.length}` : ''}`,
      label: some ? `MAO: ${done} of ${count(workstreams.length, 'workstream')} done` : `MAO: ${tell(newest)}`,
      tooltip: live.map(tell).join('\n'),
      click: { kind: 'open', runId: newest.runId },
    };
  }
  if (last && hasOpenChanges(last)) {
    return {
      text: '$(git-compare) MAO ready to review',
      label: `MAO: ${runTitle(last)} is ready to review`,
      tooltip: tell(last),
      click: { kind: 'review', runId: last.runId },
    };
  }
  return undefined;
}
