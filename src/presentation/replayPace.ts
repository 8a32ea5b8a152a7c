/** The longest pause of a replay, and how long one may take as a whole, in ms. */
const longestPause = 800;
const longestReplay = 60_000;

/**
 * How long a replay waits before each event, in ms: as long as it took then, with long silences cut short, and all of it
 * faster where it would take more than a minute. `times` are the events' times in ms, in order.
 */
export function replayPace(times: readonly number[]): readonly number[] {
  const pauses = times.map((time, at) => Math.min(longestPause, Math.max(0, time - (times[at - 1] ?? time))));
  const total = pauses.reduce((sum, pause) => sum + pause, 0);
  const factor = total > longestReplay ? longestReplay / total : 1;
  return pauses.map((pause) => pause * factor);
}
