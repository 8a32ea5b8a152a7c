import { fittingRule } from '../core/fittingRule';
import type { ModelSpec } from '../core/modelSpec';

/** How a prompt speaks to a model: what it is good at, and how it should use that here. */
export interface ModelProfile {
  readonly strengths: readonly string[];
  readonly approach: readonly string[];
}

/** First match wins. `capabilities` are words of the registry; each rule is for the kind of model that the specification gives them to. */
const rules: readonly { readonly capabilities: readonly string[]; readonly profile: ModelProfile }[] = [
  {
    capabilities: ['orchestration', 'synthesis', 'architecture'],
    profile: {
      strengths: ['Architecture', 'Synthesis of many parts', 'Long-context understanding'],
      approach: [
        'See how this part fits the whole before you write it',
        'Keep the interfaces of the contract stable; put complexity behind them',
        'Prefer the design that the next reader understands at once',
      ],
    },
  },
  {
    capabilities: ['reasoning', 'validation', 'algorithms'],
    profile: {
      strengths: ['Logical reasoning', 'Edge case identification', 'Correctness proofs'],
      approach: [
        'Write down the invariants first, then code that keeps them',
        'Go through the edge cases one by one and settle each in the code',
        'Where correctness is not obvious, say in a comment why it holds and what it costs',
      ],
    },
  },
  {
    capabilities: ['creativity', 'creative'],
    profile: {
      strengths: ['Code generation', 'Creative solutions', 'Seeing the user’s side'],
      approach: [
        'Weigh two ways of doing it before you take the simpler one',
        'Think of what real users do wrong, and meet it well',
        'Write complete code: no placeholders, nothing left for later',
      ],
    },
  },
  {
    capabilities: ['cost-effective', 'economical'],
    profile: {
      strengths: ['Precise, economical code', 'Wide knowledge of libraries and idioms'],
      approach: [
        'Take the standard library and what the project has before anything of your own',
        'Follow the signatures of the contract to the letter',
        'Write complete code: no placeholders, nothing left for later',
      ],
    },
  },
  {
    capabilities: ['privacy', 'offline', 'local'],
    profile: {
      strengths: ['Focused code generation', 'Completing code in a given style'],
      approach: [
        'One file at a time, each complete',
        'Use only functions and types that stand in this prompt or in the standard library',
        'Copy names and signatures exactly',
      ],
    },
  },
  {
    capabilities: ['code-generation', 'completion', 'refactoring', 'code', 'coding'],
    profile: {
      strengths: ['Database patterns', 'Code completion', 'Efficient implementations'],
      approach: [
        'Where state is kept: the repository pattern, atomic writes, and error handling that leaves the old state whole',
        'Match the code around yours in names, style and structure',
        'Write complete code: no placeholders, nothing left for later',
      ],
    },
  },
  {
    capabilities: ['structural', 'analysis', 'multimodal', 'long-context'],
    profile: {
      strengths: ['Long-context understanding', 'Structural pattern recognition', 'Comprehensive analysis'],
      approach: [
        'Read the whole section and the code that it touches before you write',
        'Name every entity, relation and invariant, and give each one place in the code',
        'Check at the end that nothing of the section was left out',
      ],
    },
  },
  {
    capabilities: ['implementation', 'balanced', 'tool-use'],
    profile: {
      strengths: ['Balanced speed and quality', 'Careful use of tools', 'Readable implementations'],
      approach: [
        'Read the code that is there first, and follow its conventions',
        'Take the simplest design that meets every acceptance point',
        'Stay in scope: nothing that the brief does not ask for',
      ],
    },
  },
  {
    capabilities: ['speed', 'drafts', 'iterations', 'simple-tasks', 'pre-flight'],
    profile: {
      strengths: ['Speed', 'Small, clear changes'],
      approach: [
        'Do exactly what the brief says',
        'Take the acceptance points as a check list, and go through it before you end',
        'Prefer short functions and plain code',
      ],
    },
  },
];

/** The profile of a model by its capabilities in the registry; one that fits no rule is told its own capabilities. */
export function modelProfile(model: ModelSpec): ModelProfile {
  const rule = fittingRule(rules, model);
  if (rule) return rule.profile;
  return {
    strengths: model.capabilities,
    approach: [
      'Read the code that is there first, and follow its conventions',
      'Write complete code: no placeholders, nothing left for later',
    ],
  };
}
