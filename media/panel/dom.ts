type Attributes = Readonly<Record<string, string | boolean | undefined>>;
type Child = Node | string | undefined | false;

/** Makes an element; text is always text, never markup. `false` and undefined attributes and children are left out. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  setAttributes(made, attributes);
  for (const child of children) if (child !== undefined && child !== false) made.append(child);
  return made;
}

/** Makes an element of a drawing. */
export function shape<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): SVGElementTagNameMap[K] {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
  setAttributes(made, attributes);
  for (const child of children) if (child !== undefined && child !== false) made.append(child);
  return made;
}

/** Sets those attributes that changed; `false` and undefined ones are left out, `true` is the empty value. */
export function setAttributes(node: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    const text = value === true ? '' : value;
    if (node.getAttribute(name) !== text) node.setAttribute(name, text);
  }
}

/** Sets a text only when it changed, so that screen readers and selections stay quiet. */
export function setText(node: HTMLElement, text: string): void {
  if (node.textContent !== text) node.textContent = text;
}

/** Which folded parts the user opened or closed, by the name that focus is kept by too. */
function foldsOf(root: HTMLElement): ReadonlyMap<string, boolean> {
  const folds = new Map<string, boolean>();
  for (const details of root.querySelectorAll('details')) {
    const name = details.querySelector('summary')?.getAttribute('data-focus');
    const byUser = details.open !== (details.dataset['drawn'] === 'open');
    if (name && byUser) folds.set(name, details.open);
  }
  return folds;
}

function restoreFolds(root: HTMLElement, folds: ReadonlyMap<string, boolean>): void {
  for (const details of root.querySelectorAll('details')) {
    details.dataset['drawn'] = details.open ? 'open' : '';
    const open = folds.get(details.querySelector('summary')?.getAttribute('data-focus') ?? '');
    if (open !== undefined) details.open = open;
  }
}

/** Draws a part anew only when what it shows changed; keyboard focus and what the user unfolded stay. */
export class Part<T> {
  private shown: string | undefined;

  constructor(
    readonly root: HTMLElement,
    private readonly draw: (value: T) => readonly Node[],
  ) {}

  /** Returns whether it had to be drawn. */
  show(value: T): boolean {
    const now = JSON.stringify(value);
    if (now === this.shown) return false;
    this.shown = now;
    const { root } = this;
    const focused = root.contains(document.activeElement)
      ? document.activeElement?.getAttribute('data-focus')
      : undefined;
    const folds = foldsOf(root);
    root.replaceChildren(...this.draw(value));
    restoreFolds(root, folds);
    root.hidden = root.childElementCount === 0;
    // A page keeps its active element when the user goes elsewhere; taking the focus then would take it from where they type.
    if (focused && document.hasFocus()) {
      root.querySelector<HTMLElement>(`[data-focus="${CSS.escape(focused)}"]`)?.focus();
    }
    return true;
  }
}
