/** One of the specification's selection criteria: which model suits a kind of task, and why. */
export interface SelectionCriterion {
  readonly task: string;
  readonly model: string;
  readonly reason: string;
  /** Words in a workstream's id that tell of such a task. */
  readonly words: RegExp;
}

/** The specification's selection criteria. Security comes before the rest: what guards something is more than its kind of code. */
export const selectionCriteria: readonly SelectionCriterion[] = [
  {
    task: 'security_review',
    model: 'o3',
    reason: 'vulnerability reasoning',
    words: /secur|auth|crypt|permission|sandbox/,
  },
  { task: 'test_generation', model: 'gpt-codex', reason: 'test pattern expertise', words: /test|spec$|fixture|e2e/ },
  { task: 'documentation', model: 'gemini-pro', reason: 'document analysis', words: /doc|readme|guide|changelog/ },
  {
    task: 'algorithm_design',
    model: 'o3',
    reason: 'strong reasoning',
    words: /algorithm|logic|pars|solv|calc|schedul/,
  },
  {
    task: 'structural_analysis',
    model: 'gemini-pro',
    reason: 'long context, pattern recognition',
    words: /schema|type|struct|analy|migrat|design/,
  },
  {
    task: 'code_generation',
    model: 'gpt-codex',
    reason: 'specialized for code',
    words: /generat|stor|repositor|database|client|endpoint|api$|^api/,
  },
  { task: 'quick_checks', model: 'haiku', reason: 'speed and cost', words: /check|lint|format|typo/ },
  { task: 'implementation', model: 'sonnet', reason: 'balanced quality', words: /./ },
];

/** The criterion for a workstream that no routing rule names; a kind of task that is not told is implementation. */
export function criterionFor(id: string): SelectionCriterion | undefined {
  const name = id.toLowerCase();
  return selectionCriteria.find(({ words }) => words.test(name));
}
