import { bullets, inline } from '../core/markdown';
import { changesPart, conflictsPart } from './report/changesPart';
import { diversityPart } from './report/diversityPart';
import { fixesPart } from './report/fixesPart';
import { headlinePart } from './report/headlinePart';
import { nextStepsPart } from './report/nextSteps';
import { repairPart } from './report/repairPart';
import type { ReportInput } from './report/reportInput';
import { reviewPart, verificationPart } from './report/verificationPart';
import { usagePart } from './report/usagePart';
import { workstreamsPart } from './report/workstreamsPart';

const maxWarnings = 20;

/** What the snapshot left out, and the warnings of the run's log. */
function notesPart({ notes, state }: ReportInput): string {
  const warnings = state.log
    .filter(({ level }) => level === 'warning' || level === 'error')
    .map(({ message }) => message);
  const points = [...new Set([...notes, ...warnings])].slice(-maxWarnings).map(inline);
  return points.length > 0 ? `## Notes\n\n${bullets(points)}` : '';
}

/**
 * The unified summary report of a run in markdown, for VS Code's preview and for a terminal: outcome first, then what is
 * left to do, then the evidence. Nothing that a model wrote can become markup.
 */
export function renderReport(input: ReportInput): string {
  const parts = [
    headlinePart(input),
    fixesPart(input),
    nextStepsPart(input),
    workstreamsPart(input),
    usagePart(input),
    conflictsPart(input),
    verificationPart(input),
    repairPart(input),
    reviewPart(input),
    changesPart(input),
    diversityPart(input),
    notesPart(input),
  ];
  return parts.filter((part) => part !== '').join('\n\n') + '\n';
}
