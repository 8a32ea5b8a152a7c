import type { RunState } from '../core/runState';
import { redChecksText } from './checks';
import { count } from './format';
import { hasOpenChanges, runTitle } from './runView';

/** What a button of a notification does. */
export type NoticeAction = 'review' | 'report' | 'log' | 'open';

/** Something that the user is to be told; `quiet`: in the status bar, since the views say it already. */
export interface RunNotice {
  readonly kind: 'error' | 'warning' | 'info' | 'quiet';
  readonly message: string;
  readonly actions: readonly NoticeAction[];
}

const quietly = (message: string): RunNotice => ({ kind: 'quiet', message, actions: [] });

/**
 * What is said when a run has ended. A notification only where the user is needed or looks elsewhere: the run failed, or it
 * ended while the window was not in front. One that the user stopped is not told of.
 */
export function endNotice(state: RunState, focused: boolean): RunNotice | undefined {
  const { end } = state;
  if (!end || end.outcome === 'cancelled') return undefined;
  const title = runTitle(state);
  const open = hasOpenChanges(state);
  if (end.failure || end.outcome === 'failed') {
    const message = `${title}: ${end.failure?.message ?? 'the run failed.'}`;
    return { kind: 'error', message, actions: open ? ['review', 'report'] : ['log'] };
  }
  const red = redChecksText(state);
  const files = count(state.changes?.files.length ?? 0, 'file');
  const message =
    red !== undefined ? `${title}: ${red}` : open ? `${title} is done: ${files} to review.` : `${title} is done.`;
  if (focused) return quietly(message);
  if (red !== undefined) return { kind: 'warning', message, actions: open ? ['report', 'review'] : ['report'] };
  return { kind: 'info', message, actions: open ? ['review'] : ['open'] };
}

/** What is said when a plan waits: a notification unless the user looks at it. */
export function planNotice(state: RunState, looking: boolean): RunNotice | undefined {
  if (looking || state.phase !== 'approval') return undefined;
  return { kind: 'info', message: `The plan for ${runTitle(state)} waits for your approval.`, actions: ['open'] };
}

/** What is said when a workstream has ended: only when every model that it could fall back to has failed. */
export function exhaustedNotice(state: RunState, section: string, id: string): RunNotice | undefined {
  const workstream = state.workstreams.find((one) => one.section === section && one.id === id);
  if (workstream?.state !== 'failed') return undefined;
  const tried = [...new Set([...workstream.fallbacks.map(({ from }) => from), workstream.model])];
  const why = workstream.failure ? ` ${workstream.failure.message}` : '';
  const message = `${workstream.title}: no model is left (${tried.join(', ')}).${why}`;
  return { kind: 'warning', message, actions: ['open'] };
}
