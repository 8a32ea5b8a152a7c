import type { Failure } from '../../core/failure';
import { type CliIdentity, failure } from '../common/attemptEnds';
import { plainLine } from '../common/plainText';
import { retryTime } from '../common/retryDelay';
import type { ClaudeResult } from './lines';

export const claude: CliIdentity = {
  cli: 'claude',
  label: 'Claude Code',
  install: 'npm install -g @anthropic-ai/claude-code',
  versions: {
    package: '@anthropic-ai/claude-code',
    oldest: '2.1.53',
    because: 'a workspace can switch off its permission checks (CVE-2026-33068)',
  },
};

const signIn =
  'Claude Code is not signed in: run `claude` once in a terminal. An API key counts only when billing.allowApiKeys is true or clis.claude.env holds it.';

/**
 * What an error result of Claude Code means. An API failure says `subtype: "success"`: only `is_error`, `api_error_status`
 * and `terminal_reason` tell. `resetsAt` is what a rate limit line said before; else its words may tell.
 */
export function claudeFailure(result: ClaudeResult, model: string, now: Date, resetsAt?: Date): Failure {
  const said = plainLine(result.result ?? result.errors?.join(' ') ?? '');
  const retryAt = resetsAt ?? retryTime(said, now);
  const spent = /(?<!not your )usage limit|session limit|weekly limit|hit your .*limit|credit balance|quota/i.test(
    said,
  );
  switch (result.api_error_status) {
    case 401:
      return failure('not-signed-in', `${signIn} (${said})`);
    case 403:
      return failure(
        'not-signed-in',
        `Claude Code's account may not use this: ${said} Check the sign-in with \`claude\` in a terminal.`,
      );
    case 402:
      return failure('quota-exhausted', `Claude Code's account is used up: ${said}`, retryAt);
    case 404:
      return failure(
        'model-unknown',
        `Claude Code does not know the model ${model}: correct \`model\` in .claude/models/registry.md.`,
      );
    case 429:
      return spent || resetsAt
        ? failure('quota-exhausted', `Claude Code's plan is used up for now: ${said}`, retryAt)
        : failure('rate-limited', `Claude Code was sent away by the rate limit: ${said}`, retryAt);
    case null:
    case undefined:
      break;
    default:
      if (result.api_error_status >= 500) {
        return failure(
          'overloaded',
          `The model's service is overloaded or down (${result.api_error_status}). Try again later.`,
        );
      }
      if (spent) return failure('quota-exhausted', `Claude Code's account is used up: ${said}`, retryAt);
      return failure('refused', `The API refused the request (${result.api_error_status}): ${said}`);
  }
  if (result.subtype === 'error_max_turns') {
    return failure(
      'output-invalid',
      'Claude Code stopped at its limit of turns before it was done. Remove --max-turns from clis.claude.args, or raise it.',
    );
  }
  if (result.subtype === 'error_max_budget_usd') {
    return failure(
      'budget',
      'Claude Code stopped at its own budget. Remove --max-budget-usd from clis.claude.args, or raise it.',
    );
  }
  if (
    result.api_error === 'connection_failed' ||
    /connection (refused|error|reset|closed)|ECONN|ENOTFOUND|ETIMEDOUT|network|fetch failed/i.test(said)
  ) {
    return failure('network', `Claude Code could not reach its model: ${said}`);
  }
  if (/not logged in|\/login|authentication|oauth token/i.test(said)) {
    return failure('not-signed-in', `${signIn} (${said})`);
  }
  if (spent) return failure('quota-exhausted', `Claude Code's plan is used up for now: ${said}`, retryAt);
  if (result.stop_reason === 'refusal') return failure('refused', `The model declined the task: ${said}`);
  return failure('crashed', `Claude Code gave up (${result.terminal_reason ?? result.subtype}): ${said}`);
}
