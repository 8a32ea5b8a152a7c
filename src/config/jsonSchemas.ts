import * as z from 'zod';
import { machineSettingsSchema } from '../core/machineSettings';
import { mcpFileSchema, registryFileSchema, routingFileSchema } from './fileSchemas';

const schemas = {
  'registry.schema.json': { title: 'MAO model registry', schema: registryFileSchema },
  'task-routing.schema.json': { title: 'MAO task routing', schema: routingFileSchema },
  'mcp.schema.json': { title: 'MCP servers', schema: mcpFileSchema },
  'mao.config.schema.json': { title: 'MAO machine settings', schema: machineSettingsSchema },
} as const;

/** The JSON schemas of the four configuration files by file name, as they are kept in `resources/schemas`. */
export function jsonSchemas(): Readonly<Record<string, object>> {
  return Object.fromEntries(
    Object.entries(schemas).map(([name, { title, schema }]) => [
      name,
      { title, ...z.toJSONSchema(schema, { io: 'input' }) },
    ]),
  );
}
