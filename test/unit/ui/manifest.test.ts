import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import * as z from 'zod';
import { machineSettingsSchema } from '../../../src/core/machineSettings';
import {
  commandIds,
  contextKeys,
  machineSettingKeys,
  offerPalSetting,
  panelType,
  planLanguage,
  viewIds,
} from '../../../src/ui/contributions';

const menuItem = z.object({ command: z.string(), when: z.string() });
const manifest = z
  .object({
    main: z.string(),
    icon: z.string(),
    bin: z.record(z.string(), z.string()),
    extensionKind: z.array(z.string()),
    activationEvents: z.array(z.string()),
    engines: z.object({ vscode: z.string() }),
    capabilities: z.object({
      untrustedWorkspaces: z.object({ supported: z.string(), restrictedConfigurations: z.array(z.string()) }),
      virtualWorkspaces: z.object({ supported: z.boolean(), description: z.string() }),
    }),
    contributes: z.object({
      commands: z.array(z.object({ command: z.string(), title: z.string(), category: z.string() })),
      menus: z.record(z.string(), z.array(menuItem)),
      // Strict: VS Code says nothing of a key that it does not know.
      views: z.record(
        z.string(),
        z.array(
          z.strictObject({
            id: z.string(),
            name: z.string(),
            icon: z.string(),
            contextualTitle: z.string(),
            initialSize: z.number(),
            visibility: z.literal('collapsed').optional(),
          }),
        ),
      ),
      viewsWelcome: z.array(z.object({ view: z.string(), contents: z.string(), when: z.string() })),
      languages: z.array(z.object({ id: z.string(), configuration: z.string() })),
      grammars: z.array(z.object({ language: z.string(), path: z.string() })),
      jsonValidation: z.array(z.object({ url: z.string() })),
      yamlValidation: z.array(z.object({ url: z.string() })),
      configuration: z.array(
        z.object({
          title: z.string(),
          properties: z.record(
            z.string(),
            z.object({ scope: z.string(), default: z.unknown(), markdownDescription: z.string() }),
          ),
        }),
      ),
    }),
  })
  .parse(JSON.parse(readFileSync('package.json', 'utf8')));
const nls = z.record(z.string(), z.string()).parse(JSON.parse(readFileSync('package.nls.json', 'utf8')));
const { contributes } = manifest;
const settings = Object.fromEntries(contributes.configuration.flatMap(({ properties }) => Object.entries(properties)));
const sorted = (values: Iterable<string>) => [...values].sort();

/** The value at `limits.idleSeconds`. */
function at(value: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((inner, key) => (inner instanceof Object ? Reflect.get(inner, key) : undefined), value);
}

/** The leaves of the schema's defaults as dotted keys; records and lists are leaves. */
function leaves(value: unknown, prefix = ''): string[] {
  const isGroup = prefix === '' || (value instanceof Object && !Array.isArray(value) && Object.keys(value).length > 0);
  if (!isGroup || !(value instanceof Object)) return [prefix];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, prefix === '' ? key : `${prefix}.${key}`));
}

