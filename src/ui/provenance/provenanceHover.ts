import { l10n, MarkdownString } from 'vscode';
import { escapeMarkdown } from '../../presentation/format';
import type { MarkedLines, Origin } from '../../presentation/provenance';
import { commandIds } from '../contributions';

const listed = (names: readonly string[]) => names.map(escapeMarkdown).join(', ');

function checksText({ passed, red }: Origin): string {
  if (red.length > 0) return l10n.t('$(warning) Checks of the run failed: {0}', listed(red));
  if (passed.length > 0) return l10n.t('$(pass) Checks of the run passed: {0}', listed(passed));
  return l10n.t('$(circle-slash) The run was not checked');
}

function link(title: string, command: string, argument: unknown): string {
  return `[${title}](command:${command}?${encodeURIComponent(JSON.stringify([argument]))})`;
}

/** What the hover over marked lines says: model, run, section, workstream, checks; and where to look further. */
export function provenanceHover({ model, runId }: MarkedLines, origin: Origin, path: string): MarkdownString {
  const { section, workstream, startedAt } = origin;
  const work = [workstream, section].filter((part) => part !== undefined).map(escapeMarkdown);
  const when = new Date(startedAt).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
  const open = [
    link(l10n.t('Open run'), commandIds.openRun, runId),
    link(l10n.t('Open diff'), commandIds.openDiff, { runId, path }),
  ];
  const lines = [
    `**${escapeMarkdown(model)}** · ${work.length > 0 ? work.join(' · ') : l10n.t('joined from several workstreams')}`,
    l10n.t('Run {0}, {1}', escapeMarkdown(runId), escapeMarkdown(when)),
    checksText(origin),
    open.join(' · '),
  ];
  const text = new MarkdownString(lines.join('\n\n'), true);
  text.isTrusted = { enabledCommands: [commandIds.openRun, commandIds.openDiff] };
  return text;
}
