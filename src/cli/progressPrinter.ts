import type { RunEvent } from '../core/runEvent';
import { count } from '../presentation/format';
import { renderCommands, renderPlan } from './renderPlan';
import { describeFinding, describeScore } from './describeQa';
import type { Output } from './output';

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;

function place(event: RunEvent): string {
  if (event.workstream !== undefined && event.task === undefined) return `${event.section ?? '?'}/${event.workstream}`;
  const topic = event.dimension ?? event.perspective;
  if (event.task !== undefined && topic !== undefined) return `${event.task} ${topic}`;
  return event.task ?? event.section ?? 'run';
}

const letters = { create: 'A', modify: 'M', delete: 'D', rename: 'R' } as const;

function describeChanges({ files, refused }: Extract<RunEvent, { type: 'changes-proposed' }>): string {
  const changed = files.map(({ kind, path, from, hunks, needsTick }) => {
    const name = from === undefined ? path : `${from} → ${path}`;
    const models = [...new Set(hunks.map(({ model }) => model))].join(', ');
    return `  ${letters[kind]} ${name}   ${models}${needsTick === undefined ? '' : `   needs your tick: ${needsTick}`}`;
  });
  const kept = refused.map((file) => `  refused: ${file.path}: ${file.reason}`);
  return [`Changes: ${count(files.length, 'file')}`, ...changed, ...kept].join('\n');
}

/** A run that only plans has no observed diversity: its plan tells the expected one. */
function describeEnd(
  { outcome, failure, durationMs, diversity }: Extract<RunEvent, { type: 'run-end' }>,
  plansOnly: boolean,
): string {
  const { expected, observed } = diversity;
  const isTold = !plansOnly && expected + observed > 0;
  const spread = isTold ? `, diversity ${expected} expected, ${observed} observed` : '';
  const took = seconds(durationMs);
  const how = outcome === 'unclean' ? 'not clean' : outcome;
  return failure ? `MAO: ${how} after ${took}: ${failure.message}` : `MAO: ${how} in ${took}${spread}`;
}

/** What a person wants to read of one event; undefined: nothing. */
function describe(event: RunEvent, since: (key: string) => string): string | undefined {
  switch (event.type) {
    case 'run-start':
      return `${`MAO ${event.command} ${event.sections.join(', ')}`.trimEnd()} (run ${event.runId})`;
    case 'attempt-start':
      return `· ${place(event)}: ${event.model} started`;
    case 'tool-use':
      return `  ${place(event)}: ${event.name} ${event.detail}`.trimEnd();
    case 'attempt-end':
      return event.outcome === 'failed'
        ? `✗ ${place(event)}: ${event.model ?? '?'} ${event.failure?.code ?? ''}: ${event.failure?.message ?? ''}`
        : undefined;
    case 'fallback':
      return `⤷ ${event.message}`;
    case 'workstream-end': {
      const mark = event.outcome === 'succeeded' ? '✓' : '✗';
      const outside =
        event.outsideOwnership.length > 0 ? ` (outside its ownership: ${event.outsideOwnership.join(', ')})` : '';
      const why = event.failure ? `: ${event.failure.message}` : '';
      const what = event.outcome === 'succeeded' ? event.files.join(', ') : `${event.outcome}${why}`;
      return `${mark} ${place(event)}: ${event.model}${since(place(event))}: ${what}${outside}`;
    }
    case 'conflict-found':
      return `! ${event.file}: conflict between ${event.workstreams.join(' and ')}`;
    case 'conflict-resolved':
      return `✓ ${event.file}: joined by ${event.by}`;
    case 'check-start':
      return `· ${event.name}: ${event.command.join(' ')}`;
    case 'check-end': {
      const took = event.durationMs === undefined ? '' : ` ${seconds(event.durationMs)}`;
      const mark = event.outcome === 'passed' ? '✓' : event.outcome === 'skipped' ? '○' : '✗';
      const output =
        event.outcome === 'failed' || event.outcome === 'timed-out' ? `\n${event.output ?? ''}`.trimEnd() : '';
      return `${mark} ${event.name}: ${event.outcome}${took}${output}`;
    }
    case 'culprit-found':
      return `! Culprit: ${event.section ?? '?'}/${event.workstream}${event.model === undefined ? '' : ` (${event.model})`}`;
    case 'repair-start':
      return `· Repair ${event.round}: ${event.workstream} by ${event.model ?? '?'}`;
    case 'repair-end': {
      const files = (event.files ?? []).join(', ');
      const why =
        event.rolledBack === undefined ? (event.failure?.message ?? files) : `taken back: ${event.rolledBack}`;
      const mark = event.outcome === 'succeeded' ? '✓' : '✗';
      return `${mark} Repair ${event.round}: ${event.model ?? '?'}: ${event.outcome === 'succeeded' ? files : why}`;
    }
    case 'changes-proposed':
      return describeChanges(event);
    case 'changes-applied':
      return `✓ Applied ${count(event.files.length, 'file')}. Undo with: mao revert ${event.runId}`;
    case 'changes-reverted':
      return `✓ Reverted run ${event.runId}`;
    case 'changes-discarded':
      return `Discarded the changes of run ${event.runId}`;
    case 'scope-found':
      return event.files.map((file) => `  ${file}`).join('\n');
    case 'finding':
      return describeFinding(event);
    case 'finding-checked':
      return event.outcome === 'fixed' ? `✓ Fixed: ${event.file}:${event.line} ${event.message}` : undefined;
    case 'score':
      return describeScore(event);
    case 'journal-written':
      return `✓ Journal entry written to ${event.file}`;
    case 'report-written':
      return `Report: ${event.file}`;
    case 'log':
      return event.level === 'debug' ? undefined : `${event.level === 'info' ? '·' : '!'} ${event.message}`;
    default:
      return undefined;
  }
}

/** Prints a run as it happens, for people; text deltas stay in the transcripts. */
export function progressPrinter(output: Output): (event: RunEvent) => void {
  const started = new Map<string, number>();
  let plansOnly = false;
  const since = (key: string, event: RunEvent) => {
    const start = started.get(key);
    return start === undefined ? '' : ` ${seconds(Date.parse(event.time) - start)}`;
  };
  return (event) => {
    if (event.type === 'run-start') plansOnly = event.command === 'plan';
    if (event.type === 'run-end') {
      output.say(describeEnd(event, plansOnly));
      return;
    }
    if (event.type === 'workstream-start') started.set(place(event), Date.parse(event.time));
    const lines =
      event.type === 'plan-proposed'
        ? [...renderPlan(event.plan, event.source), ...renderCommands(event.commands ?? [])]
        : [describe(event, (key) => since(key, event))];
    for (const line of lines) if (line !== undefined) output.say(line);
  };
}
