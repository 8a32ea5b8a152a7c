/** The variables of the parent environment that git may see; everything else, and every `GIT_*`, is left out. */
const kept = [
  'PATH',
  'HOME',
  'XDG_CONFIG_HOME',
  'TMPDIR',
  'TEMP',
  'TMP',
  'SystemRoot',
  'SYSTEMROOT',
  'USERPROFILE',
  'HOMEDRIVE',
  'HOMEPATH',
  'APPDATA',
  'ProgramData',
  'PATHEXT',
];

const common = {
  LC_ALL: 'C',
  LANG: 'C',
  GIT_TERMINAL_PROMPT: '0',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_NO_LAZY_FETCH: '1',
  GIT_ADVICE: '0',
  GIT_PAGER: 'cat',
  GIT_EDITOR: ':',
};

/** The environment of a git that reads the user's own configuration (where the repository is, what it ignores). */
export function userGitEnvironment(parent: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const taken = Object.entries(parent).flatMap(([name, value]) =>
    value !== undefined && kept.includes(name) ? [[name, value] as const] : [],
  );
  return { ...Object.fromEntries(taken), ...common };
}

/** The environment of a git that works in MAO's repository: no configuration or attributes of user and system. */
export function ownGitEnvironment(parent: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return {
    ...userGitEnvironment(parent),
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_SYSTEM: '/dev/null',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_ATTR_NOSYSTEM: '1',
  };
}

const safe = {
  'core.hooksPath': '/dev/null',
  'core.fsmonitor': 'false',
  'core.untrackedCache': 'false',
  'core.quotePath': 'false',
  'gc.auto': '0',
  'maintenance.auto': 'false',
  'submodule.recurse': 'false',
  'protocol.allow': 'never',
};

const raw = {
  'core.attributesFile': '/dev/null',
  'core.autocrlf': 'false',
  'core.safecrlf': 'false',
  'core.splitIndex': 'false',
  'core.sparseCheckout': 'false',
  'index.sparse': 'false',
  'filter.lfs.process': '',
  'filter.lfs.clean': '',
  'filter.lfs.smudge': '',
  'filter.lfs.required': 'false',
  'merge.directoryRenames': 'false',
  'merge.conflictStyle': 'merge',
  'diff.renameLimit': '2000',
  'diff.external': '',
};

const toArguments = (settings: Readonly<Record<string, string>>) =>
  Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`]);

/** Settings under which git runs nothing but itself. */
export const safeSettings: readonly string[] = toArguments(safe);

/** `safeSettings`, and bytes pass as they are: no end-of-line conversion, no filters. */
export const rawSettings: readonly string[] = toArguments({ ...safe, ...raw });
