/** The specification's selection criteria: which model suits which kind of task, and why. */
export const selectionCriteria = [
  { task: 'structural_analysis', model: 'gemini-pro', reason: 'long context, pattern recognition' },
  { task: 'code_generation', model: 'gpt-codex', reason: 'specialized for code' },
  { task: 'algorithm_design', model: 'o3', reason: 'strong reasoning' },
  { task: 'implementation', model: 'sonnet', reason: 'balanced quality' },
  { task: 'test_generation', model: 'gpt-codex', reason: 'test pattern expertise' },
  { task: 'security_review', model: 'o3', reason: 'vulnerability reasoning' },
  { task: 'documentation', model: 'gemini-pro', reason: 'document analysis' },
  { task: 'quick_checks', model: 'haiku', reason: 'speed and cost' },
] as const;
