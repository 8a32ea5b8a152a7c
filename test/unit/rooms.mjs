/**
 * The import table of docs/architecture.md: which rooms and which packages each room of src may import.
 * ESLint and architecture.test.ts both read it, so that there is one truth.
 */
export const rooms = {
  core: { mayImport: [], packages: ['zod'] },
  config: { mayImport: ['core'], packages: ['yaml', 'zod'] },
  prd: { mayImport: ['core'], packages: ['markdown-it', 'github-slugger'] },
  planning: { mayImport: ['core'], packages: [] },
  qa: { mayImport: ['core'], packages: [] },
  journal: { mayImport: ['core'], packages: [] },
  synthesis: { mayImport: ['core'], packages: [] },
  orchestration: { mayImport: ['core', 'planning', 'synthesis', 'qa', 'journal'], packages: [] },
  adapters: {
    mayImport: ['core'],
    packages: ['execa', '@modelcontextprotocol/sdk', 'strip-json-comments', 'zod', 'node:'],
  },
  workspace: { mayImport: ['core'], packages: ['node:'] },
  presentation: { mayImport: ['core'], packages: ['diff', 'zod'] },
  engine: {
    mayImport: [
      'core',
      'config',
      'prd',
      'planning',
      'qa',
      'journal',
      'synthesis',
      'orchestration',
      'adapters',
      'workspace',
    ],
    packages: ['node:'],
  },
  ui: {
    mayImport: ['core', 'config', 'prd', 'planning', 'qa', 'journal', 'synthesis', 'orchestration', 'presentation'],
    packages: ['vscode', 'node:', 'zod'],
  },
  cli: {
    mayImport: [
      'core',
      'config',
      'prd',
      'planning',
      'qa',
      'journal',
      'synthesis',
      'orchestration',
      'adapters',
      'workspace',
      'presentation',
    ],
    packages: ['commander', 'diff', 'node:', 'zod'],
  },
};

/** The composition roots: files directly in src, the only ones that know every room. */
export const roots = ['extension.ts', 'shell.ts', 'cli.ts', 'engine.ts', 'palWorker.ts', 'guard.ts'];

/** No source file is longer than this. */
export const maxLines = 250;
