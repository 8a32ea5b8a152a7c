import * as z from 'zod';

/**
 * A command line with which MAO starts a model CLI, for the user to see and approve: exact argv (the prompt goes over
 * stdin), where it runs, whose account pays, and the models of the registry that are reached by it.
 */
export const modelCommandSchema = z.object({
  cli: z.string(),
  models: z.array(z.string()),
  commandLine: z.array(z.string()),
  cwd: z.string(),
  pays: z.string(),
});

export type ModelCommand = Readonly<z.infer<typeof modelCommandSchema>>;
