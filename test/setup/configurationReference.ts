import * as z from 'zod';
import { jsonSchemas } from '../../src/config/jsonSchemas';

/** What the reference shows of a JSON schema. */
interface Node {
  readonly type?: string | readonly string[] | undefined;
  readonly description?: string | undefined;
  readonly default?: unknown;
  readonly enum?: readonly unknown[] | undefined;
  readonly anyOf?: readonly Node[] | undefined;
  readonly items?: Node | undefined;
  readonly properties?: Readonly<Record<string, Node>> | undefined;
  readonly additionalProperties?: Node | boolean | undefined;
}

const nodeSchema: z.ZodType<Node> = z.object({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  description: z.string().optional(),
  default: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  anyOf: z.lazy(() => z.array(nodeSchema)).optional(),
  items: z.lazy(() => nodeSchema).optional(),
  properties: z.lazy(() => z.record(z.string(), nodeSchema)).optional(),
  additionalProperties: z.lazy(() => z.union([nodeSchema, z.boolean()])).optional(),
});

interface Row {
  readonly key: string;
  readonly node: Node;
}

/** Every key that can be written, with dots between the levels and `<name>` where the user chooses the name. */
function rowsOf(node: Node, prefix = ''): readonly Row[] {
  const key = (name: string) => (prefix === '' ? name : `${prefix}.${name}`);
  const named = Object.entries(node.properties ?? {}).flatMap(([name, child]) => rowsOf(child, key(name)));
  const { additionalProperties: free } = node;
  const chosen = typeof free === 'object' && free.properties ? rowsOf(free, key('<name>')) : [];
  const below = [...named, ...chosen];
  const self = prefix !== '' && (below.length === 0 || node.description !== undefined) ? [{ key: prefix, node }] : [];
  return [...self, ...below];
}

function valuesOf(node: Node): string {
  if (node.enum) return node.enum.map((value) => `\`${String(value)}\``).join(', ');
  if (node.anyOf) return [...new Set(node.anyOf.map(valuesOf))].join(', or ');
  if (node.type === 'array') return `list of ${node.items ? valuesOf(node.items) : 'values'}`;
  if (node.type === 'object') return 'mapping';
  if (node.type === 'null') return 'empty';
  return Array.isArray(node.type) ? node.type.join(' or ') : String(node.type ?? 'any');
}

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

function table(schema: Node): string {
  const rows = rowsOf(schema).map(({ key, node }) => {
    const isEmpty = typeof node.default === 'object' && node.default !== null && Object.keys(node.default).length === 0;
    const preset =
      node.default === undefined || node.default === null || isEmpty ? '' : `\`${JSON.stringify(node.default)}\``;
    return `| \`${key}\` | ${cell(valuesOf(node))} | ${cell(preset)} | ${cell(node.description ?? '')} |`;
  });
  return ['| key | values | default | |', '|---|---|---|---|', ...rows].join('\n');
}

const chapters = [
  {
    schema: 'mao.config.schema.json',
    text: `## Your machine: \`mao.config.yaml\`, and \`mao.*\` in VS Code

In your config folder (\`~/.config/mao\` on Linux, \`~/Library/Application Support/mao\` on macOS, \`%APPDATA%\\mao\` on Windows), or the file
that \`--config\` names. VS Code has the same keys as settings (\`mao.limits.idleSeconds\`); those win. A workspace can set none of
them, since they say what is started on your machine. VS Code alone has \`mao.prd\`, the workspace's PRD.`,
  },
  {
    schema: 'registry.schema.json',
    text: `## Models: \`.claude/models/registry.md\`

YAML, in a fenced block or bare. An entry changes the built-in model of its name, or adds one.`,
  },
  {
    schema: 'task-routing.schema.json',
    text: `## Who does what: \`.claude/models/task-routing.md\`

YAML, in a fenced block or bare. What is left out is as built in.`,
  },
  {
    schema: 'mcp.schema.json',
    text: `## MCP servers: \`.mcp.json\`

JSON, the format of Claude Code. Each command is shown and approved once; one changed byte asks again.`,
  },
] as const;

/** The text of docs/configuration.md, from the schemas that the files are read with. */
export function configurationReference(): string {
  const schemas = jsonSchemas();
  const parts = chapters.map(({ schema, text }) => `${text}\n\n${table(nodeSchema.parse(schemas[schema]))}\n`);
  return `# Configuration reference

Written by \`npm run reference\` from the schemas that MAO reads the files with. What the files are for: [user guide](user-guide.md#configuration).
A mistake in one of them is a problem at its line, and the last good state stays in force.

${parts.join('\n')}`;
}
