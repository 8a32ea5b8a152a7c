import type { Routing } from '../core/route';

/** The specification's routing tables; the journal's fallbacks, which it leaves open, are of another vendor than the primary. */
export function defaultRouting(): Routing {
  return {
    development: new Map([
      ['schemas', { primary: 'gemini-pro', fallback: ['sonnet'] }],
      ['storage', { primary: 'gpt-codex', fallback: ['sonnet'] }],
      ['core_logic', { primary: 'o3', fallback: ['opus'] }],
      ['implementation', { primary: 'sonnet', fallback: ['gpt-codex'] }],
      ['tests', { primary: 'gpt-codex', fallback: ['sonnet'] }],
    ]),
    qa: new Map([
      ['prd_compliance', { primary: 'gemini-pro', fallback: ['opus'], weight: 30 }],
      ['error_handling', { primary: 'sonnet', fallback: ['opus'], weight: 25 }],
      ['type_safety', { primary: 'gpt-codex', fallback: ['sonnet'], weight: 20 }],
      ['architecture', { primary: 'opus', fallback: ['gemini-pro'], weight: 15 }],
      ['security', { primary: 'o3', fallback: ['opus'], weight: 10 }],
    ]),
    preFlight: new Map([['dependency_check', { primary: 'haiku', fallback: ['gemini-flash'] }]]),
    journal: new Map([
      ['technical', { primary: 'gemini-pro', fallback: ['sonnet'] }],
      ['process', { primary: 'sonnet', fallback: ['gemini-pro'] }],
      ['creative', { primary: 'gpt-4o', fallback: ['sonnet'] }],
    ]),
  };
}
