import type { PromptTask } from '../core/promptHeader';
import type { Access } from '../core/ports/modelAdapter';
import { correctionPrompt } from '../core/structuredAnswer';
import { runChain, type ChainResult } from './fallbackRun';
import { runAttempt, type AttemptResult } from './runAttempt';
import type { RunContext } from './runDependencies';

/**
 * What a reader of a model's answer gives back: the value; words that the model can act on; or that the model itself declines
 * the task, and why: then the next one is asked.
 */
export type AnswerReading<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly errors: readonly string[] }
  | { readonly ok: false; readonly declined: string };

/** A question to a chain of models whose answer has a form. `body` is the prompt without its header lines. */
export interface Question<T> {
  readonly task: PromptTask;
  readonly title: string;
  readonly section?: string;
  readonly workstream?: string;
  readonly dimension?: string;
  readonly perspective?: string;
  readonly models: readonly string[];
  readonly thinking?: string;
  /** The same for all models, or crafted for each. */
  readonly body: string | ((model: string) => string);
  readonly workdir: string;
  readonly access: Access;
  readonly read: (text: string) => AnswerReading<T>;
  /** Attempts at the same task that this process of the run has made already. */
  readonly attemptsBefore?: number;
}

export type Answer<T> =
  | { readonly outcome: 'answered'; readonly value: T; readonly model: string }
  | { readonly outcome: 'failed' | 'cancelled'; readonly chain: ChainResult };

/** The attempts at a task that an earlier process of the run made. */
function attemptsOf({ resumed }: RunContext, task: PromptTask): number {
  const tasks = resumed?.state.tasks.filter((attempt) => attempt.task === task) ?? [];
  return Math.max(0, ...tasks.map(({ number }) => number));
}

/** Asks a chain of models; an answer that does not fit goes back once with what is wrong, then counts as `output-invalid`. */
export async function askModel<T>(context: RunContext, question: Question<T>): Promise<Answer<T>> {
  let value: { readonly of: T } | undefined;
  let corrections = 0;
  const { task, section, workstream, dimension, perspective, body: written } = question;
  const place = {
    ...(section === undefined ? {} : { section }),
    ...(workstream === undefined ? {} : { workstream }),
    ...(dimension === undefined ? {} : { dimension }),
    ...(perspective === undefined ? {} : { perspective }),
  };
  const attempt = async (model: string, number: number, body: string, correct: boolean): Promise<AttemptResult> => {
    let rejected: readonly string[] | undefined;
    const result = await runAttempt(context, {
      model,
      task,
      ...place,
      ...(question.thinking === undefined ? {} : { thinking: question.thinking }),
      number: number + corrections,
      body,
      workdir: question.workdir,
      access: question.access,
      judge: (text) => {
        const reading = question.read(text);
        if (!reading.ok && 'declined' in reading) {
          return Promise.resolve({ code: 'refused', message: reading.declined });
        }
        if (reading.ok) value = { of: reading.value };
        else rejected = reading.errors;
        const failure = {
          code: text.trim() === '' ? 'output-empty' : 'output-invalid',
          message: rejected?.join(' ') ?? '',
        } as const;
        return Promise.resolve(rejected ? failure : undefined);
      },
    });
    if (!rejected || !correct || result.outcome !== 'failed') return result;
    corrections += 1;
    const again = `${body}\n\nYour answer was:\n\n${result.text}\n\n${correctionPrompt(rejected)}`;
    return attempt(model, number, again, false);
  };
  const chain = await runChain(context, {
    title: question.title,
    models: question.models,
    place: { ...place, task },
    attemptsBefore: Math.max(attemptsOf(context, task), question.attemptsBefore ?? 0),
    attempt: (model, number) => attempt(model, number, typeof written === 'string' ? written : written(model), true),
  });
  if (chain.outcome === 'succeeded' && value) return { outcome: 'answered', value: value.of, model: chain.model };
  return { outcome: chain.outcome === 'cancelled' ? 'cancelled' : 'failed', chain };
}
