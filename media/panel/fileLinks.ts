import { pathsIn } from '../../src/presentation/pathsInText';
import { element } from './dom';

/** Makes the files of a run that a text names into links to what the run changed in them. */
export class FileLinks {
  private known: ReadonlySet<string> = new Set();

  constructor(private readonly open: (path: string) => void) {}

  /** Takes the files that the run is known to touch; true when there are new ones. */
  learn(files: readonly string[]): boolean {
    if (files.every((file) => this.known.has(file))) return false;
    this.known = new Set([...this.known, ...files]);
    return true;
  }

  /** Links those bits of code below `root` that are the name of a known file. */
  link(root: ParentNode): void {
    for (const code of root.querySelectorAll<HTMLElement>('code')) {
      const path = code.textContent;
      if (code.closest('pre, button, a') || !this.known.has(path)) continue;
      code.replaceWith(this.button(path));
    }
  }

  /** A line of text in which the known files are links. */
  line(text: string): readonly (Node | string)[] {
    const parts: (Node | string)[] = [];
    let from = 0;
    for (const { start, path } of pathsIn(text)) {
      if (!this.known.has(path)) continue;
      parts.push(text.slice(from, start), this.button(path));
      from = start + path.length;
    }
    return [...parts, text.slice(from)];
  }

  private button(path: string): HTMLElement {
    const button = element('button', { type: 'button', class: 'link file', title: 'Show what changed' }, path);
    button.addEventListener('click', (event) => {
      event.preventDefault();
      this.open(path);
    });
    return button;
  }
}
