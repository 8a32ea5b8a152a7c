import type { AttemptState, RunState } from '../core/runState';
import { transcriptName } from '../core/transcriptName';
import { taskTitle } from './columns';
import { formatDuration } from './format';
import { taskKey } from './runStreams';
import { runTitle } from './runView';

/** One attempt whose transcript can be read. */
export interface TranscriptChoice {
  /** The transcript's file name without its ending. */
  readonly name: string;
  readonly label: string;
  readonly description: string;
  readonly running: boolean;
}

function choiceOf(
  attempt: AttemptState,
  of: { readonly section?: string; readonly workstream?: string },
): TranscriptChoice {
  const { task, topic, number, model, outcome } = attempt;
  // A topic stands at the same place of the name, be it a dimension or a perspective.
  const name = transcriptName({ task: task ?? 'workstream', ...of, dimension: topic, number, model });
  const took =
    attempt.endedAt === undefined
      ? ''
      : ` · ${formatDuration(Date.parse(attempt.endedAt) - Date.parse(attempt.startedAt))}`;
  const what = task === undefined ? 'Attempt' : taskTitle(task, topic);
  return {
    name,
    label: `${what} ${number}: ${model}`,
    description: `${outcome}${took}`,
    running: outcome === 'running',
  };
}

/** The attempts of one column (`2/schemas`, `task:plan`), newest first. */
export function transcriptChoices(state: RunState, key: string): readonly TranscriptChoice[] {
  const found = state.workstreams.find((workstream) => workstream.key === key);
  const choices = found
    ? found.attempts.map((attempt) => choiceOf(attempt, { section: found.section, workstream: found.id }))
    : state.tasks
        .filter(({ task = 'run', topic }) => taskKey(task, topic) === key)
        .map((attempt) => choiceOf(attempt, {}));
  return choices.toReversed();
}

/** The end of a file that may be long: its text, how many bytes were left out before it, and where all of it lies. */
export interface TranscriptTail {
  readonly text: string;
  readonly left: number;
  readonly file: string;
}

/** What the read-only editor shows of a transcript. */
export function transcriptText(state: RunState, name: string, tail: TranscriptTail | undefined): string {
  const head = `Transcript ${name} of ${runTitle(state)} (run ${state.runId})`;
  if (!tail) return `${head}\n\nThe command-line program has not said anything yet.\n`;
  const note =
    tail.left === 0
      ? `What the command-line program said, secrets left out. The file: ${tail.file}`
      : `The end of what the command-line program said, secrets left out. ${Math.ceil(tail.left / 1024 / 1024)} MB before it are in the file: ${tail.file}`;
  return `${head}\n${note}\n\n${tail.text}`;
}
