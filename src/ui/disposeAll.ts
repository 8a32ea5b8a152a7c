/** Disposes each of them. */
export function disposeAll(disposables: Iterable<{ dispose(): unknown }>): void {
  for (const disposable of disposables) void disposable.dispose();
}
