import type { CheckView, PanelView } from '../../src/presentation/panelView';
import { element, Part } from './dom';
import { icon } from './icons';
import { renderMarkdown } from './markdownNodes';

const part = (name: string) => element('section', { class: `part ${name}` });
const title = (text: string, aside?: string) =>
  element(
    'div',
    { class: 'part-title' },
    element('h2', {}, text),
    aside !== undefined && element('span', { class: 'aside' }, aside),
  );

/** Files that several workstreams changed, and who joined them. */
export function createConflictsPart(): Part<PanelView['conflicts']> {
  return new Part(part('conflicts'), (conflicts) => {
    if (conflicts.length === 0) return [];
    const rows = conflicts.map(({ file, text, open }) =>
      element('li', {}, icon(open ? 'running' : 'succeeded'), element('code', {}, file), element('span', {}, text)),
    );
    return [title('Conflicts'), element('ul', { class: 'rows' }, ...rows)];
  });
}

function drawCheck(check: CheckView): HTMLElement {
  const line = [
    icon(check.state),
    element('span', { class: 'name' }, check.name),
    element('span', { class: 'aside' }, check.text),
    element('code', { class: 'command' }, check.command),
  ];
  if (check.output === undefined || check.output === '') {
    return element('li', { class: 'check' }, element('div', { class: 'line' }, ...line));
  }
  const summary = element('summary', { 'data-focus': `check-${check.name}` }, ...line);
  const output = element(
    'pre',
    { class: 'output', tabindex: '0', 'aria-label': `Output of ${check.name}` },
    check.output,
  );
  return element('li', { class: 'check' }, element('details', { open: check.state === 'failed' }, summary, output));
}

/** Type check, tests, build: what ran, how it ended, and its output; who made them red, and every round of repair. */
export function createChecksPart(): Part<Pick<PanelView, 'checks' | 'culprit' | 'repairs'>> {
  return new Part(part('checks'), ({ checks, culprit, repairs }) => {
    if (checks.length === 0) return [];
    const rounds = repairs.map(({ title: name, text, state }) =>
      element(
        'li',
        {},
        icon(state),
        element('span', { class: 'name' }, name),
        element('span', { class: 'aside' }, text),
      ),
    );
    return [title('Checks', culprit), element('ul', { class: 'rows' }, ...checks.map(drawCheck), ...rounds)];
  });
}

/** The proposed files; each opens its difference. */
export function createChangesPart(openFile: (path: string) => void): Part<PanelView['changes']> {
  return new Part(part('changes'), (changes) => {
    if (!changes) return [];
    const rows = changes.files.map((path) => {
      const button = element('button', { type: 'button', class: 'link', 'data-focus': `file-${path}` }, path);
      button.addEventListener('click', () => openFile(path));
      return element('li', {}, button);
    });
    return [title('Changes', changes.text), element('ul', { class: 'files' }, ...rows)];
  });
}

/** What the log warns of, and what one should know. */
export function createRemarksPart(): Part<PanelView['remarks']> {
  return new Part(part('remarks'), (remarks) => {
    if (remarks.length === 0) return [];
    const rows = remarks.map(({ level, message }) => {
      const tone = level === 'error' || level === 'info' ? level : 'warning';
      return element('li', { class: `note note-${tone}` }, icon(tone), element('span', {}, message));
    });
    return [title('Remarks'), element('ul', { class: 'rows' }, ...rows)];
  });
}

/** The report, rendered. */
export function createReportPart(): Part<string | undefined> {
  return new Part(part('report'), (report) => {
    if (report === undefined) return [];
    const body = element('div', { class: 'markdown' });
    body.append(renderMarkdown(report));
    const summary = element('summary', { 'data-focus': 'report' }, element('h2', {}, 'Report'));
    return [element('details', { open: true }, summary, body)];
  });
}
