import { elapsed, formatDuration } from '../../src/presentation/format';
import type { WorkstreamAction } from '../../src/presentation/panelMessages';
import { silenceText } from '../../src/presentation/silence';
import type { ColumnView as Column } from '../../src/presentation/panelView';
import { actionButton, iconButton } from './buttons';
import { element, Part, setText } from './dom';
import type { FileLinks } from './fileLinks';
import type { FrameWork } from './frameWork';
import { icon } from './icons';
import { StreamView } from './streamView';

/** What a column needs of the page. */
export interface ColumnTools {
  readonly work: FrameWork;
  readonly links: FileLinks;
  readonly act: (action: WorkstreamAction, key: string) => void;
}

/** One workstream or task: who works on it and for how long, and below its live output. */
export class ColumnView {
  readonly root = element('section', { class: 'column' });
  readonly stream: StreamView;
  private lastAt: number | undefined;
  private readonly head: Part<Pick<Column, 'key' | 'title' | 'section' | 'state' | 'actions'>>;
  private readonly note: Part<Pick<Column, 'note' | 'state'>>;
  private readonly help: Part<Pick<Column, 'key' | 'actions'>>;
  private readonly facts = { model: fact('model'), time: fact('time'), tokens: fact('tokens'), cost: fact('cost') };
  private readonly silence = element('div', { class: 'silence', hidden: true });
  private readonly silenceText = element('span');

  constructor(
    private column: Column,
    private readonly tools: ColumnTools,
  ) {
    const { model, time, tokens, cost } = this.facts;
    this.stream = new StreamView(column.title, tools.work, tools.links);
    this.head = new Part(element('div', { class: 'column-head' }), (now) => this.drawHead(now));
    this.note = new Part(element('div'), ({ note, state }) =>
      note === undefined ? [] : [element('p', { class: `column-note ${state}` }, note)],
    );
    this.help = new Part(element('div', { class: 'buttons' }), (now) => this.drawHelp(now));
    this.silence.append(icon('warning'), this.silenceText, this.help.root);
    this.root.append(
      element(
        'header',
        {},
        this.head.root,
        element('p', { class: 'facts' }, model, time, tokens, cost),
        this.note.root,
      ),
      this.silence,
      this.stream.root,
    );
    this.root.id = columnId(column.key);
  }

  get key(): string {
    return this.column.key;
  }

  show(column: Column): void {
    this.column = column;
    const { key, title, section, state, actions, note } = column;
    this.root.dataset['state'] = state;
    this.head.show({ key, title, section, state, actions });
    this.note.show({ note, state });
    this.help.show({ key, actions });
    setText(this.facts.model, column.model);
    setText(this.facts.tokens, column.tokens ?? '');
    setText(this.facts.cost, column.cost ?? '');
  }

  /** The host's time of the last output. */
  heard(at: number): void {
    this.lastAt = at;
    this.silence.hidden = true;
  }

  tick(now: Date): void {
    const { startedAt, endedAt, state } = this.column;
    const ms = elapsed(startedAt, endedAt, now);
    setText(this.facts.time, ms === undefined ? '' : formatDuration(ms));
    const since = this.lastAt ?? (startedAt === undefined ? undefined : Date.parse(startedAt));
    const silent = state === 'running' && since !== undefined ? silenceText(new Date(since), now) : undefined;
    this.silence.hidden = silent === undefined;
    if (silent !== undefined) setText(this.silenceText, silent);
  }

  private drawHead(column: Pick<Column, 'key' | 'title' | 'section' | 'state' | 'actions'>): readonly Node[] {
    const { key, title, section, state, actions } = column;
    const heading = element(
      'h3',
      { id: `${columnId(key)}-title` },
      icon(state),
      section === undefined ? undefined : element('span', { class: 'section' }, section),
      element('span', {}, title),
    );
    const row = element('div', { class: 'icon-buttons' });
    for (const action of actions) row.append(iconButton(action, title, () => this.tools.act(action, key)));
    return actions.length > 0 ? [heading, row] : [heading];
  }

  private drawHelp({ key, actions }: Pick<Column, 'key' | 'actions'>): readonly Node[] {
    return (['stop-workstream', 'retry-workstream'] as const)
      .filter((action) => actions.includes(action))
      .map((action) => actionButton(action, () => this.tools.act(action, key)));
  }
}

/** The id of a column's element. */
export function columnId(key: string): string {
  return `column-${key}`;
}

function fact(name: string): HTMLElement {
  return element('span', { class: name });
}
