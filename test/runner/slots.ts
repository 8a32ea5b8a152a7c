/** Lets at most `count` tasks run at once, the others in the order in which they came. */
export function createSlots(count: number): <T>(task: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  const free = { count };
  return async (task) => {
    if (free.count === 0) await new Promise<void>((resolve) => waiting.push(resolve));
    else free.count -= 1;
    try {
      return await task();
    } finally {
      const next = waiting.shift();
      if (next === undefined) free.count += 1;
      else next();
    }
  };
}
