import type { Templates } from './templates';

/** What a file of Initialize is for: MAO's configuration, Claude Code in a terminal, prompts of one's own. */
export type InitGroup = 'configuration' | 'claude-code' | 'prompts';

/** One file that Initialize offers; `path` is relative to the workspace. Those of `prompts` are written on request only. */
export interface InitFile {
  readonly path: string;
  readonly text: string;
  readonly group: InitGroup;
}

const places = [
  ['registry.md', '.claude/models/registry.md', 'configuration'],
  ['task-routing.md', '.claude/models/task-routing.md', 'configuration'],
  ['mcp.json', '.mcp.json', 'configuration'],
  ['SKILL.md', '.claude/skills/orchestrator/SKILL.md', 'claude-code'],
  ['develop.md', '.claude/commands/develop.md', 'claude-code'],
  ['qa.md', '.claude/commands/qa.md', 'claude-code'],
  ['journal.md', '.claude/commands/journal.md', 'claude-code'],
] as const;

/** The files of Initialize in the order in which they are offered; throws when the package lacks one. */
export function initFiles(templates: Templates['init'], prompts: readonly InitFile[]): readonly InitFile[] {
  const packed = places.map(([name, path, group]): InitFile => {
    const text = templates[name];
    if (text === undefined) throw new Error(`The package has no ${name}.`);
    return { path, text, group };
  });
  return [...packed, ...prompts];
}
