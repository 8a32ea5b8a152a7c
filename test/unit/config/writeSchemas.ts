import { mkdirSync, writeFileSync } from 'node:fs';
import { jsonSchemas } from '../../../src/config/jsonSchemas';

const folder = 'resources/schemas';

mkdirSync(folder, { recursive: true });
for (const [name, schema] of Object.entries(jsonSchemas())) {
  writeFileSync(`${folder}/${name}`, `${JSON.stringify(schema, null, 2)}\n`);
}
