import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { runEventSchema, type RunEvent } from '../../../src/core/runEvent';
import { fileUri } from './workspace';

/** The events of the newest run, from its log on disk; none when there is no run. */
export function newestRun(): readonly RunEvent[] {
  const folder = fileUri('.mao/runs').fsPath;
  const newest = runs(folder).at(-1);
  if (newest === undefined) return [];
  const lines = readFileSync(join(folder, newest, 'events.jsonl'), 'utf8')
    .split('\n')
    .filter(Boolean);
  return z.array(runEventSchema).parse(lines.map((line): unknown => JSON.parse(line)));
}

function runs(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

/** What went wrong in a run, for the message of a failed assertion. */
export function troublesOf(events: readonly RunEvent[]): string {
  return events
    .filter(
      (event) =>
        (event.type === 'check-end' && event.outcome !== 'passed') ||
        (event.type === 'attempt-end' && event.outcome !== 'succeeded') ||
        event.type === 'log',
    )
    .map((event) => JSON.stringify(event))
    .join('\n');
}
