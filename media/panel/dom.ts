type Attributes = Readonly<Record<string, string | boolean | undefined>>;
type Child = Node | string | undefined | false;

/** Makes an element; text is always text, never markup. `false` and undefined attributes and children are left out. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) made.setAttribute(name, value === true ? '' : value);
  }
  for (const child of children) if (child !== undefined && child !== false) made.append(child);
  return made;
}

/** Sets a text only when it changed, so that screen readers and selections stay quiet. */
export function setText(node: HTMLElement, text: string): void {
  if (node.textContent !== text) node.textContent = text;
}

/** Draws a part anew only when what it shows changed, and keeps the keyboard focus on the same control. */
export class Part<T> {
  private shown: string | undefined;

  constructor(
    readonly root: HTMLElement,
    private readonly draw: (value: T) => readonly Node[],
  ) {}

  show(value: T): void {
    const now = JSON.stringify(value);
    if (now === this.shown) return;
    this.shown = now;
    const focused = this.root.contains(document.activeElement)
      ? document.activeElement?.getAttribute('data-focus')
      : undefined;
    this.root.replaceChildren(...this.draw(value));
    this.root.hidden = this.root.childElementCount === 0;
    if (focused) this.root.querySelector<HTMLElement>(`[data-focus="${CSS.escape(focused)}"]`)?.focus();
  }
}
