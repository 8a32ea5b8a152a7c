import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readText } from './readText';
import { isMissing } from './state/atomicFile';

/** A configuration file as it stands on disk; `file` is its absolute path. */
export interface ConfigText {
  readonly file: string;
  readonly text: string;
}

/** The texts of all configuration files that exist. `templates` by task name. */
export interface ConfigTexts {
  readonly registry: ConfigText | undefined;
  readonly routing: ConfigText | undefined;
  readonly mcp: ConfigText | undefined;
  readonly user: ConfigText | undefined;
  readonly templates: ReadonlyMap<string, ConfigText>;
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (cause) {
    if (isMissing(cause)) return [];
    throw cause;
  }
}

async function read(file: string): Promise<ConfigText | undefined> {
  const text = await readText(file);
  return text === undefined ? undefined : { file, text };
}

/** Reads the configuration files of a workspace and the user's own. */
export async function readConfigTexts(workspace: string, userFile: string): Promise<ConfigTexts> {
  const models = join(workspace, '.claude', 'models');
  const prompts = join(models, 'prompts');
  const names = (await namesIn(prompts)).filter((name) => name.endsWith('.md'));
  const templates = await Promise.all(
    names.map(async (name) => [name.slice(0, -3), await read(join(prompts, name))] as const),
  );
  const [registry, routing, mcp, user] = await Promise.all([
    read(join(models, 'registry.md')),
    read(join(models, 'task-routing.md')),
    read(join(workspace, '.mcp.json')),
    read(userFile),
  ]);
  const found = templates.flatMap(([name, text]) => (text ? [[name, text] as const] : []));
  return { registry, routing, mcp, user, templates: new Map(found) };
}
