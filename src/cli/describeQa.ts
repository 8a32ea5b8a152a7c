import type { Finding } from '../core/finding';
import type { QaScore } from '../core/qaScore';

const mark = { error: '✗', warning: '!', info: '·' } as const;

/** A finding in one line, for people. */
export function describeFinding({ id, severity, file, line, message, models, state, anchor }: Finding): string {
  const place = anchor === 'file' ? file : `${file}:${line}`;
  const known = state === 'dismissed' ? ' (dismissed)' : state === 'open' ? ' (seen before)' : '';
  return `${mark[severity]} ${place} ${message.replace(/\s+/g, ' ')} [${models.join(', ')}] ${id}${known}`;
}

/** A score with its dimensions, for people. */
export function describeScore({ total, dimensions, dropped = [], gone = [], earlier }: QaScore): string {
  const lines = dimensions.map(({ id, score, model, reason, weight }) =>
    score === null
      ? `  ${id} (${weight} %): not assessed, ${reason ?? 'no reason known'}`
      : `  ${id} (${weight} %): ${score}${model === undefined ? '' : ` by ${model}`}`,
  );
  const fixed = gone.filter(({ how }) => how === 'fixed').length;
  return [
    `Score: ${total} of 100${earlier ? ` (before: ${earlier.total})` : ''}`,
    ...lines,
    ...(fixed > 0 ? [`  Fixed since: ${fixed}`] : []),
    ...dropped.map(({ model, file, reason }) => `  Dropped a finding of ${model} in ${file}: ${reason}`),
  ].join('\n');
}
