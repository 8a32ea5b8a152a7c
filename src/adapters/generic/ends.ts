import type { AttemptEnd } from '../../core/adapterEvent';
import type { AttemptRequest } from '../../core/ports/modelAdapter';
import type { ProcessEnd } from '../../core/ports/processRunner';
import { type CliIdentity, endByProcess, failed, failure } from '../common/attemptEnds';
import { plainLine } from '../common/plainText';
import { maxAnswerChars, type TextState } from './events';

/** How an attempt of a CLI of plain text ended: its exit code and whether it said anything decide. */
export function textEnd(identity: CliIdentity, request: AttemptRequest, state: TextState, end: ProcessEnd): AttemptEnd {
  const { label } = identity;
  const { text, stderr, tooLong } = state;
  if (tooLong) {
    return failed(failure('output-invalid', `${label} printed more than ${maxAnswerChars} characters.`), text);
  }
  const byProcess = endByProcess(identity, end, request.limits, text);
  if (byProcess) return byProcess;
  const exitCode = end.kind === 'exited' ? end.exitCode : 1;
  if (exitCode !== 0) {
    const said = plainLine(stderr.at(-1) ?? text);
    return failed(failure('crashed', `${label} exited with code ${exitCode}${said === '' ? '.' : `: ${said}`}`), text);
  }
  if (text.trim() === '') return failed(failure('output-empty', `${label} printed nothing.`));
  return { type: 'end', outcome: 'succeeded', text };
}

/** A failure in the words of the CLI whose format is spoken, as one of the CLI that speaks it. */
export function inName(identity: CliIdentity, request: AttemptRequest, end: AttemptEnd): AttemptEnd {
  if (end.outcome !== 'failed') return end;
  const { label, cli } = identity;
  const { code, message } = end.failure;
  const own = (text: string) => ({ ...end, failure: { ...end.failure, message: text } });
  switch (code) {
    case 'not-signed-in':
      return own(`${label} is not signed in: run it once in a terminal, or give it what it needs in clis.${cli}.env.`);
    case 'model-unknown':
      return own(
        `${label} does not know the model ${request.model.model}: correct \`model\` in .claude/models/registry.md.`,
      );
    default:
      return own(`${label}: ${message}`);
  }
}
