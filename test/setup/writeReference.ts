// npm run reference: writes what is made from the configuration's schemas, the JSON schemas and docs/configuration.md.
import { mkdirSync, writeFileSync } from 'node:fs';
import { jsonSchemas } from '../../src/config/jsonSchemas';
import { configurationReference } from './configurationReference';

mkdirSync('resources/schemas', { recursive: true });
for (const [name, schema] of Object.entries(jsonSchemas())) {
  writeFileSync(`resources/schemas/${name}`, `${JSON.stringify(schema, null, 2)}\n`);
}
writeFileSync('docs/configuration.md', configurationReference());
