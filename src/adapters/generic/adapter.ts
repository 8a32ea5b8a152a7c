import type { AdapterEvent, AttemptEnd } from '../../core/adapterEvent';
import type { ModelAdapter } from '../../core/ports/modelAdapter';
import type { ProcessEnd } from '../../core/ports/processRunner';
import { claudeEnd } from '../claude/adapter';
import { claudeTranslator } from '../claude/events';
import { codexEnd } from '../codex/adapter';
import { execTranslator } from '../codex/execEvents';
import { type CliIdentity, endByProcess, failed, failure } from '../common/attemptEnds';
import { cliAdapter, type CliAttempt } from '../common/cliAdapter';
import type { CliAdapterOptions } from '../common/cliAdapterOptions';
import { converse } from '../common/converse';
import type { Translator } from '../common/translator';
import { geminiEnd } from '../gemini/adapter';
import { geminiTranslator } from '../gemini/events';
import { inName, textEnd } from './ends';
import { textTranslator } from './events';
import { genericInvocation, isPlainModelId, namesModel } from './invocation';

/**
 * The adapter of a CLI that the user's settings define (`clis.<name>`): the prompt over stdin, its output as text or in the
 * stream format of one of the three known CLIs. One of text answers in file blocks; the others edit files themselves.
 */
export function createGenericAdapter(name: string, options: CliAdapterOptions): ModelAdapter {
  const identity: CliIdentity = { cli: name, label: name, install: 'see its own documentation' };
  const output = options.settings.output ?? 'text';
  const adapter = cliAdapter(identity, options, genericInvocation, (attempt) => {
    const { model } = attempt.request;
    if (namesModel(options.settings.args) && !isPlainModelId(model.model)) return refuse(name, model.model);
    switch (output) {
      case 'text':
        return speak(attempt, textTranslator, (state, end) => textEnd(identity, attempt.request, state, end));
      case 'claude':
        return speak(attempt, claudeTranslator(attempt.request.workdir), named(identity, attempt, claudeEnd));
      case 'codex':
        return speak(attempt, execTranslator(attempt.request.workdir), named(identity, attempt, codexEnd));
      case 'gemini':
        return speak(attempt, geminiTranslator(attempt.request.workdir), named(identity, attempt, geminiEnd));
    }
  });
  return { ...adapter, answers: output === 'text' ? 'blocks' : 'files' };
}

// eslint-disable-next-line @typescript-eslint/require-await -- the contract is a stream, this one has nothing to wait for
async function* refuse(name: string, model: string): AsyncGenerator<readonly AdapterEvent[]> {
  const message = `The model ${JSON.stringify(model)} can not be named to ${name}: use letters, digits and . _ : / @ + - only.`;
  yield [failed(failure('model-unknown', message))];
}

async function* speak<S>(
  { request, start, limits, tools, signal }: CliAttempt,
  translator: Translator<S>,
  endOf: (state: S, end: ProcessEnd) => AttemptEnd,
): AsyncGenerator<readonly AdapterEvent[]> {
  const outcome = yield* converse(tools, { invocation: genericInvocation(request, start), limits, translator }, signal);
  yield [outcome.kind === 'refused' ? failed(outcome.failure) : endOf(outcome.state, outcome.end)];
}

type FormatEnd<S> = (request: CliAttempt['request'], state: S, end: ProcessEnd, now: Date) => AttemptEnd;

/** The end as the format's own adapter judges it, but in the name of the CLI that speaks it. */
function named<S extends { readonly text: string }>(identity: CliIdentity, attempt: CliAttempt, judge: FormatEnd<S>) {
  const { request, tools } = attempt;
  return (state: S, end: ProcessEnd): AttemptEnd =>
    endByProcess(identity, end, request.limits, state.text) ??
    inName(identity, request, judge(request, state, end, tools.clock.now()));
}
