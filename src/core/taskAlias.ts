/** The development tasks of the specification, in the order in which its table lists them. */
export const developmentTasks = ['schemas', 'storage', 'core_logic', 'implementation', 'tests'] as const;

const aliases: ReadonlyMap<string, string> = new Map([
  ...developmentTasks.map((task) => [task, task] as const),
  ['schema_design', 'schemas'],
  ['storage_layer', 'storage'],
]);

/** Every name of the specification's development tasks. */
export const developmentWords: readonly string[] = [...aliases.keys()];

/** Whether an id is one of the specification's development tasks, however it is written. */
export function isDevelopmentTask(id: string): boolean {
  return developmentTasks.some((task) => task === developmentTaskOf(id));
}

/**
 * The id under which MAO knows a development task: the specification's `schema_design` and `storage_layer` are `schemas`
 * and `storage`; spelling variants of the known ids (`Core Logic`, `core-logic`) too. Any other id comes back trimmed.
 */
export function developmentTaskOf(id: string): string {
  const trimmed = id.trim();
  return aliases.get(trimmed.toLowerCase().replace(/[\s-]+/g, '_')) ?? trimmed;
}
