/** A model that says nothing for this long, in ms, may not be responding: the user gets to know. */
export const silenceMs = 60_000;

/** `No output for 2 min`; undefined while it is not that long. `since` is when it last said something, or began. */
export function silenceText(since: Date | undefined, now: Date): string | undefined {
  const silent = since === undefined ? 0 : now.getTime() - since.getTime();
  return silent < silenceMs ? undefined : `No output for ${Math.floor(silent / 60_000)} min`;
}
