import type { ViewState } from '../../src/presentation/stateIcon';

type Sign = 'tool' | 'warning' | 'info' | 'error' | 'thought' | 'transcript' | 'diff' | 'retry' | 'cancel' | 'stop';

const paths = {
  waiting: '<circle cx="8" cy="8" r="5.5"/>',
  running: '<path d="M13.5 8A5.5 5.5 0 1 1 8 2.5"/>',
  succeeded: '<circle cx="8" cy="8" r="5.5"/><path d="m5.5 8.2 1.8 1.8 3.2-3.8"/>',
  failed: '<circle cx="8" cy="8" r="5.5"/><path d="m6 6 4 4m0-4-4 4"/>',
  cancelled: '<circle cx="8" cy="8" r="5.5"/><path d="m4.2 4.2 7.6 7.6"/>',
  skipped: '<path d="m3.5 4.5 4 3.5-4 3.5zm6 0v7"/>',
  tool: '<path d="m3 12.5 5.2-5.2M9 3.3a3.2 3.2 0 0 0 3.7 3.7 3.2 3.2 0 0 1-4.2-.1A3.2 3.2 0 0 1 9 3.3z"/>',
  warning: '<path d="M8 2.8 14 13H2zM8 6.8v3M8 11.4v.1"/>',
  info: '<circle cx="8" cy="8" r="5.5"/><path d="M8 7.5v3.2M8 5.2v.1"/>',
  error: '<circle cx="8" cy="8" r="5.5"/><path d="M8 5v3.6M8 10.8v.1"/>',
  thought:
    '<path d="M5.8 11.2C4.5 10.4 3.6 9 3.6 7.3a4.4 4.4 0 0 1 8.8 0c0 1.7-.9 3.1-2.2 3.9v1.3H5.8zM6.4 14.5h3.2"/>',
  transcript: '<path d="M4 2.5h8v11H4zM6 5.5h4M6 8h4M6 10.5h2.5"/>',
  diff: '<path d="M8 2.5v6M5 5.5h6M5 12.5h6"/>',
  retry: '<path d="M12.9 6.2A5.3 5.3 0 1 0 13.3 9M13.3 2.8v3.4H9.9"/>',
  cancel: '<circle cx="8" cy="8" r="5.5"/><path d="m4.2 4.2 7.6 7.6"/>',
  stop: '<path d="M4 4h8v8H4z"/>',
} as const satisfies Record<ViewState | Sign, string>;

export type IconName = keyof typeof paths;

const words: Readonly<Partial<Record<IconName, string>>> = {
  waiting: 'waiting',
  running: 'running',
  succeeded: 'done',
  failed: 'failed',
  cancelled: 'cancelled',
  skipped: 'skipped',
};

/** A small line icon in the colour of its state; those that stand for a state carry its name for screen readers. */
export function icon(name: IconName): HTMLElement {
  const svg = new DOMParser().parseFromString(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">${paths[name]}</svg>`,
    'image/svg+xml',
  ).documentElement;
  const box = document.createElement('span');
  const word = words[name];
  box.className = `icon icon-${name}`;
  if (word) {
    box.setAttribute('role', 'img');
    box.setAttribute('aria-label', word);
  }
  box.append(svg);
  return box;
}
