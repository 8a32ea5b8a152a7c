import type { ModelRegistry, ModelSpec } from '../../../src/core/modelSpec';
import type { Plan, SectionPlan, WorkstreamPlan } from '../../../src/core/plan';
import type { Route, Routing } from '../../../src/core/route';
import type { SectionText } from '../../../src/core/section';

const model = (
  id: string,
  provider: string,
  capabilities: readonly string[],
  thinking: string,
  role: string,
): ModelSpec => ({
  id,
  provider,
  cli: { anthropic: 'claude', google: 'gemini' }[provider] ?? provider,
  capabilities: [...capabilities],
  thinking,
  role,
  model: id,
});

/** The registry of the specification. */
export const registry: ModelRegistry = new Map(
  [
    model(
      'opus',
      'anthropic',
      ['orchestration', 'synthesis', 'architecture', 'long-context'],
      'megathink',
      'orchestrator',
    ),
    model('sonnet', 'anthropic', ['implementation', 'balanced', 'tool-use'], 'ultrathink', 'worker'),
    model('haiku', 'anthropic', ['speed', 'pre-flight', 'simple-tasks'], 'think hard', 'checker'),
    model('gemini-pro', 'google', ['analysis', 'long-context', 'multimodal', 'structural'], 'max', 'analyzer'),
    model('gemini-flash', 'google', ['speed', 'drafts', 'iterations'], 'standard', 'drafter'),
    model('gpt-codex', 'openai', ['code-generation', 'refactoring', 'completion', 'tests'], 'high', 'coder'),
    model('o3', 'openai', ['reasoning', 'validation', 'algorithms', 'security'], 'max', 'validator'),
  ].map((spec) => [spec.id, spec]),
);

export function modelNamed(id: string): ModelSpec {
  const spec = registry.get(id);
  if (!spec) throw new Error(`no model ${id}`);
  return spec;
}

const route = (primary: string, ...fallback: string[]): Route => ({ primary, fallback });

/** The routing of the specification, under its own task names. */
export const routing: Routing = {
  development: new Map([
    ['schema_design', route('gemini-pro', 'sonnet')],
    ['storage_layer', route('gpt-codex', 'sonnet')],
    ['core_logic', route('o3', 'opus')],
    ['implementation', route('sonnet', 'gpt-codex')],
    ['tests', route('gpt-codex', 'sonnet')],
  ]),
  qa: new Map(),
  preFlight: new Map([['dependency_check', route('haiku', 'gemini-flash')]]),
  journal: new Map(),
};

export function section(
  number: string,
  title: string,
  text = `## ${number}. ${title}\n\nText of ${title}.\n`,
): SectionText {
  return { number, title, slug: title.toLowerCase(), level: 2, line: 1, lines: text.split('\n').length, text };
}

export function workstream(id: string, fields: Partial<WorkstreamPlan> = {}): WorkstreamPlan {
  return {
    id,
    title: id,
    model: 'sonnet',
    fallbacks: ['opus'],
    dependsOn: [],
    owns: [],
    brief: `Do ${id}.`,
    acceptance: [],
    ...fields,
  };
}

export function sectionPlan(
  id: string,
  workstreams: readonly WorkstreamPlan[],
  fields: Partial<SectionPlan> = {},
): SectionPlan {
  return {
    id,
    title: `Title ${id}`,
    complexity: 'medium',
    strategy: 'parallel',
    summary: '',
    contract: { notes: '', files: [] },
    dependsOn: [],
    missing: [],
    workstreams: [...workstreams],
    ...fields,
  };
}

export function planOf(...sections: readonly SectionPlan[]): Plan {
  return { sections: [...sections], diversity: 0 };
}
