import { elapsed, formatDuration } from '../../src/presentation/format';
import type { ColumnView as Column } from '../../src/presentation/panelView';
import { element, Part, setText } from './dom';
import { icon } from './icons';
import { StreamView } from './streamView';

const silenceMs = 60_000;

/** One workstream or task: who works on it and for how long, and below its live output. */
export class ColumnView {
  readonly root = element('section', { class: 'column' });
  readonly stream: StreamView;
  private column: Column;
  private lastAt: number | undefined;
  private readonly head: Part<Column>;
  private readonly time = element('span', { class: 'time' });
  private readonly silence = element('p', { class: 'silence', hidden: true });

  constructor(column: Column) {
    this.column = column;
    this.stream = new StreamView(column.title);
    this.head = new Part(element('header'), (now) => this.drawHead(now));
    this.root.append(this.head.root, this.silence, this.stream.root);
    this.root.id = `column-${column.key}`;
    this.root.setAttribute('aria-label', column.title);
  }

  get key(): string {
    return this.column.key;
  }

  show(column: Column): void {
    this.column = column;
    this.root.dataset['state'] = column.state;
    this.head.show(column);
  }

  /** The host's time of the last output. */
  heard(at: number): void {
    this.lastAt = at;
    this.silence.hidden = true;
  }

  tick(now: Date): void {
    const ms = elapsed(this.column.startedAt, this.column.endedAt, now);
    setText(this.time, ms === undefined ? '' : formatDuration(ms));
    const since = this.lastAt ?? (this.column.startedAt === undefined ? undefined : Date.parse(this.column.startedAt));
    const silent = this.column.state === 'running' && since !== undefined ? now.getTime() - since : 0;
    this.silence.hidden = silent < silenceMs;
    if (!this.silence.hidden) setText(this.silence, `No output for ${formatDuration(silent - (silent % silenceMs))}`);
  }

  private drawHead(column: Column): readonly Node[] {
    const facts = element('p', { class: 'facts' }, element('span', { class: 'model' }, column.model), this.time);
    if (column.tokens !== undefined) facts.append(element('span', {}, column.tokens));
    const section = column.section === undefined ? undefined : element('span', { class: 'section' }, column.section);
    return [
      element('h3', {}, icon(column.state), section, element('span', {}, column.title)),
      facts,
      ...(column.note === undefined ? [] : [element('p', { class: `column-note ${column.state}` }, column.note)]),
    ];
  }
}
