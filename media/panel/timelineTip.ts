import { segmentTexts } from '../../src/presentation/timelineText';
import type { TimelineRow } from '../../src/presentation/timelineView';
import { element } from './dom';

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' });

/** An ISO time as the clock on the wall. */
export const wallClock = (iso: string): string => clock.format(new Date(iso));

/**
 * Says when, who and why for the row under the pointer or with the keyboard's focus; Escape sends it away. It lies within its
 * row, so that the pointer can go onto it. Screen readers have the same in the row's description.
 */
export class TimelineTip {
  private readonly root = element('div', { class: 'tip', 'aria-hidden': 'true' });
  private row: TimelineRow | undefined;

  attach(item: HTMLElement, row: TimelineRow): void {
    const show = () => this.show(item, row);
    item.addEventListener('pointerenter', show);
    item.addEventListener('pointerleave', () => this.hide());
    item.addEventListener('focusin', ({ target }) => {
      if (target instanceof HTMLElement && target.matches(':focus-visible')) show();
    });
    item.addEventListener('focusout', () => this.hide());
    item.addEventListener('keydown', ({ key }) => {
      if (key === 'Escape') this.hide();
    });
  }

  hide(): void {
    this.row = undefined;
    this.root.remove();
  }

  tick(now: Date): void {
    if (this.row) this.draw(this.row, now);
  }

  private show(item: HTMLElement, row: TimelineRow): void {
    this.row = row;
    this.draw(row, new Date());
    item.append(this.root);
  }

  private draw(row: TimelineRow, now: Date): void {
    const lines = segmentTexts(row, now, wallClock).map(({ what, when }) =>
      element('p', {}, element('span', {}, what), element('span', { class: 'tip-when' }, when)),
    );
    this.root.replaceChildren(element('strong', {}, row.title), ...lines);
  }
}
