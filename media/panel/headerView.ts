import { formatClock } from '../../src/presentation/format';
import type { PanelAction } from '../../src/presentation/panelMessages';
import type { PanelView } from '../../src/presentation/panelView';
import { buttonRow } from './buttons';
import { element, Part, setText } from './dom';
import { icon } from './icons';

/** The top line: which sections, what state, how long, what it cost so far, and what one can do. */
export class HeaderView {
  readonly root = element('header', { class: 'run-head' });
  private readonly title: Part<Pick<PanelView, 'title' | 'state'>>;
  private readonly actions: Part<readonly PanelAction[]>;
  private readonly problem: Part<Pick<PanelView, 'problem' | 'checks'>>;
  private readonly status = element('span', { class: 'status' });
  private readonly clock = element('span', { class: 'clock' });
  private readonly facts = [element('span'), element('span'), element('span')] as const;
  /** The one place of the page that screen readers are told of by themselves: whenever the run's state changes. */
  private readonly announcer = element('div', { class: 'hidden-text', role: 'status', 'aria-live': 'polite' });

  constructor(act: (action: PanelAction) => void, showChecks: () => void) {
    this.title = new Part(element('h1'), ({ title, state }) => [icon(state), element('span', { title }, title)]);
    this.actions = new Part(element('div', { class: 'run-actions' }), (actions) =>
      actions.length > 0 ? [buttonRow(actions, act)] : [],
    );
    this.problem = new Part(element('div'), ({ problem, checks }) => {
      if (problem === undefined) return [];
      const line = element('p', { class: 'problem' }, icon('error'), element('span', {}, problem));
      if (checks.some(({ state }) => state === 'failed')) {
        const show = element(
          'button',
          { type: 'button', class: 'link', 'data-focus': 'show-checks' },
          'Show the checks',
        );
        show.addEventListener('click', showChecks);
        line.append(show);
      }
      return [line];
    });
    const facts = element('p', { class: 'facts' }, this.status, this.clock, ...this.facts);
    const names = element('div', { class: 'names' }, this.title.root, facts);
    this.root.append(
      element('div', { class: 'run-head-top' }, names, this.actions.root),
      this.problem.root,
      this.announcer,
    );
  }

  show(view: PanelView): void {
    const { title, state, status, tokens, cost, diversity, actions, problem, checks } = view;
    this.title.show({ title, state });
    this.actions.show(actions);
    this.problem.show({ problem, checks: checks.filter((check) => check.state === 'failed') });
    this.status.dataset['state'] = state;
    setText(this.status, status);
    [tokens, cost, diversity].forEach((fact, index) => {
      const place = this.facts[index];
      if (place) setText(place, fact ?? '');
    });
    setText(this.announcer, problem === undefined ? `${title}: ${status}` : `${title}: ${status}. ${problem}`);
  }

  /** Of a run that waits for the user or was interrupted no time is told. */
  tick({ durationMs, startedAt, state }: PanelView, now: Date): void {
    const idle = durationMs === 0 || (durationMs === undefined && state === 'waiting');
    setText(this.clock, idle ? '' : formatClock(durationMs ?? now.getTime() - Date.parse(startedAt)));
  }
}
