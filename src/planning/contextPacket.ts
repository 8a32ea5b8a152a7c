import { clipText, dataBlock } from '../core/fence';
import type { Contract } from '../core/plan';
import { contractText } from './contractText';

/** A finished workstream, as those after it hear of it. `summary` is its model's own words. */
export interface FinishedWork {
  readonly section: string;
  readonly workstream: string;
  readonly model: string;
  readonly summary: string;
  readonly files: readonly string[];
}

/** What a run hands from attempt to attempt. `text` is all of it, for a prompt that shows no contract of its own. */
export interface ContextPacket {
  readonly contract: string;
  readonly finished: string;
  readonly decisions: string;
  readonly text: string;
}

export interface ContextPacketInput {
  readonly contract: Contract;
  readonly finished: readonly FinishedWork[];
  readonly decisions: readonly string[];
  readonly maxChars: number;
}

const mostFiles = 12;

function workText(work: FinishedWork, summaryChars: number): string {
  const more = work.files.length - mostFiles;
  const files = work.files.slice(0, mostFiles).join(', ') + (more > 0 ? ` and ${more} more` : '');
  const head = `- ${work.section}/${work.workstream} by ${work.model}${files === '' ? '' : ` (${files})`}`;
  const summary = clipText(work.summary.trim(), summaryChars);
  return summary === '' ? head : `${head}:\n${summary.replace(/^/gm, '  ')}`;
}

/** The newest works that fit into `maxChars`, in order, each with an equal share of the room for its summary. */
function finishedText(finished: readonly FinishedWork[], maxChars: number): string {
  const left = (count: number) => (count === 0 ? [] : [`(${count} earlier workstreams left out)`]);
  for (let taken = finished.length; taken > 0; taken--) {
    const works = finished.slice(finished.length - taken);
    for (const share of [4000, Math.floor((maxChars * 0.6) / taken), 300, 80, 0]) {
      const lines = [...left(finished.length - taken), ...works.map((work) => workText(work, share))];
      const text = lines.join('\n');
      if (text.length <= maxChars) return text;
    }
  }
  return clipText(left(finished.length).join('\n'), maxChars);
}

const block = (label: string, text: string) => (text === '' ? '' : dataBlock(label, text));

/**
 * Packs a run's context for the next prompt within `maxChars`: at most half for the contract, a seventh for decisions, the
 * rest for what finished workstreams said. What other models wrote is marked as data.
 */
export function contextPacket(input: ContextPacketInput): ContextPacket {
  const room = Math.max(0, input.maxChars - 200);
  const contract = clipText(contractText(input.contract), Math.floor(room / 2));
  const decisions = clipText(
    input.decisions.map((decision) => `- ${decision.trim()}`).join('\n'),
    Math.floor(room / 7),
  );
  const finished = block(
    'finished workstreams',
    finishedText(input.finished, room - contract.length - decisions.length),
  );
  const contractPart = contract === '' ? '' : `Contract:\n${contract}\n`;
  const decisionPart = decisions === '' ? '' : `Decisions:\n${decisions}\n`;
  const join = (parts: readonly string[]) => parts.filter((part) => part !== '').join('\n');
  const whole = join([contractPart, finished, decisionPart]);
  const text = whole.length <= input.maxChars ? whole : clipText(join([contractPart, decisionPart]), input.maxChars);
  return { contract, finished, decisions, text };
}
