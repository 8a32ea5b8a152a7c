import * as z from 'zod';
import { transportSchema } from '../core/modelSpec';

const modelId = z.string().regex(/^[\w.:/@+][\w.:/@+-]*$/, 'use letters, digits and . : / @ + - _');
/** It becomes an argument of a program: a CLI would take what begins with a dash for an option. */
const modelName = z.string().regex(/^[^\s-]\S*$/, 'begin it with no dash and use no spaces');
const taskId = z.string().regex(/^[\w -]+$/, 'use letters, digits, - and _');

/** One entry of the registry file. For a model of the default roster every field is optional: it changes what it names. */
const modelEntrySchema = z.strictObject({
  provider: z
    .string()
    .min(1)
    .optional()
    .describe(
      'The vendor: anthropic, google, openai, deepseek, ollama… Required for models that are not in the default roster.',
    ),
  cli: z
    .string()
    .min(1)
    .nullable()
    .optional()
    .describe(
      'The CLI that runs the model: claude, gemini, openai, codex, ollama, or one named under "clis" in mao.config.yaml. None: only over PAL.',
    ),
  capabilities: z.array(z.string()).optional().describe('What the model is good at, for the orchestrator.'),
  thinking: z
    .string()
    .min(1)
    .nullable()
    .optional()
    .describe('How hard it thinks: megathink, ultrathink, think hard, max, high, standard.'),
  role: z
    .string()
    .min(1)
    .optional()
    .describe('What it does in a run: orchestrator, worker, checker, analyzer, drafter, coder, validator.'),
  model: modelName
    .optional()
    .describe("The model id that the CLI gets. Default: that of the roster, else the entry's own id."),
  transport: transportSchema.optional().describe('How MAO reaches the model.'),
  timeout: z.number().positive().optional().describe('Limit of one attempt, in seconds.'),
  maxParallel: z.int().positive().optional().describe('Most attempts at once.'),
});

/** `.claude/models/registry.md` (the YAML in it). */
export const registryFileSchema = z.strictObject({
  models: z.record(modelId, modelEntrySchema).describe('The models by id.'),
});

const routeEntrySchema = z.strictObject({
  primary: z.string().min(1).describe('The model that does it.'),
  fallback: z
    .union([z.string().min(1), z.array(z.string().min(1))])
    .optional()
    .describe('Who takes over when it fails, in order; Opus comes last in any case.'),
});

const dimensionEntrySchema = routeEntrySchema.extend({
  weight: z
    .number()
    .min(0)
    .max(100)
    .optional()
    .describe('Share of the QA score in percent; all together 100. 0 leaves the dimension out.'),
});

const routes = z.record(taskId, routeEntrySchema);

/** `.claude/models/task-routing.md` (the YAML in it). */
export const routingFileSchema = z.strictObject({
  development: routes
    .optional()
    .describe('Workstreams: schema_design, storage_layer, core_logic, implementation, tests, or your own.'),
  qa: z
    .record(taskId, dimensionEntrySchema)
    .optional()
    .describe(
      'QA dimensions: prd_compliance, error_handling, type_safety, architecture, security, or your own with a weight.',
    ),
  pre_flight: routes.optional().describe('Checks before planning: dependency_check.'),
  journal: routes.optional().describe('Perspectives of the journal: technical, process, creative.'),
});

/** One server of `.mcp.json`; what other programs keep there is none of MAO's business. */
const mcpServerSchema = z.looseObject({
  type: z.string().optional().describe('MAO speaks to servers of type stdio.'),
  command: z.string().min(1).optional(),
  args: z.array(z.string()).optional(),
  env: z.record(z.string(), z.string()).optional().describe('${VAR} and ${VAR:-default} are expanded.'),
  url: z.string().optional(),
});

/** `.mcp.json`. */
export const mcpFileSchema = z.looseObject({
  mcpServers: z.record(z.string(), mcpServerSchema).describe('The MCP servers by name. MAO uses "pal".'),
});

export type RegistryFile = z.infer<typeof registryFileSchema>;
export type RoutingFile = z.infer<typeof routingFileSchema>;
export type McpFile = z.infer<typeof mcpFileSchema>;
