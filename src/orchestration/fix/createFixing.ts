import type { FixOrder } from '../../core/fixOrder';
import { craftFixPrompt } from '../../planning/craftFixPrompt';
import { rubricOf } from '../../qa/rubrics';
import type { Fixing } from './fixing';
import { findingsOf, planFixes } from './planFixes';
import { recheckFindings, reviewersOf } from './recheckFindings';

/** What makes a run mend these findings. */
export function createFixing(order: FixOrder): Fixing {
  return {
    findings: order.findings,
    propose: ({ configuration, subject }) => ({
      plan: planFixes(order, subject.sections, configuration),
      source: 'findings',
    }),
    craft: (input) =>
      craftFixPrompt({
        ...input,
        findings: findingsOf(order, input.workstream).map(({ finding }) => finding),
        dimensionTitle: (dimension) => rubricOf(dimension).title,
      }),
    reviewers: (configuration) => [
      ...new Set(order.findings.flatMap(({ finding }) => reviewersOf(finding, configuration).models)),
    ],
    recheck: (context, result) => recheckFindings(context, order, result),
  };
}