describe('manifest', () => {
  it('has exactly the commands that the shell registers', () => {
    assert.deepEqual(sorted(contributes.commands.map(({ command }) => command)), sorted(Object.values(commandIds)));
    assert.ok(contributes.commands.every(({ category }) => category === 'MAO'));
  });

  it('names only its own commands, views and context keys', () => {
    const commands = new Set<string>(Object.values(commandIds));
    const views = new Set<string>(Object.values(viewIds));
    const keys = new Set<string>([...Object.values(contextKeys), ...views]);
    const items = Object.values(contributes.menus).flat();
    assert.deepEqual(
      items.filter(({ command }) => !commands.has(command)),
      [],
    );
    const clauses = [...items.map(({ when }) => when), ...contributes.viewsWelcome.map(({ when }) => when)];
    const named = clauses.flatMap((clause) => clause.match(/\bmao\.\w+/g) ?? []);
    assert.deepEqual(
      named.filter((key) => !keys.has(key)),
      [],
    );
    assert.deepEqual(sorted((contributes.views['mao'] ?? []).map(({ id }) => id)), sorted(views));
    assert.ok(contributes.viewsWelcome.every(({ view }) => views.has(view)));
  });

  it('hides internal commands from the palette', () => {
    const hidden = (contributes.menus['commandPalette'] ?? [])
      .filter(({ when }) => when === 'false')
      .map(({ command }) => command);
    assert.deepEqual(
      sorted(hidden),
      sorted([
        commandIds.qaPath,
        commandIds.refresh,
        commandIds.openSection,
        commandIds.openDiff,
        commandIds.cancelWorkstream,
        commandIds.stopWorkstream,
        commandIds.openWorkstreamChanges,
        commandIds.openFinding,
        commandIds.dismissFinding,
        commandIds.restoreFinding,
        commandIds.copyRunId,
        commandIds.deleteRun,
      ]),
    );
  });

  it('has every text in package.nls.json, and no text too many', () => {
    const used = [...readFileSync('package.json', 'utf8').matchAll(/"%([^%"]+)%"/g)].map((match) => match[1] ?? '');
    assert.deepEqual(sorted(new Set(used)), sorted(Object.keys(nls)));
    assert.ok(contributes.commands.every(({ title }) => title.startsWith('%')));
    assert.ok(Object.values(settings).every(({ markdownDescription }) => markdownDescription.startsWith('%')));
  });

  it('leads from welcome texts only to commands that exist', () => {
    const links = Object.values(nls).flatMap((text) => text.match(/command:mao\.\w+/g) ?? []);
    assert.ok(links.length > 0);
    const commands = new Set<string>(Object.values(commandIds));
    assert.deepEqual(
      links.filter((link) => !commands.has(link.slice('command:'.length))),
      [],
    );
  });

  it("has the user's configuration keys as machine settings with the same defaults", () => {
    const defaults = machineSettingsSchema.parse({});
    assert.deepEqual(sorted(machineSettingKeys), sorted(leaves(defaults)));
    assert.deepEqual(
      sorted(Object.keys(settings)),
      sorted(['mao.prd', offerPalSetting, ...machineSettingKeys.map((key) => `mao.${key}`)]),
    );
    for (const key of machineSettingKeys) {
      assert.equal(settings[`mao.${key}`]?.scope, 'machine', key);
      assert.deepEqual(settings[`mao.${key}`]?.default, at(defaults, key), key);
    }
  });

  it('lets a workspace set nothing that names programs', () => {
    const { untrustedWorkspaces, virtualWorkspaces } = manifest.capabilities;
    assert.equal(untrustedWorkspaces.supported, 'limited');
    assert.deepEqual(
      sorted(untrustedWorkspaces.restrictedConfigurations),
      sorted(machineSettingKeys.map((key) => `mao.${key}`)),
    );
    assert.equal(virtualWorkspaces.supported, false);
  });

  it('gives plan documents a language of their own, which is what activates MAO for them', () => {
    const [language] = contributes.languages;
    assert.deepEqual([language?.id, contributes.grammars[0]?.language], [planLanguage, planLanguage]);
    for (const file of [language?.configuration, contributes.grammars[0]?.path]) {
      assert.ok(existsSync(file ?? ''), file);
    }
  });

  it('points to schemas that are there', () => {
    const urls = [...contributes.jsonValidation, ...contributes.yamlValidation].map(({ url }) => url);
    assert.deepEqual(
      urls.filter((url) => !existsSync(url)),
      [],
    );
  });

  it('is activated by views, commands, its own panel and rehearsals only', () => {
    // The second is the window of a rehearsal: wakeRehearsal does nothing in any other folder.
    assert.deepEqual(manifest.activationEvents, [
      `onWebviewPanel:${panelType}`,
      'workspaceContains:REHEARSAL.md',
      'workspaceContains:.mao/runs',
    ]);
    assert.deepEqual(manifest.extensionKind, ['workspace']);
    assert.equal(manifest.main, './dist/extension.js');
    assert.deepEqual(manifest.bin, { mao: 'dist/mao.js' });
    assert.ok(existsSync(manifest.icon));
  });
});
