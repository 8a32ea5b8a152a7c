import { basename, dirname, isAbsolute } from 'node:path';
import { RelativePattern, Uri, workspace, type Disposable } from 'vscode';
import { disposeAll } from './disposeAll';

const settleMs = 300;

/** Tells, once it is quiet, that a file changed which is the PRD or could become it: in the editor, by a model, by git. */
export class PrdWatcher implements Disposable {
  private watched = '';
  private watchers: readonly Disposable[] = [];
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly onChange: () => void) {}

  /** Watches these places from now on: paths in the folder, or absolute ones. */
  watch(folder: Uri, places: readonly string[]): void {
    const watched = [folder.toString(), ...places].join('\n');
    if (watched === this.watched) return;
    this.watched = watched;
    disposeAll(this.watchers);
    this.watchers = places.flatMap((place) => {
      const outside = isAbsolute(place);
      const base = outside ? Uri.file(dirname(place)) : folder;
      // A name is no pattern: what would be one in it matches any character.
      const name = (outside ? basename(place) : place).replace(/[[\]{}*?]/g, '?');
      const watcher = workspace.createFileSystemWatcher(new RelativePattern(base, name));
      const soon = () => this.soon();
      return [watcher, watcher.onDidChange(soon), watcher.onDidCreate(soon), watcher.onDidDelete(soon)];
    });
  }

  dispose(): void {
    clearTimeout(this.timer);
    disposeAll(this.watchers);
  }

  private soon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(this.onChange, settleMs);
  }
}
