import type { ModelRegistry, ModelSpec } from '../core/modelSpec';

const roster: readonly ModelSpec[] = [
  {
    id: 'opus',
    provider: 'anthropic',
    cli: 'claude',
    capabilities: ['orchestration', 'synthesis', 'architecture', 'long-context'],
    thinking: 'megathink',
    role: 'orchestrator',
    model: 'opus',
  },
  {
    id: 'sonnet',
    provider: 'anthropic',
    cli: 'claude',
    capabilities: ['implementation', 'balanced', 'tool-use'],
    thinking: 'ultrathink',
    role: 'worker',
    model: 'sonnet',
  },
  {
    id: 'haiku',
    provider: 'anthropic',
    cli: 'claude',
    capabilities: ['speed', 'pre-flight', 'simple-tasks'],
    thinking: 'think hard',
    role: 'checker',
    model: 'haiku',
  },
  {
    id: 'gemini-pro',
    provider: 'google',
    cli: 'gemini',
    capabilities: ['analysis', 'long-context', 'multimodal', 'structural'],
    thinking: 'max',
    role: 'analyzer',
    model: 'gemini-2.5-pro',
  },
  {
    id: 'gemini-flash',
    provider: 'google',
    cli: 'gemini',
    capabilities: ['speed', 'drafts', 'iterations'],
    thinking: 'standard',
    role: 'drafter',
    model: 'gemini-2.5-flash',
  },
  {
    id: 'gpt-4o',
    provider: 'openai',
    cli: 'openai',
    capabilities: ['code-generation', 'creativity'],
    thinking: 'high',
    role: 'creator',
    model: 'gpt-4o',
  },
  {
    id: 'gpt-codex',
    provider: 'openai',
    cli: 'openai',
    capabilities: ['code-generation', 'refactoring', 'completion', 'tests'],
    thinking: 'high',
    role: 'coder',
    model: 'gpt-5.2-codex',
  },
  {
    id: 'o3',
    provider: 'openai',
    cli: 'openai',
    capabilities: ['reasoning', 'validation', 'algorithms', 'security'],
    thinking: 'max',
    role: 'validator',
    model: 'o3',
  },
  {
    id: 'deepseek',
    provider: 'deepseek',
    capabilities: ['code-generation', 'cost-effective'],
    thinking: 'standard',
    role: 'coder',
    model: 'deepseek-coder',
  },
  {
    id: 'codellama',
    provider: 'ollama',
    cli: 'ollama',
    capabilities: ['code-generation', 'privacy', 'offline'],
    role: 'coder',
    model: 'codellama:34b',
  },
];

/** The ten models of the specification's roster, in its order; DeepSeek has no CLI and is reached over PAL only. */
export function defaultRegistry(): ModelRegistry {
  return new Map(roster.map((model) => [model.id, model]));
}
