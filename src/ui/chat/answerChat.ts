import type { RunEvent } from '../../core/runEvent';
import type { RunState } from '../../core/runState';
import type { Section } from '../../core/section';
import { chatProgress, chatSummary, runsText } from '../../presentation/chatText';
import { escapeMarkdown, sectionLabel } from '../../presentation/format';
import { hasOpenChanges } from '../../presentation/runView';
import { commandIds, type CommandId } from '../contributions';

/** What was asked: the slash command, if one was given, and the words after it. */
export interface ChatQuestion {
  readonly command: string | undefined;
  readonly prompt: string;
}

/** Where the answer goes. `markdown` takes text that is escaped already. */
export interface ChatReply {
  progress(text: string): void;
  markdown(text: string): void;
  button(command: CommandId, title: string, argument?: unknown): void;
}

/** What a chat may do with MAO; nothing that a command of the palette would not do. */
export interface ChatPowers {
  assertTrusted(): void;
  /** The PRD's sections; `searched` are the places looked at where there is no PRD. */
  sections(): Promise<{ readonly sections: readonly Section[] } | { readonly searched: readonly string[] }>;
  /** Runs to the end, telling every event with the state after it; ends early when `signal` is aborted. */
  run(
    command: 'develop' | 'plan' | 'qa' | 'journal',
    sections: string,
    tell: (event: RunEvent, state: RunState) => void,
    signal: AbortSignal,
  ): Promise<RunState | undefined>;
  /** The runs under way and the newest ones that are over. */
  recent(): Promise<readonly RunState[]>;
}

/** Answers a request to `@mao`. Rejects with what the user can mend (`UsageError`, `FailureError`). */
export async function answerChat(
  { command, prompt }: ChatQuestion,
  reply: ChatReply,
  powers: ChatPowers,
  signal: AbortSignal,
): Promise<void> {
  const words = prompt.trim();
  if (command === 'journal') return conduct('journal', '', reply, powers, signal);
  if (command !== 'develop' && command !== 'plan' && command !== 'qa') return tellStatus(reply, powers);
  if (words === '') return offerSections(command, reply, powers);
  return conduct(command, words, reply, powers, signal);
}

async function conduct(
  command: 'develop' | 'plan' | 'qa' | 'journal',
  sections: string,
  reply: ChatReply,
  powers: ChatPowers,
  signal: AbortSignal,
): Promise<void> {
  powers.assertTrusted();
  const tell = (event: RunEvent, state: RunState) => {
    const text = chatProgress(event, state);
    if (text !== undefined) reply.progress(text);
    if (event.type === 'run-start') reply.button(commandIds.openRun, 'Open run panel', event.runId);
    if (event.type !== 'plan-proposed') return;
    reply.markdown('The plan waits for you.\n\n');
    reply.button(commandIds.approvePlan, 'Approve plan', event.runId);
    reply.button(commandIds.editPlan, 'Edit plan', event.runId);
  };
  const state = await powers.run(command, sections, tell, signal);
  if (!state) {
    reply.markdown('Nothing was run.');
    return;
  }
  reply.markdown(`${chatSummary(state)}\n`);
  if (hasOpenChanges(state)) {
    reply.button(commandIds.review, 'Review changes', state.runId);
    reply.button(commandIds.apply, 'Apply changes', state.runId);
  }
  if (state.reportFile !== undefined) reply.button(commandIds.showReport, 'Show report', state.runId);
}

async function offerSections(command: 'develop' | 'plan' | 'qa', reply: ChatReply, powers: ChatPowers): Promise<void> {
  const found = await powers.sections();
  if ('searched' in found) {
    reply.markdown(`No PRD found (looked for ${escapeMarkdown(found.searched.join(', '))}).`);
    reply.button(commandIds.choosePrd, 'Choose file');
    reply.button(commandIds.createPrd, 'Create from template');
    return;
  }
  const list = found.sections.map((section) => `- ${escapeMarkdown(sectionLabel(section))}`).join('\n');
  reply.markdown(`Which sections? Say for example \`/${command} ${found.sections[0]?.number ?? '2'}\`.\n\n${list}\n`);
}

async function tellStatus(reply: ChatReply, powers: ChatPowers): Promise<void> {
  const runs = await powers.recent();
  if (runs.length === 0) {
    reply.markdown(`${escapeMarkdown(runsText([]))} Say \`/develop\` and a section of your PRD.`);
    return;
  }
  reply.markdown(runs.map(chatSummary).join('\n\n---\n\n'));
  const waiting = runs.find((run) => run.phase === 'approval');
  if (waiting) reply.button(commandIds.openRun, 'Open run panel', waiting.runId);
  const open = runs.find(hasOpenChanges);
  if (open) reply.button(commandIds.review, 'Review changes', open.runId);
}
