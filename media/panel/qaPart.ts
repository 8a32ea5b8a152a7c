import type { QaDimensionView, QaReportView } from '../../src/presentation/qaReportView';
import { element, Part } from './dom';
import { icon } from './icons';
import { drawBars, drawRing } from './qaChart';
import { drawDimension, drawPoints, places, type OpenPlace } from './qaFindings';
import './qa.css';

const block = (title: string, ...children: readonly (Node | string | undefined | false)[]) =>
  element('section', { class: 'qa-block' }, element('h2', {}, title), ...children);

function drawHead(report: QaReportView): HTMLElement {
  const { total, change, amounts, summary, missing, dimensions } = report;
  const words = element(
    'div',
    { class: 'qa-words' },
    element(
      'p',
      { class: 'qa-headline' },
      element('strong', {}, `${Math.round(total * 10) / 10} of 100`),
      change !== undefined && element('span', { class: 'aside' }, change),
    ),
    element('p', {}, amounts),
    summary !== '' && element('p', { class: 'qa-summary' }, summary),
  );
  const ring = element('div', { class: 'qa-score' });
  ring.append(drawRing(report), words);
  const note = missing && element('p', { class: 'note note-warning' }, icon('warning'), element('span', {}, missing));
  return element('div', { class: 'qa-head' }, ring, drawBars(dimensions), note);
}

function drawViewpoint({ title, model, score, amounts, view }: QaDimensionView): HTMLElement {
  const facts = [model, score === null ? 'not assessed' : `${Math.round(score * 10) / 10}`, amounts];
  return element(
    'li',
    {},
    element('h3', {}, title),
    element('p', { class: 'aside' }, facts.filter((fact) => fact !== '').join(' · ')),
    element('p', {}, view),
  );
}

function drawAgreement({ agreed, differing, agreementText }: QaReportView, open: OpenPlace): HTMLElement | undefined {
  if (agreed.length === 0 && agreementText === '') return undefined;
  return block(
    'Agreement and disagreement',
    agreed.length > 0 && element('h3', {}, 'Found by several models'),
    agreed.length > 0 && drawPoints(agreed, open, 'agreed'),
    differing.length > 0 && element('h3', {}, 'They differ in how bad it is'),
    differing.length > 0 && drawPoints(differing, open, 'differing'),
    agreementText !== '' && element('p', { class: 'aside' }, agreementText),
  );
}

function drawFixes({ fixes }: QaReportView, open: OpenPlace): HTMLElement | undefined {
  if (fixes.length === 0) return undefined;
  const rows = fixes.map((fix) => {
    const row = places(fix.text, fix.places, open, `fix-${fix.model}`);
    return element('li', {}, element('strong', {}, fix.model), row);
  });
  return block('Who fixes what', element('ul', { class: 'rows' }, ...rows));
}

function drawSince({ since }: QaReportView, open: OpenPlace): HTMLElement | undefined {
  if (!since) return undefined;
  const lists = since.lists.flatMap(({ title, points }) => [element('h3', {}, title), drawPoints(points, open, title)]);
  return block('Since the last QA', element('p', {}, since.text), ...lists);
}

function draw(report: QaReportView, open: OpenPlace): readonly Node[] {
  const { dimensions, dropped } = report;
  const views = element('ul', { class: 'qa-viewpoints' }, ...dimensions.map(drawViewpoint));
  const lost = dropped.map((text) => element('li', {}, text));
  const blocks = [
    drawHead(report),
    block('Viewpoints side by side', views),
    block('Dimension by dimension', ...dimensions.map((dimension) => drawDimension(dimension, open))),
    drawAgreement(report, open),
    drawFixes(report, open),
    drawSince(report, open),
    dropped.length > 0 &&
      block('Dropped, since they name no file of the workspace', element('ul', { class: 'qa-dropped' }, ...lost)),
  ];
  return blocks.filter((made) => made instanceof Node);
}

/** A QA's report: score and chart, viewpoints, findings by dimension with a jump to each, agreement, who fixes what. */
export function createQaPart(open: OpenPlace): Part<QaReportView | undefined> {
  return new Part(element('section', { class: 'part qa', 'aria-label': 'QA report' }), (report) =>
    report ? draw(report, open) : [],
  );
}
