/** Which attempt a transcript is of; `task` is `workstream` for a workstream's own attempts. */
export interface TranscriptOf {
  readonly task: string;
  readonly section?: string | undefined;
  readonly workstream?: string | undefined;
  readonly dimension?: string | undefined;
  readonly perspective?: string | undefined;
  readonly number: number;
  readonly model: string;
}

/** The name of an attempt's transcript file without its ending, safe as a file name. */
export function transcriptName(of: TranscriptOf): string {
  const { section, task, workstream, dimension, perspective } = of;
  const what = task === 'workstream' ? [section, workstream] : [section, task, workstream, dimension, perspective];
  const parts = [...what, String(of.number), of.model].filter((part) => part !== undefined);
  return parts.join('-').replace(/[^\p{L}\p{N}._-]+/gu, '_');
}
