import { homedir } from 'node:os';
import { join } from 'node:path';

/** The folder in which Gemini CLI keeps its user's settings and sign-in, for a CLI started with `env`. */
export function geminiFolder(env: Readonly<Record<string, string | undefined>>): string {
  return join(env['GEMINI_CLI_HOME'] ?? env['HOME'] ?? env['USERPROFILE'] ?? homedir(), '.gemini');
}
