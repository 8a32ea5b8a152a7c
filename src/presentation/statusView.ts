import type { RunState } from '../core/runState';
import { hasOpenChanges, runStatus, runTitle } from './runView';

/** The one status bar item; undefined hides it. */
export interface StatusView {
  readonly text: string;
  readonly tooltip: string;
}

/** `MAO 3/5` with a spinner while a run is under way, `MAO ready to review` after it, nothing otherwise. */
export function statusView(live: readonly RunState[], last: RunState | undefined): StatusView | undefined {
  const waiting = live.find((state) => state.phase === 'approval');
  if (waiting) {
    return { text: '$(checklist) MAO plan to approve', tooltip: `${runTitle(waiting)}: ${runStatus(waiting)}` };
  }
  if (live.length > 0) {
    const workstreams = live.flatMap((state) => state.workstreams);
    const done = workstreams.filter((workstream) => workstream.endedAt !== undefined).length;
    const progress = workstreams.length > 0 ? ` ${done}/${workstreams.length}` : '';
    return {
      text: `$(sync~spin) MAO${progress}`,
      tooltip: live.map((state) => `${runTitle(state)}: ${runStatus(state)}`).join('\n'),
    };
  }
  if (last && hasOpenChanges(last)) {
    return { text: '$(git-compare) MAO ready to review', tooltip: `${runTitle(last)}: ${runStatus(last)}` };
  }
  return undefined;
}
