import type { Configuration } from '../core/configuration';
import type { Problem, WithProblems } from '../core/problem';
import type { ModelRegistry } from '../core/modelSpec';
import type { Routing } from '../core/route';
import { defaultRegistry } from './defaultRegistry';
import { defaultRouting } from './defaultRouting';
import { mergeMachineSettings } from './mergeMachineSettings';
import { defaultMachineSettings, readMachineSettings } from './readMachineSettings';
import { readMcpConfig } from './readMcpConfig';
import { readRegistry } from './readRegistry';
import { readRouting } from './readRouting';
import { readTemplate } from './readTemplate';

/** A configuration file as it is now; `file` is the path that problems name. */
export interface FileText {
  readonly file: string;
  readonly text: string;
}

/** The texts of all configuration files; one that is not there is undefined. `overrides` are the shell's own settings. */
export interface ConfigurationTexts {
  readonly registry?: FileText | undefined;
  readonly routing?: FileText | undefined;
  readonly mcp?: FileText | undefined;
  readonly settings?: FileText | undefined;
  readonly overrides?: Readonly<Record<string, unknown>> | undefined;
  /** Prompt templates; `name` is the file's name without `.md`. */
  readonly templates?: readonly (FileText & { readonly name: string })[] | undefined;
}

/** A configuration in force, and the problems of the files as they are now. */
export interface LoadedConfiguration {
  readonly configuration: Configuration;
  readonly problems: readonly Problem[];
}

/** The specification's defaults: what holds without any file. */
export function defaultConfiguration(): Configuration {
  return {
    registry: defaultRegistry(),
    routing: defaultRouting(),
    mcpServers: new Map(),
    templates: new Map(),
    settings: defaultMachineSettings(),
  };
}

/** Whether every model that the routes name is in the registry: a kept routing may be older than the registry. */
function fits(routing: Routing, registry: ModelRegistry): boolean {
  const routes = [routing.development, routing.qa, routing.preFlight, routing.journal].flatMap((area) => [
    ...area.values(),
  ]);
  return routes.every(({ primary, fallback }) => [primary, ...fallback].every((id) => registry.has(id)));
}

/**
 * Assembles the configuration. A file that is not there means the defaults; one with an error keeps what `previous` had of it
 * (the last good one), else the defaults. Templates likewise, one by one. What comes out is valid as a whole.
 */
export function loadConfiguration(
  texts: ConfigurationTexts,
  env: Readonly<Record<string, string | undefined>>,
  previous?: Configuration,
): LoadedConfiguration {
  const defaults = defaultConfiguration();
  const problems: Problem[] = [];
  const take = <T>(
    file: FileText | undefined,
    missing: T,
    kept: T | undefined,
    read: (file: FileText) => WithProblems<T | undefined>,
  ): T => {
    if (!file) return missing;
    const { value, problems: found } = read(file);
    problems.push(...found);
    return value ?? kept ?? missing;
  };

  const fromFile = take(texts.settings, defaults.settings, previous?.settings, ({ text, file }) =>
    readMachineSettings(text, file),
  );
  const settings = mergeMachineSettings(fromFile, texts.overrides ?? {});
  problems.push(...settings.problems);
  const registry = take(texts.registry, defaults.registry, previous?.registry, ({ text, file }) =>
    readRegistry(text, file, Object.keys(settings.value.clis)),
  );
  const keptRouting = previous && fits(previous.routing, registry) ? previous.routing : undefined;
  const routing = take(texts.routing, defaults.routing, keptRouting, ({ text, file }) =>
    readRouting(text, file, registry),
  );
  const mcpServers = take(texts.mcp, defaults.mcpServers, previous?.mcpServers, ({ text, file }) =>
    readMcpConfig(text, file, env),
  );
  const templates = new Map<string, string>();
  for (const { name, ...template } of texts.templates ?? []) {
    const text = take(template, undefined, previous?.templates.get(name), (found) =>
      readTemplate(name, found.text, found.file),
    );
    if (text !== undefined) templates.set(name, text);
  }
  return { configuration: { registry, routing, mcpServers, templates, settings: settings.value }, problems };
}
