import { fittingRule } from '../../core/fittingRule';
import type { ModelSpec } from '../../core/modelSpec';

/** How a review prompt speaks to a model: its strengths, and how it should use them as a reviewer. */
export interface ReviewerProfile {
  readonly strengths: readonly string[];
  readonly approach: readonly string[];
}

/** First match wins, as in the profiles for writing code; `capabilities` are words of the registry. */
const rules: readonly { readonly capabilities: readonly string[]; readonly profile: ReviewerProfile }[] = [
  {
    capabilities: ['orchestration', 'synthesis', 'architecture'],
    profile: {
      strengths: ['Architecture', 'Seeing how many parts fit together', 'Long-context understanding'],
      approach: [
        'Draw for yourself how the files depend on each other before you judge any of them',
        'Follow one piece of data from where it comes in to where it ends',
        'Report causes, not their many symptoms',
      ],
    },
  },
  {
    capabilities: ['reasoning', 'validation', 'algorithms', 'security'],
    profile: {
      strengths: ['Logical reasoning', 'Edge case identification', 'Vulnerability reasoning'],
      approach: [
        'Write down what must always hold, then look for an input that breaks it',
        'Try every suspicion against the code: trace the input that would trigger it, step by step',
        'Report only what survives that, and say in "why" which input leads there',
      ],
    },
  },
  {
    capabilities: ['creativity', 'creative'],
    profile: {
      strengths: ['Seeing the user’s side', 'Unusual angles'],
      approach: [
        'Think of what real users and callers will do wrong, and look what happens then',
        'Look for what is missing, not only for what is wrong',
      ],
    },
  },
  {
    capabilities: ['code-generation', 'completion', 'refactoring', 'code', 'coding'],
    profile: {
      strengths: ['Reading code precisely', 'Types and signatures', 'Idioms of the language'],
      approach: [
        'Read every file under review from top to bottom, and check each call against the signature it calls',
        'Suggest the smallest change that mends a finding, in the style of the code around it',
        'Quote exactly: a finding that can not be found in the file is lost',
      ],
    },
  },
  {
    capabilities: ['structural', 'analysis', 'multimodal', 'long-context'],
    profile: {
      strengths: ['Long-context understanding', 'Structural pattern recognition', 'Comprehensive analysis'],
      approach: [
        'Read the whole section and all files under review before you judge',
        'Work through it systematically: one point after the other, with the place that shows it',
        'Check at the end that nothing of the section was left out',
      ],
    },
  },
  {
    capabilities: ['implementation', 'balanced', 'tool-use'],
    profile: {
      strengths: ['Balanced judgement', 'Careful use of tools', 'Practical experience with running code'],
      approach: [
        'Read the code and its callers with your tools; look at how a value got there before you say it is wrong',
        'Put yourself into the place of somebody who runs this at night and it fails',
        'Rank by harm: one error that loses data outweighs ten matters of taste',
      ],
    },
  },
];

/** The reviewer's profile of a model by its capabilities in the registry. */
export function reviewerProfile(model: ModelSpec): ReviewerProfile {
  const rule = fittingRule(rules, model);
  return (
    rule?.profile ?? {
      strengths: model.capabilities,
      approach: ['Read the code under review before you judge', 'Report what you are sure of, with the exact lines'],
    }
  );
}
