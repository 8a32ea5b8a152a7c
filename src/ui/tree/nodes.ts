import { MarkdownString, ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState } from 'vscode';
import type { Section } from '../../core/section';
import type { TreeNodeView } from '../../presentation/runTree';
import type { SectionNode } from '../../presentation/sectionTree';
import { spokenRow, type StateIcon } from '../../presentation/stateIcon';
import { commandIds } from '../contributions';

/** A node of the Workstreams tree. Nodes keep their identity while they live, so that single ones can be refreshed. */
export type WorkstreamsNode =
  | { readonly kind: 'section'; readonly id: string; node: SectionNode; status: string; expanded: boolean }
  | {
      readonly kind: 'run';
      readonly id: string;
      readonly runId: string;
      readonly section: string;
      view: TreeNodeView;
      /** Whether the view is of the run's whole log; else of its ends, and the parts of it are not known. */
      whole: boolean;
    }
  | { readonly kind: 'part'; readonly id: string; readonly runId: string; view: TreeNodeView };

/** An icon of the view models as VS Code's own. */
export function themeIcon({ name, color }: StateIcon): ThemeIcon {
  return new ThemeIcon(name, color === undefined ? undefined : new ThemeColor(color));
}

function sectionTooltip(section: Section, status: string): MarkdownString {
  const text = new MarkdownString();
  text.appendMarkdown('**').appendText(`${section.number} ${section.title}`).appendMarkdown('**\n\n');
  text.appendText(`Line ${section.line} of the PRD, ${section.lines} lines${status === '' ? '' : `. ${status}`}`);
  return text;
}

function sectionItem(node: Extract<WorkstreamsNode, { kind: 'section' }>, hasRuns: boolean): TreeItem {
  const { section, children } = node.node;
  const open = node.expanded ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed;
  const item = new TreeItem(
    `${section.number}  ${section.title}`,
    children.length > 0 || hasRuns ? open : TreeItemCollapsibleState.None,
  );
  item.id = node.id;
  item.description = node.status;
  item.contextValue = 'section';
  item.tooltip = sectionTooltip(section, node.status);
  item.accessibilityInformation = {
    label: `Section ${section.number} ${section.title} ${node.status}`.trim(),
    role: 'treeitem',
  };
  item.command = { command: commandIds.openSection, title: 'Open', arguments: [section.number] };
  return item;
}

function viewItem(id: string, view: TreeNodeView, state: TreeItemCollapsibleState): TreeItem {
  const item = new TreeItem(view.label, view.children.length > 0 ? state : TreeItemCollapsibleState.None);
  item.id = id;
  item.description = view.description;
  item.contextValue = view.context;
  item.iconPath = themeIcon(view.icon);
  item.tooltip = new MarkdownString(view.tooltip);
  item.accessibilityInformation = { label: spokenRow(view.label, view.description, view.icon), role: 'treeitem' };
  return item;
}

/** Whether two drawings of a node differ, children (by identity) included. */
export function differs(a: TreeNodeView, b: TreeNodeView): boolean {
  const own = ({ children, ...rest }: TreeNodeView) => JSON.stringify([rest, children.map((child) => child.id)]);
  return own(a) !== own(b);
}

/** A node as VS Code draws it. `hasRuns`: whether a section has runs below it. */
export function toTreeItem(node: WorkstreamsNode, hasRuns: boolean): TreeItem {
  switch (node.kind) {
    case 'section':
      return sectionItem(node, hasRuns);
    case 'run': {
      const item = viewItem(node.id, node.view, TreeItemCollapsibleState.Expanded);
      item.collapsibleState = node.whole ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed;
      item.command = { command: commandIds.openRun, title: 'Open run', arguments: [node.runId] };
      return item;
    }
    case 'part': {
      const item = viewItem(node.id, node.view, TreeItemCollapsibleState.Collapsed);
      item.command = { command: commandIds.openRun, title: 'Open run', arguments: [node.runId] };
      return item;
    }
  }
}
