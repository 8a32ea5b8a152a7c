import type {
  PlaceView,
  QaDimensionView,
  QaFindingView,
  QaPointView,
  RequirementView,
} from '../../src/presentation/qaReportView';
import { element } from './dom';
import { icon, type IconName } from './icons';

/** Tells the host to go to a place. */
export type OpenPlace = (place: PlaceView) => void;

/** A place as a link. `about` tells one from the other for a screen reader. */
export function placeLink(place: PlaceView, open: OpenPlace, key: string): HTMLElement {
  const link = element(
    'button',
    { type: 'button', class: 'link', 'data-focus': `qa-${key}-${place.text}` },
    place.text,
  );
  link.title = `Go to ${place.text}`;
  link.addEventListener('click', () => open(place));
  return link;
}

/** Places in a row, after a word. */
export function places(
  word: string,
  list: readonly PlaceView[],
  open: OpenPlace,
  key: string,
): HTMLElement | undefined {
  if (list.length === 0) return undefined;
  const row = element('p', { class: 'qa-places' }, element('span', { class: 'aside' }, word));
  for (const place of list) row.append(placeLink(place, open, key));
  return row;
}

function drawFinding(finding: QaFindingView, open: OpenPlace): HTMLElement {
  const { id, severity, place, category, message, why, suggestion, voices, confidence, state, fix, related } = finding;
  const facts = [voices, `confidence ${confidence}`, state, fix === undefined ? undefined : `fix: ${fix}`];
  const head = element(
    'p',
    { class: 'qa-finding-head' },
    icon(severity),
    element('span', { class: 'hidden-text' }, `${severity}: `),
    element('strong', {}, message),
  );
  return element(
    'li',
    { class: `qa-finding ${state?.startsWith('dismissed') ? 'dismissed' : ''}` },
    head,
    element(
      'p',
      { class: 'qa-places' },
      placeLink(place, open, id),
      category !== '' && element('span', { class: 'aside' }, category),
    ),
    why !== '' && element('p', {}, why),
    suggestion !== '' && element('p', {}, element('span', { class: 'aside' }, 'Suggestion: '), suggestion),
    places('Also at', related, open, id),
    element('p', { class: 'aside' }, facts.filter((fact) => fact !== undefined).join(' · ')),
  );
}

const signs: Readonly<Record<RequirementView['status'], IconName>> = {
  met: 'succeeded',
  partly: 'warning',
  not: 'failed',
  'not-verifiable': 'info',
};

function drawRequirement(
  { requirement, status, statusText, place, note }: RequirementView,
  open: OpenPlace,
): HTMLElement {
  const sign = icon(signs[status]);
  sign.setAttribute('role', 'img');
  sign.setAttribute('aria-label', statusText);
  return element(
    'li',
    {},
    sign,
    element('span', {}, requirement),
    element('span', { class: 'aside' }, [statusText, note].filter((text) => text !== '').join(': ')),
    place && placeLink(place, open, requirement),
  );
}

/** A finding in one line each. */
export function drawPoints(points: readonly QaPointView[], open: OpenPlace, key: string): HTMLElement {
  const rows = points.map(({ place, text }) =>
    element('li', {}, placeLink(place, open, key), element('span', {}, text)),
  );
  return element('ul', { class: 'rows' }, ...rows);
}

/** One dimension: requirements and findings, folded away when there is nothing to see. */
export function drawDimension(dimension: QaDimensionView, open: OpenPlace): HTMLElement {
  const { id, title, score, amounts, requirements, requirementsText, findings, more, seeAlso, view } = dimension;
  const aside = score === null ? 'not assessed' : amounts === '' ? 'no findings' : amounts;
  const summary = element(
    'summary',
    { 'data-focus': `qa-dimension-${id}` },
    element('h3', {}, title),
    element('span', { class: 'aside' }, aside),
  );
  const list = element('ul', { class: 'qa-findings' }, ...findings.map((finding) => drawFinding(finding, open)));
  const demands = element('ul', { class: 'rows' }, ...requirements.map((one) => drawRequirement(one, open)));
  return element(
    'details',
    { class: 'qa-dimension', open: amounts !== '' || score === null },
    summary,
    score === null && element('p', {}, view),
    requirements.length > 0 &&
      element(
        'details',
        { class: 'qa-requirements' },
        element('summary', { 'data-focus': `qa-req-${id}` }, requirementsText),
        demands,
      ),
    findings.length > 0 && list,
    more > 0 && element('p', { class: 'aside' }, `${more} more stand in the Findings view and in the report.`),
    places('See also', seeAlso, open, id),
  );
}
