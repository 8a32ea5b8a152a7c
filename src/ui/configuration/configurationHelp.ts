import {
  CompletionItem,
  CompletionItemKind,
  Hover,
  languages,
  MarkdownString,
  Range,
  Uri,
  workspace,
  type CompletionItemProvider,
  type Disposable,
  type HoverProvider,
  type Position,
  type TextDocument,
} from 'vscode';
import * as z from 'zod/mini';
import { cursorAt, type ConfigurationCursor } from '../../config/cursorAt';
import { describeAt, suggestAt, type ConfigurationFileKind, type KnownNames } from '../../config/suggestAt';
import type { Engine } from '../../orchestration/engine';

const kinds: readonly (readonly [string, ConfigurationFileKind, string])[] = [
  ['/.claude/models/registry.md', 'registry', 'registry.schema.json'],
  ['/.claude/models/task-routing.md', 'routing', 'task-routing.schema.json'],
  ['/mao.config.yaml', 'settings', 'mao.config.schema.json'],
];

const schemaFile = z.record(z.string(), z.unknown());

/** What a place of a configuration file needs to be helped with. */
interface Place {
  readonly kind: ConfigurationFileKind;
  readonly schema: Readonly<Record<string, unknown>>;
  readonly cursor: ConfigurationCursor;
  readonly names: KnownNames;
  readonly range: Range;
}

/** Completes keys, values and models in MAO's own configuration files, and says on hover what they are. */
export class ConfigurationHelp implements CompletionItemProvider, HoverProvider {
  private readonly schemas = new Map<string, Promise<Readonly<Record<string, unknown>>>>();

  constructor(
    private readonly extensionUri: Uri,
    private readonly engine: () => Promise<Engine>,
  ) {}

  async provideCompletionItems(document: TextDocument, position: Position): Promise<CompletionItem[]> {
    const place = await this.placeAt(document, position);
    if (!place) return [];
    const { kind, schema, cursor, names, range } = place;
    const typed = new Range(range.start, position);
    return suggestAt(kind, schema, cursor, names).map(({ label, isKey, documentation }, at) => {
      const item = new CompletionItem(label, isKey ? CompletionItemKind.Property : CompletionItemKind.EnumMember);
      const hasColon = /^\s*:/.test(document.lineAt(position.line).text.slice(range.end.character));
      item.insertText = isKey && !hasColon ? `${label}: ` : label;
      item.range = { inserting: typed, replacing: range };
      item.sortText = String(at).padStart(4, '0');
      if (documentation !== '') item.documentation = new MarkdownString(documentation);
      return item;
    });
  }

  async provideHover(document: TextDocument, position: Position): Promise<Hover | undefined> {
    const place = await this.placeAt(document, position);
    if (!place) return undefined;
    const text = describeAt(place.kind, place.schema, place.cursor, place.names);
    return text === undefined ? undefined : new Hover(new MarkdownString(text), place.range);
  }

  private async placeAt(document: TextDocument, { line, character }: Position): Promise<Place | undefined> {
    const [, kind, file] = kinds.find(([end]) => document.uri.path.endsWith(end)) ?? [];
    if (kind === undefined || file === undefined) return undefined;
    const cursor = cursorAt(document.getText().split('\n'), line, character);
    if (!cursor) return undefined;
    const [schema, names] = await Promise.all([this.schema(file), this.names()]);
    return { kind, schema, cursor, names, range: new Range(line, cursor.start, line, cursor.end) };
  }

  private schema(file: string): Promise<Readonly<Record<string, unknown>>> {
    const read = this.schemas.get(file) ?? this.readSchema(file);
    this.schemas.set(file, read);
    return read;
  }

  private async readSchema(file: string): Promise<Readonly<Record<string, unknown>>> {
    const bytes = await workspace.fs.readFile(Uri.joinPath(this.extensionUri, 'resources', 'schemas', file));
    return schemaFile.parse(JSON.parse(new TextDecoder().decode(bytes)));
  }

  /** What the configuration in force names; the last good one while a file is broken. */
  private async names(): Promise<KnownNames> {
    const { configuration } = await (await this.engine()).loadConfiguration();
    const { registry, routing, settings } = configuration;
    const models = [...registry.values()].map(({ id, provider, cli, model }) => {
      return [id, `${provider}${cli === undefined ? '' : `, by ${cli}`}: \`${model}\``] as const;
    });
    const known = [...registry.values()].flatMap(({ cli }) => cli ?? []);
    return {
      models: new Map(models),
      clis: [...new Set([...known, ...Object.keys(settings.clis)])],
      tasks: new Map([
        ['development', [...routing.development.keys()]],
        ['qa', [...routing.qa.keys()]],
        ['pre_flight', [...routing.preFlight.keys()]],
        ['journal', [...routing.journal.keys()]],
      ]),
    };
  }
}

/** Registers the help for the files it is for. */
export function registerConfigurationHelp(help: ConfigurationHelp): readonly Disposable[] {
  const selector = kinds.map(([end]) => ({ scheme: 'file', pattern: `**${end}` }));
  return [
    languages.registerCompletionItemProvider(selector, help, ' ', '[', ',', '{'),
    languages.registerHoverProvider(selector, help),
  ];
}
