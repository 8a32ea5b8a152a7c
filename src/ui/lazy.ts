/** Makes a value when it is first asked for, once; a failure is not kept, so that the next call tries again. */
export function lazy<T>(make: () => Promise<T>): { get(): Promise<T>; peek(): Promise<T> | undefined } {
  let made: Promise<T> | undefined;
  return {
    get() {
      if (made) return made;
      const attempt = make();
      made = attempt;
      attempt.catch(() => {
        if (made === attempt) made = undefined;
      });
      return attempt;
    },
    peek: () => made,
  };
}
