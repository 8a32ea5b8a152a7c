import { fileBlockForm } from '../core/fileBlockForm';
import type { FailureCode } from '../core/failure';
import type { SectionPlan, WorkstreamPlan } from '../core/plan';

/** The attempt before this one: which model it was, why it ended, and whether its unfinished files are still there. */
export interface TakeoverNotice {
  readonly from: string;
  readonly reason: FailureCode;
  readonly kept: boolean;
}

/** How a model answers: by editing files in its working directory, or in file blocks. */
export type AnswerForm = 'files' | 'blocks';

const bullets = (points: readonly string[]) => points.map((point) => `- ${point}`).join('\n');

function ownershipRules(plan: SectionPlan, workstream: WorkstreamPlan): readonly string[] {
  const others = plan.workstreams.filter((other) => other.id !== workstream.id && other.owns.length > 0);
  if (workstream.owns.length === 0) {
    return [
      'The contract gives you no files. Put your work into new files of your own, and change files that exist as little as possible: other workstreams change them at the same time.',
      ...others.map((other) => `Leave these alone, they belong to ${other.id}: ${other.owns.join(', ')}.`),
    ];
  }
  return [
    `Your files: ${workstream.owns.join(', ')}. Create and change only these.`,
    ...others.map((other) => `${other.id} owns ${other.owns.join(', ')}.`),
    'If a file that is not yours must change, leave it as it is and say in your summary which file, what, and why.',
    'Files of others may not be there yet: rely on the signatures in the contract, and never write such a file yourself.',
    'Export exactly what the contract says, name for name and type for type.',
  ];
}

/** The rules that hold for every workstream, whoever does it and whatever template the user has. */
export function workstreamRules(plan: SectionPlan, workstream: WorkstreamPlan): string {
  return bullets([
    ...ownershipRules(plan, workstream),
    'Keep to the working directory. Paths are relative to it.',
    'Do not start other agents, do not run git, do not install packages, do not leave anything running.',
    'Leave the configuration of editors, agents, CI and package managers alone, unless the contract gives you such a file.',
    'No placeholders and no TODOs: what you deliver works.',
  ]);
}

const filesAnswer = `Edit the files in your working directory with your own tools. Do not paste whole files into your answer.
When you are done, end with a short summary in prose (at most ten sentences): what you did, which decisions others must know, what should change in files that are not yours, what is left to do.`;

/** The last part of a workstream's prompt: in which form the work comes back. */
export function answerRules(form: AnswerForm): string {
  if (form === 'files') return filesAnswer;
  return `${fileBlockForm}\nEnd with a short summary in prose (at most ten sentences): what you did, which decisions others must know, what is left to do.`;
}

/** What a model has to know when it goes on where another one stopped. */
export function takeoverNotice({ from, reason, kept }: TakeoverNotice): string {
  const state = kept
    ? 'What it left is in the working directory, perhaps unfinished or wrong. Read it first; keep what is right, mend or replace the rest.'
    : 'Its work was thrown away: the working directory is as it was before.';
  return `${from} began this workstream and could not finish it (${reason}). ${state}`;
}
