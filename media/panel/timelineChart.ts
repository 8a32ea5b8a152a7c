import { formatDuration } from '../../src/presentation/format';
import { timelineLayout, type Placed, type TimelineLayout } from '../../src/presentation/timelineLayout';
import { rowSummary, rowText } from '../../src/presentation/timelineText';
import type { TimelineRow, TimelineSegment } from '../../src/presentation/timelineView';
import { element, Part, setAttributes, setText, shape } from './dom';
import { icon } from './icons';
import { RowKeys } from './rowKeys';
import { TimelineTip, wallClock } from './timelineTip';

const height = 22;
const percent = (value: number) => `${value}%`;

/** The drawing of one stretch: its bar, and a mark at the end of one that failed. */
function drawSegment({ kind, state }: TimelineSegment): SVGElement {
  const bar = shape('rect', { class: `bar ${kind} ${state}`, y: '5', height: '12', rx: '2' });
  const cross = shape('path', { class: 'mark', d: 'm-8.5 8.5 5 5m0-5-5 5' });
  const failed = state === 'failed' && kind !== 'waiting';
  return shape('g', {}, bar, failed && shape('svg', { class: 'mark-at', overflow: 'visible' }, cross));
}

function placeSegment(group: Element, { x, width }: Placed): void {
  const bar = group.querySelector('rect');
  if (bar) setAttributes(bar, { x: percent(x), width: percent(width) });
  const mark = group.querySelector('svg');
  // A short bar has no room for the mark; its colour tells the same.
  if (mark) setAttributes(mark, { x: percent(x + width), visibility: width < 2 ? 'hidden' : 'visible' });
}

/** The hatching of fallbacks, once for all rows. */
function drawPattern(): SVGElement {
  const lines = shape('path', { d: 'M-1 1l2-2M0 6l6-6M5 7l2-2', class: 'hatch' });
  const size = { width: '6', height: '6', patternUnits: 'userSpaceOnUse' };
  const ground = shape('rect', { width: '6', height: '6', class: 'hatch-ground' });
  const pattern = shape('pattern', { id: 'timeline-hatch', ...size }, ground, lines);
  return shape('svg', { class: 'timeline-patterns', 'aria-hidden': 'true' }, shape('defs', {}, pattern));
}

function drawLegend(): HTMLElement {
  const entry = (kind: string, text: string) => {
    const sample = shape('svg', { width: '18', height: '12' });
    sample.append(shape('rect', { class: `bar ${kind}`, x: '1', y: '1', width: '16', height: '10', rx: '2' }));
    return element('span', {}, sample, text);
  };
  const entries = [entry('waiting', 'waiting'), entry('working', 'working'), entry('fallback', 'fallback')];
  return element('p', { class: 'legend', 'aria-hidden': 'true' }, ...entries);
}

/** The timeline: a row a workstream, then merge, checks, repair, review. Its bars grow each second, in percent of its width. */
export class TimelineChart {
  readonly root = element('section', { class: 'part timeline', hidden: true, 'aria-labelledby': 'timeline-title' });
  private readonly list = element('ol', { class: 'timeline-rows', role: 'list' });
  private readonly grid = shape('svg', { class: 'timeline-grid', 'aria-hidden': 'true' });
  private readonly part: Part<readonly TimelineRow[]>;
  private readonly tip = new TimelineTip();
  private readonly keys = new RowKeys(this.list);
  private rows: readonly TimelineRow[] = [];
  private drawnAxis = '';

  constructor(private readonly onChoose: (row: TimelineRow) => void) {
    this.part = new Part(this.list, (rows) => rows.map((row) => this.drawRow(row)));
    const title = element(
      'div',
      { class: 'part-title' },
      element('h2', { id: 'timeline-title' }, 'Timeline'),
      drawLegend(),
    );
    this.root.append(title, drawPattern(), element('div', { class: 'timeline-box' }, this.grid, this.list));
  }

  show(rows: readonly TimelineRow[], now: Date): void {
    this.rows = rows;
    this.root.hidden = rows.length === 0;
    if (this.part.show(rows)) {
      this.tip.hide();
      this.keys.refresh();
      this.describe(now);
    }
    this.tick(now);
  }

  tick(now: Date): void {
    const layout = timelineLayout(this.rows, now.getTime());
    this.rows.forEach((row, index) => {
      const item = this.list.children.item(index);
      const groups = item?.querySelectorAll('.track > g');
      layout.bars[index]?.forEach((place, at) => {
        const group = groups?.item(at);
        if (group) placeSegment(group, place);
      });
      const summary = item?.querySelector<HTMLElement>('.row-summary');
      if (summary) setText(summary, rowSummary(row, now));
    });
    this.drawAxis(layout);
    this.tip.tick(now);
  }

  private drawRow(row: TimelineRow): HTMLElement {
    const describedBy = `timeline-${row.key}`;
    const button = element(
      'button',
      { type: 'button', class: 'row-label', 'data-focus': row.key, 'aria-describedby': describedBy },
      icon(row.state),
      row.section === undefined ? undefined : element('span', { class: 'section' }, row.section),
      element('span', { class: 'row-title' }, row.title),
    );
    button.addEventListener('click', () => this.onChoose(row));
    const track = shape('svg', { class: 'track', height: String(height), 'aria-hidden': 'true' });
    track.append(...row.segments.map(drawSegment));
    const item = element(
      'li',
      { class: 'timeline-row', 'data-row': row.key },
      button,
      track,
      element('span', { class: 'row-summary', 'aria-hidden': 'true' }),
      element('span', { id: describedBy, class: 'hidden-text row-text' }),
    );
    this.tip.attach(item, row);
    return item;
  }

  /** The texts for screen readers are written when something happens, not every second. */
  private describe(now: Date): void {
    this.rows.forEach((row, index) => {
      const text = this.list.children.item(index)?.querySelector<HTMLElement>('.row-text');
      if (text) setText(text, rowText(row, now, wallClock));
    });
  }

  private drawAxis({ ticks, breaks, extentMs }: TimelineLayout): void {
    const axis = JSON.stringify([ticks, breaks, extentMs]);
    if (axis === this.drawnAxis) return;
    this.drawnAxis = axis;
    const lines = ticks.map(({ x }) => shape('line', { x1: percent(x), x2: percent(x), y1: '0', y2: '100%' }));
    const pauses = breaks.map(({ x, ms }) =>
      shape(
        'line',
        { class: 'pause', x1: percent(x), x2: percent(x), y1: '0', y2: '100%' },
        shape('title', {}, `Nothing ran for ${formatDuration(ms)}`),
      ),
    );
    const labels = ticks.map(({ x, label }, index) => {
      const anchor = index === 0 ? 'start' : x > 97 ? 'end' : 'middle';
      return shape('text', { x: percent(x), y: '100%', dy: '-4', 'text-anchor': anchor }, label);
    });
    this.grid.replaceChildren(...lines, ...pauses, ...labels);
  }
}
