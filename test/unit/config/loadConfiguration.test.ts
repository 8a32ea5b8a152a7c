import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ConfigurationTexts } from '../../../src/config/loadConfiguration';
import { defaultConfiguration, loadConfiguration } from '../../../src/config/loadConfiguration';
import { formatProblem } from '../../../src/core/problem';
import { mcpJson, registryMd, taskRoutingMd } from './specification';

const registry = (text: string) => ({ file: '.claude/models/registry.md', text });
const routing = (text: string) => ({ file: '.claude/models/task-routing.md', text });
const template = (name: string, text: string) => ({ name, file: `.claude/models/prompts/${name}.md`, text });

const good: ConfigurationTexts = {
  registry: registry('models:\n  mine: { provider: acme, cli: mycli }\n'),
  routing: routing('development:\n  tests: { primary: mine, fallback: opus }\n'),
  mcp: { file: '.mcp.json', text: '{"mcpServers": {"pal": {"command": "${UVX:-uvx}"}}}' },
  settings: { file: 'mao.config.yaml', text: 'maxParallel: 3\nclis: { mycli: { path: /opt/mycli } }\n' },
  overrides: { repairRounds: 1 },
  templates: [template('schemas', 'Build {{section}}.'), template('tests', 'Test {{section}}.')],
};

describe('loadConfiguration', () => {
  it('is the defaults without any file, and with the files of the specification', () => {
    assert.deepEqual(loadConfiguration({}, {}), { configuration: defaultConfiguration(), problems: [] });
    const env = { OPENAI_API_KEY: '', GEMINI_API_KEY: '', ANTHROPIC_API_KEY: '' };
    const { configuration, problems } = loadConfiguration(
      { registry: registry(registryMd), routing: routing(taskRoutingMd), mcp: { file: '.mcp.json', text: mcpJson } },
      env,
    );
    assert.deepEqual(problems, []);
    assert.deepEqual({ ...configuration, mcpServers: new Map() }, defaultConfiguration());
    assert.deepEqual([...configuration.mcpServers.keys()], ['context7', 'pal']);
  });

  it('assembles all files', () => {
    const { configuration, problems } = loadConfiguration(good, { UVX: '/bin/uvx' });
    assert.deepEqual(problems, []);
    assert.equal(configuration.registry.get('mine')?.cli, 'mycli');
    assert.deepEqual(configuration.routing.development.get('tests'), { primary: 'mine', fallback: ['opus'] });
    assert.equal(configuration.mcpServers.get('pal')?.command, '/bin/uvx');
    assert.deepEqual([configuration.settings.maxParallel, configuration.settings.repairRounds], [3, 1]);
    assert.equal(configuration.templates.get('tests'), 'Test {{section}}.');
  });

  it('keeps the last good part of a file with errors', () => {
    const before = loadConfiguration(good, {}).configuration;
    const broken: ConfigurationTexts = {
      ...good,
      registry: registry('models: ['),
      mcp: { file: '.mcp.json', text: '{' },
      settings: { file: 'mao.config.yaml', text: 'maxParallel: many\n' },
      templates: [template('schemas', 'Build {{nothing}}.'), template('tests', 'Now test {{section}}.')],
    };
    const { configuration, problems } = loadConfiguration(broken, {}, before);
    assert.deepEqual(configuration.registry, before.registry);
    assert.deepEqual(configuration.routing, before.routing);
    assert.deepEqual(configuration.mcpServers, before.mcpServers);
    assert.deepEqual(configuration.settings, before.settings);
    assert.deepEqual([...configuration.templates.values()], ['Build {{section}}.', 'Now test {{section}}.']);
    assert.deepEqual(
      problems.map((problem) => formatProblem(problem).split(': error: ')[0]),
      [
        'mao.config.yaml:1:14',
        '.claude/models/registry.md:1:9',
        '.mcp.json:1:2',
        '.claude/models/prompts/schemas.md:1:7',
      ],
    );
  });

  it('falls back to the defaults when there was nothing good before', () => {
    const { configuration, problems } = loadConfiguration({ registry: registry(''), routing: routing('qa: 1') }, {});
    assert.deepEqual(configuration, defaultConfiguration());
    assert.equal(problems.length, 2);
  });

  it('goes back to the defaults for a file that was deleted', () => {
    const before = loadConfiguration(good, {}).configuration;
    assert.deepEqual(loadConfiguration({}, {}, before).configuration, defaultConfiguration());
  });

  it('never keeps a routing that names models which are gone', () => {
    const before = loadConfiguration(good, {}).configuration;
    const { configuration, problems } = loadConfiguration(
      { ...good, registry: registry('models:\n  other: { provider: x }\n') },
      {},
      before,
    );
    assert.equal(configuration.registry.has('mine'), false);
    assert.deepEqual(configuration.routing, defaultConfiguration().routing);
    assert.equal(problems.length, 1);
    assert.match(problems[0]?.message ?? '', /^There is no model "mine"/);
  });

  it('never throws, whatever the files hold, and always gives a configuration whose routes can be followed', () => {
    const piece = fc.constantFrom(
      'models:',
      ' ',
      '  ',
      '\n',
      '\t',
      '- ',
      'opus',
      ': ',
      '{',
      '}',
      '[',
      ']',
      '"',
      '```yaml\n',
      '```\n',
      '&a ',
      '*a',
      '${A}',
      '{{x}}',
      '#',
      'qa:',
      'weight: 5',
      '\r\n',
      '? ',
      '| ',
      '!!binary ',
      '<<: ',
    );
    const anyText = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 80 }),
      fc.array(piece, { maxLength: 40 }).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(anyText, (text) => {
        const found = { file: 'f', text };
        const { configuration, problems } = loadConfiguration(
          { registry: found, routing: found, mcp: found, settings: found, templates: [{ ...found, name: 'x' }] },
          {},
        );
        for (const area of [
          configuration.routing.development,
          configuration.routing.qa,
          configuration.routing.preFlight,
          configuration.routing.journal,
        ]) {
          for (const { primary } of area.values()) assert.ok(configuration.registry.has(primary));
        }
        const lines = text.split('\n').length;
        assert.ok(problems.every(({ line, column }) => line >= 1 && line <= lines && column >= 1));
      }),
      { numRuns: 300 },
    );
  });
});
