import { link, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import stripJsonComments from 'strip-json-comments';
import * as z from 'zod';
import type { McpServer } from '../../core/configuration';
import type { McpHandout } from '../common/mcpHandout';
import { geminiFolder } from './geminiFolder';

/** A home for one attempt, and the servers that could not be put into it. The creator disposes it. */
export interface ServerHome {
  readonly env: Readonly<Record<string, string>>;
  readonly left: readonly string[];
  dispose(): Promise<void>;
}

const settingsFile = 'settings.json';
/** Which folders the user trusts: the servers' home trusts none, so that no workspace's settings add servers or hooks. */
const trustFile = 'trustedFolders.json';

const section = z.record(z.string(), z.unknown());
const settingsSchema = z.looseObject({
  security: z.looseObject({ folderTrust: section.optional() }).optional(),
  mcpServers: section.optional(),
});

/**
 * A home for Gemini CLI beside the handout's files: the user's own `.gemini` by links (sign-in, memory, commands), but with
 * settings that name the approved servers too. The CLI takes servers from settings only; those of the system must belong to
 * root, and those of the workspace could be read by the model and land in its change. Nothing of the user's is written.
 * Rejects when the user's settings can not be read or the links can not be made.
 */
export async function createServerHome(
  { servers, claudeFile }: McpHandout,
  userEnv: Readonly<Record<string, string | undefined>>,
): Promise<ServerHome> {
  const home = await mkdtemp(join(dirname(claudeFile), 'gemini-'));
  const dispose = () => rm(home, { recursive: true, force: true, maxRetries: 3 });
  try {
    const theirs = geminiFolder(userEnv);
    const ours = join(home, '.gemini');
    await mkdir(ours, { mode: 0o700 });
    await linkAll(theirs, ours);
    const given = [...servers].filter(([, server]) => isLiteral(server));
    const settings = withServers(await readSettings(join(theirs, settingsFile)), given);
    await writeFile(join(ours, settingsFile), JSON.stringify(settings), { mode: 0o600 });
    const left = [...servers.keys()].filter((name) => !given.some(([one]) => one === name));
    return { env: { GEMINI_CLI_HOME: home }, left, dispose };
  } catch (cause) {
    await dispose();
    throw cause;
  }
}

/** The CLI puts variables in the place of `$NAME` and `${NAME}`: another command than the user approved. */
function isLiteral({ command, args, env }: McpServer): boolean {
  return ![command, ...args, ...Object.values(env)].some((text) => /\$(\w|\{)/.test(text));
}

function withServers(
  own: z.infer<typeof settingsSchema>,
  given: readonly (readonly [string, McpServer])[],
): z.infer<typeof settingsSchema> {
  // `trust`: nobody is there to be asked before each use of a tool.
  const added = given.map(([name, { command, args, env }]) => [name, { command, args, env, trust: true }] as const);
  return {
    ...own,
    security: { ...own.security, folderTrust: { ...own.security?.folderTrust, enabled: true } },
    mcpServers: { ...own.mcpServers, ...Object.fromEntries(added) },
  };
}

async function readSettings(file: string): Promise<z.infer<typeof settingsSchema>> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    if (isAbsent(cause)) return '{}';
    throw cause;
  });
  return settingsSchema.parse(JSON.parse(stripJsonComments(text)));
}

async function linkAll(from: string, to: string): Promise<void> {
  const entries = await readdir(from, { withFileTypes: true }).catch((cause: unknown) => {
    if (isAbsent(cause)) return [];
    throw cause;
  });
  for (const entry of entries) {
    if (entry.name === settingsFile || entry.name === trustFile) continue;
    const [target, path] = [join(from, entry.name), join(to, entry.name)];
    if (process.platform !== 'win32') await symlink(target, path);
    // Windows lets only few make symbolic links, but everybody make these.
    else if (entry.isDirectory()) await symlink(target, path, 'junction');
    else await link(target, path);
  }
}

const absent = z.object({ code: z.literal('ENOENT') });
const isAbsent = (cause: unknown) => absent.safeParse(cause).success;
