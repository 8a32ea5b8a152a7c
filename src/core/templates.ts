import * as z from 'zod';

/** The texts that ship in one file (`dist/templates.json`): what Initialize writes and the sample project, each by its path. */
export const templatesSchema = z.object({
  init: z.record(z.string(), z.string()),
  sample: z.record(z.string(), z.string()),
});

export type Templates = Readonly<z.infer<typeof templatesSchema>>;
