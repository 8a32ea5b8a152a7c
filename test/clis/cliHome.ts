import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cliSettingsSchema, type CliSettings } from '../../src/core/machineSettings';
import { ensureClis } from '../setup/ensureClis';

export type CliName = 'claude' | 'codex' | 'gemini';

/** A home folder, working directory and settings with which the real CLIs know nothing but a loopback API. */
export interface CliHome {
  readonly folder: string;
  readonly workdir: string;
  /** What MAO itself is started with. */
  readonly env: Readonly<Record<string, string>>;
  readonly settings: Readonly<Record<CliName, CliSettings>>;
  dispose(): void;
}

const geminiSettings = {
  security: { auth: { selectedType: 'gemini-api-key' } },
  general: { maxAttempts: 1, enableAutoUpdate: false },
  privacy: { usageStatisticsEnabled: false },
};

const codexConfig = (url: string) => `model_provider = "loop"
[model_providers.loop]
name = "loop"
base_url = "${url}/v1"
wire_api = "responses"
env_key = "LOOP_KEY"
request_max_retries = 0
stream_max_retries = 0
`;

/** Makes one. The dummy keys are no secrets: the API takes any. */
export async function createCliHome(url: string): Promise<CliHome> {
  const bin = await ensureClis();
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'mao-clis-')));
  const at = (...parts: readonly string[]) => {
    const path = join(folder, ...parts);
    mkdirSync(path, { recursive: true });
    return path;
  };
  const workdir = at('work');
  writeFileSync(join(at('.gemini'), 'settings.json'), JSON.stringify(geminiSettings));
  writeFileSync(join(at('codex'), 'config.toml'), codexConfig(url));
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: folder,
    TMPDIR: at('tmp'),
    XDG_CONFIG_HOME: at('config'),
    XDG_CACHE_HOME: at('cache'),
    XDG_DATA_HOME: at('data'),
    XDG_STATE_HOME: at('state'),
    LANG: 'C.UTF-8',
  };
  const settingsOf = (cli: CliName, own: Readonly<Record<string, string>>) =>
    cliSettingsSchema.parse({ path: join(bin, cli), env: own });
  return {
    folder,
    workdir,
    env,
    settings: {
      claude: settingsOf('claude', {
        ANTHROPIC_BASE_URL: url,
        ANTHROPIC_API_KEY: 'test-key',
        CLAUDE_CONFIG_DIR: at('claude'),
      }),
      codex: settingsOf('codex', { CODEX_HOME: join(folder, 'codex'), LOOP_KEY: 'test-key' }),
      gemini: settingsOf('gemini', {
        GEMINI_API_KEY: 'test-key',
        GOOGLE_GEMINI_BASE_URL: url,
        TMPDIR: join(folder, 'tmp'),
      }),
    },
    dispose: () => {
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
