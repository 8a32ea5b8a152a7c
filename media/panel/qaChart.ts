import type { QaDimensionView, QaReportView } from '../../src/presentation/qaReportView';
import { element } from './dom';
import './qaChart.css';

const space = 'http://www.w3.org/2000/svg';
const radius = 27;
const around = 2 * Math.PI * radius;

function svg(
  tag: string,
  attributes: Readonly<Record<string, string | number>>,
  ...children: readonly Node[]
): Element {
  const made = document.createElementNS(space, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  made.append(...children);
  return made;
}

/** How good a score is, for its colour; the number stands beside it. */
export function grade(score: number): 'good' | 'fair' | 'poor' {
  if (score >= 80) return 'good';
  return score >= 50 ? 'fair' : 'poor';
}

/** The total as a ring with its number; the words of the whole chart are its name. */
export function drawRing({ total, chartText }: QaReportView): Element {
  const ring = { cx: 32, cy: 32, r: radius };
  const number = svg('text', { x: 32, y: 32, class: 'qa-total' });
  number.textContent = String(Math.round(total));
  const share = (Math.min(100, Math.max(0, total)) / 100) * around;
  return svg(
    'svg',
    { viewBox: '0 0 64 64', class: `qa-ring ${grade(total)}`, role: 'img', 'aria-label': chartText },
    svg('circle', { ...ring, class: 'qa-track' }),
    svg('circle', {
      ...ring,
      class: 'qa-arc',
      'stroke-dasharray': `${share} ${around}`,
      transform: 'rotate(-90 32 32)',
    }),
    number,
  );
}

function drawBar(score: number): Element {
  const size = { y: 0, height: 8, rx: 2 };
  return svg(
    'svg',
    { viewBox: '0 0 100 8', preserveAspectRatio: 'none', class: `qa-bar ${grade(score)}`, 'aria-hidden': 'true' },
    svg('rect', { ...size, x: 0, width: 100, class: 'qa-track' }),
    svg('rect', { ...size, x: 0, width: Math.min(100, Math.max(0, score)), class: 'qa-fill' }),
  );
}

function drawRow({ title, score, weight, model }: QaDimensionView): HTMLElement {
  const bar = element('td', { class: 'qa-bar-cell' });
  if (score !== null) bar.append(drawBar(score));
  return element(
    'tr',
    {},
    element('th', { scope: 'row' }, title),
    bar,
    element('td', { class: 'qa-number' }, score === null ? 'not assessed' : String(Math.round(score * 10) / 10)),
    element('td', { class: 'qa-weight' }, weight),
    element('td', { class: 'qa-model' }, model),
  );
}

/** The dimensions' scores as bars in a table, with weight and model. */
export function drawBars(dimensions: readonly QaDimensionView[]): HTMLElement {
  const heads = ['Dimension', '', 'Score', 'Weight', 'Model'].map((head) => element('th', { scope: 'col' }, head));
  return element(
    'table',
    { class: 'qa-bars' },
    element('thead', { class: 'hidden-text' }, element('tr', {}, ...heads)),
    element('tbody', {}, ...dimensions.map(drawRow)),
  );
}
