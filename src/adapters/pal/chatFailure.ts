import type { Failure, FailureCode } from '../../core/failure';
import { plainLine } from '../common/plainText';

/** PAL says in words only what went wrong at a model's service; from the most to the least telling. */
const signs: readonly (readonly [FailureCode, RegExp])[] = [
  ['model-unknown', /is not available with current api keys|model .{0,80}(not found|does not exist)|\b404\b/i],
  [
    'refused',
    /too large for analysis|maximum context length|context.{0,10}(length|window).{0,20}exceeded|prompt is too l/i,
  ],
  ['quota-exhausted', /insufficient_quota|quota|billing|credit balance/i],
  ['rate-limited', /\b429\b|rate.?limit|too many requests/i],
  [
    'not-signed-in',
    /\b40[13]\b|unauthori[sz]ed|invalid.{0,20}api key|api key.{0,40}(required|missing|not)|at least one api/i,
  ],
  ['overloaded', /\b5(00|02|03|29)\b|overloaded|unavailable/i],
  ['timeout', /timed? ?out/i],
  ['network', /connection|econn|network|dns/i],
];

/** What to do where PAL does not say it. */
const hints: ReadonlyMap<FailureCode, string> = new Map([
  ['not-signed-in', 'Put the key of its provider into the env of "pal" in .mcp.json.'],
  ['model-unknown', 'PAL knows the models whose provider has a key in the env of "pal" in .mcp.json.'],
]);

/** The failure of an API-only model from what PAL's `chat` answered instead. */
export function chatFailure(model: string, text: string): Failure {
  const code = signs.find(([, sign]) => sign.test(text))?.[0] ?? 'crashed';
  const hint = hints.get(code);
  return { code, message: `PAL could not ask ${model}: ${plainLine(text)}${hint === undefined ? '' : ` ${hint}`}` };
}
