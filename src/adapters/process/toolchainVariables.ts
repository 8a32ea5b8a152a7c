import type { Environment } from './childEnvironment';

/**
 * Where a project's tools lie and which of them it uses: without these a compiler that is not in its usual place is not
 * found (`RUSTUP_HOME` in a container, `JAVA_HOME`). Checks get them beside what every program gets; none holds a secret.
 */
export const toolchainVariables: readonly string[] = [
  ...['JAVA_HOME', 'MAVEN_HOME', 'M2_HOME', 'MAVEN_OPTS', 'GRADLE_HOME', 'GRADLE_USER_HOME', 'GRADLE_OPTS'],
  ...['SDKMAN_DIR', 'ANDROID_HOME', 'ANDROID_SDK_ROOT', 'ANDROID_NDK_HOME', 'KOTLIN_HOME', 'JDK_HOME'],
  ...['GOROOT', 'GOPATH', 'GOBIN', 'GOCACHE', 'GOMODCACHE', 'GOFLAGS', 'GOTOOLCHAIN', 'GOWORK', 'CGO_ENABLED'],
  ...['CARGO_HOME', 'CARGO_TARGET_DIR', 'RUSTUP_HOME', 'RUSTUP_TOOLCHAIN', 'RUSTFLAGS'],
  ...['VIRTUAL_ENV', 'CONDA_PREFIX', 'CONDA_DEFAULT_ENV', 'PYENV_ROOT', 'PYENV_VERSION', 'PYTHONPATH', 'PYTHONHOME'],
  ...['POETRY_HOME', 'UV_CACHE_DIR', 'UV_PYTHON', 'UV_PYTHON_INSTALL_DIR'],
  ...['NVM_DIR', 'FNM_DIR', 'VOLTA_HOME', 'PNPM_HOME', 'COREPACK_HOME', 'BUN_INSTALL', 'NODE_PATH'],
  ...['PLAYWRIGHT_BROWSERS_PATH', 'CHROME_BIN', 'PUPPETEER_EXECUTABLE_PATH', 'CYPRESS_CACHE_FOLDER'],
  ...['ASDF_DIR', 'ASDF_DATA_DIR', 'MISE_DATA_DIR', 'RBENV_ROOT', 'GEM_HOME', 'GEM_PATH', 'BUNDLE_PATH'],
  ...['DOTNET_ROOT', 'NUGET_PACKAGES', 'CC', 'CXX', 'CFLAGS', 'CXXFLAGS', 'LDFLAGS', 'PKG_CONFIG_PATH'],
];

/** Those of them that are set in an environment. */
function toolchainEnvironment(environment: Environment): Readonly<Record<string, string>> {
  const set = toolchainVariables.flatMap((name) => {
    const value = environment[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(set);
}

/**
 * The environment that checks get beside what every program gets. Python keeps no compiled files: it knows a changed source by its second
 * and size only, and would go on with the old one where a repair follows at once.
 */
export function checksEnvironment(environment: Environment): Readonly<Record<string, string>> {
  return { ...toolchainEnvironment(environment), CI: '1', PYTHONDONTWRITEBYTECODE: '1' };
}
