/** The CLIs for which variables of their own are known; a generic CLI gets the common list only. */
export type KnownCli = 'claude' | 'codex' | 'gemini';

export type Environment = Readonly<Record<string, string | undefined>>;

/** What every CLI inherits: path, home, locale, terminal, temp, certificates, proxies, and what Windows needs to start a program. */
export const commonVariables: readonly string[] = [
  ...['PATH', 'HOME', 'USER', 'LOGNAME', 'SHELL', 'LANG', 'LANGUAGE', 'TZ', 'TERM', 'COLORTERM', 'NO_COLOR'],
  ...['TMPDIR', 'TMP', 'TEMP', 'DBUS_SESSION_BUS_ADDRESS'],
  ...['NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE', 'SSL_CERT_DIR', 'REQUESTS_CA_BUNDLE', 'CURL_CA_BUNDLE'],
  ...['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'NO_PROXY', 'http_proxy', 'https_proxy', 'all_proxy', 'no_proxy'],
  ...[
    'USERPROFILE',
    'HOMEDRIVE',
    'HOMEPATH',
    'USERNAME',
    'USERDOMAIN',
    'APPDATA',
    'LOCALAPPDATA',
    'PUBLIC',
    'ALLUSERSPROFILE',
  ],
  ...[
    'SystemRoot',
    'SystemDrive',
    'windir',
    'ComSpec',
    'PATHEXT',
    'OS',
    'NUMBER_OF_PROCESSORS',
    'PROCESSOR_ARCHITECTURE',
  ],
  ...['ProgramData', 'ProgramFiles', 'ProgramFiles(x86)', 'ProgramW6432', 'CommonProgramFiles', 'PSModulePath'],
];

/** Families of variables, by prefix. */
export const commonPrefixes: readonly string[] = ['LC_', 'XDG_'];

/** Where each CLI keeps its configuration and sign-in, and which plan or certificate it uses; no secrets. */
export const ownVariables: Readonly<Record<KnownCli, readonly string[]>> = {
  claude: ['CLAUDE_CONFIG_DIR'],
  codex: ['CODEX_HOME', 'CODEX_CA_CERTIFICATE'],
  gemini: ['GEMINI_CLI_HOME', 'GOOGLE_CLOUD_PROJECT', 'GOOGLE_CLOUD_LOCATION', 'GEMINI_CLI_SYSTEM_DEFAULTS_PATH'],
};

/** Sign-ins of subscriptions for machines without a browser (`claude setup-token` makes the first): they pass, they bill no API. */
export const subscriptionVariables: Readonly<Record<KnownCli, readonly string[]>> = {
  claude: ['CLAUDE_CODE_OAUTH_TOKEN'],
  codex: ['CODEX_ACCESS_TOKEN'],
  gemini: ['GOOGLE_GENAI_USE_GCA', 'GOOGLE_CLOUD_ACCESS_TOKEN'],
};

/** API keys and what switches to billing by use; they pass only when the user opted in, since subscriptions pay, not APIs. */
export const keyVariables: Readonly<Record<KnownCli, readonly string[]>> = {
  claude: ['ANTHROPIC_API_KEY', 'ANTHROPIC_AUTH_TOKEN'],
  codex: ['OPENAI_API_KEY', 'CODEX_API_KEY'],
  gemini: ['GEMINI_API_KEY', 'GOOGLE_API_KEY', 'GOOGLE_APPLICATION_CREDENTIALS', 'GOOGLE_GENAI_USE_VERTEXAI'],
};

export interface ChildEnvironmentOptions {
  readonly allowApiKeys: boolean;
  /** The user's own `clis.*.env`: always passes and always wins. */
  readonly extra: Readonly<Record<string, string>>;
  readonly platform?: NodeJS.Platform;
}

/** The whole environment of a CLI: what the allow-list lets through of the parent's, then `extra`. */
export function childEnvironment(
  parent: Environment,
  cli: string,
  options: ChildEnvironmentOptions,
): Readonly<Record<string, string>> {
  const windows = (options.platform ?? process.platform) === 'win32';
  const fold = (name: string) => (windows ? name.toUpperCase() : name);
  const known = isKnownCli(cli) ? cli : undefined;
  const names = [
    ...commonVariables,
    ...(known ? [...ownVariables[known], ...subscriptionVariables[known]] : []),
    ...(known && options.allowApiKeys ? keyVariables[known] : []),
  ];
  const allowed = new Set(names.map(fold));
  const passes = (name: string) =>
    allowed.has(fold(name)) || commonPrefixes.some((prefix) => fold(name).startsWith(prefix));
  const child: Record<string, string> = {};
  for (const [name, value] of Object.entries(parent)) {
    if (value !== undefined && passes(name)) child[name] = value;
  }
  for (const [name, value] of Object.entries(options.extra)) {
    // Windows knows no case in names: `Path` of the parent must not stand beside `PATH` of the user's settings.
    const same = Object.keys(child).filter((other) => fold(other) === fold(name));
    for (const other of same) Reflect.deleteProperty(child, other);
    child[name] = value;
  }
  return Object.freeze(child);
}

/** Whether MAO knows this CLI itself, not as a generic one. */
export function isKnownCli(cli: string): cli is KnownCli {
  return Object.hasOwn(ownVariables, cli);
}
