import type { RunEvent } from '../../core/runEvent';
import type { RunState } from '../../core/runState';
import type { Shell } from '../shell';
import type { ChatPowers } from './answerChat';

const recentRuns = 3;

/** What the shell lets a chat do. */
export function chatPowers(shell: Pick<Shell, 'assertTrusted' | 'engine' | 'load' | 'runs' | 'conductor'>): ChatPowers {
  return {
    assertTrusted: () => shell.assertTrusted(),
    sections: async () => {
      const { prd, searched } = await (await shell.engine()).findPrd();
      return prd ? { sections: prd.sections } : { searched };
    },
    run: (command, sections, tell, signal) => runInChat(shell, command, sections, tell, signal),
    recent: async () => {
      const summaries = (await (await shell.engine()).listRuns()).slice(0, recentRuns);
      const runs = await Promise.all(summaries.map(({ runId }) => shell.load(runId)));
      return runs.flatMap((run) => run?.state ?? []);
    },
  };
}

async function runInChat(
  { runs, conductor }: Pick<Shell, 'runs' | 'conductor'>,
  command: 'develop' | 'plan' | 'qa' | 'journal',
  sections: string,
  tell: (event: RunEvent, state: RunState) => void,
  signal: AbortSignal,
): Promise<RunState | undefined> {
  let mine: string | undefined;
  const cancel = () => {
    if (mine !== undefined) conductor.cancel(mine);
  };
  const listener = runs.onDidChange(({ runId, event }) => {
    if (event?.type === 'run-start' && event.command === command) {
      mine ??= runId;
      if (signal.aborted) cancel();
    }
    const state = runId === mine ? runs.get(runId)?.state : undefined;
    if (event && state) tell(event, state);
  });
  signal.addEventListener('abort', cancel);
  try {
    const started =
      command === 'journal'
        ? conductor.journal({})
        : command === 'qa'
          ? conductor.qa({ sections, paths: [] })
          : conductor.run({ command, sections });
    const runId = await started;
    return runId === undefined ? undefined : runs.get(runId)?.state;
  } finally {
    signal.removeEventListener('abort', cancel);
    listener.dispose();
  }
}
