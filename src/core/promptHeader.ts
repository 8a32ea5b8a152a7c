/** What MAO asks a model for. */
export type PromptTask =
  | 'plan'
  | 'dependency-check'
  | 'workstream'
  | 'conflict'
  | 'repair'
  | 'consistency-review'
  | 'qa-scope'
  | 'qa-review'
  | 'qa-synthesis'
  | 'fix'
  | 'journal-perspective'
  | 'journal-synthesis';

/** The header of a prompt: matches a transcript to its run, and lets a scripted model stand in for a real one. */
export interface PromptHeader {
  readonly task: PromptTask;
  readonly run: string;
  readonly section?: string;
  readonly workstream?: string;
  readonly dimension?: string;
  readonly perspective?: string;
  readonly attempt?: number;
  readonly workdir?: string;
}

/** Renders the `MAO-…` header lines and the empty line after them. */
export function renderPromptHeader(header: PromptHeader): string {
  const lines: [string, string | number | undefined][] = [
    ['Task', header.task],
    ['Run', header.run],
    ['Section', header.section],
    ['Workstream', header.workstream],
    ['Dimension', header.dimension],
    ['Perspective', header.perspective],
    ['Attempt', header.attempt],
    ['Workdir', header.workdir],
  ];
  const present = lines.filter(([, value]) => value !== undefined);
  return present.map(([name, value]) => `MAO-${name}: ${value ?? ''}\n`).join('') + '\n';
}
