import {
  CompletionItem,
  CompletionItemKind,
  Hover,
  l10n,
  languages,
  MarkdownString,
  Position,
  Range,
  type CompletionItemProvider,
  type Disposable,
  type HoverProvider,
  type TextDocument,
} from 'vscode';
import { modelIdOf } from '../../core/modelIdOf';
import type { Engine } from '../../orchestration/engine';
import { planCursor } from '../../planning/planCursor';
import {
  modelCard,
  modelChoices,
  thinkingChoices,
  type ModelPlace,
  type PlanChoice,
} from '../../presentation/planChoices';
import type { PendingPlan, PlanApprovals } from '../approval/planApprovals';
import { planLanguage } from '../contributions';

/** Where each model of the registry is reached on this machine. */
async function placesOf(engine: Engine): Promise<ReadonlyMap<string, ModelPlace>> {
  const clis = await engine.listClis();
  return new Map(
    clis.flatMap(({ cli, availability, models, pays }) => {
      const detail = availability.available ? availability.path : availability.reason;
      const place: ModelPlace = { cli, available: availability.available, detail, pays };
      return models.map(({ id }) => [id, place] as const);
    }),
  );
}

const linesOf = (document: TextDocument) =>
  Array.from({ length: document.lineCount }, (_, row) => document.lineAt(row).text);

/** Completes models, thinking modes and workstreams of a waiting plan, and says on hover what a model is. */
export class PlanSuggestions implements CompletionItemProvider, HoverProvider {
  constructor(
    private readonly approvals: PlanApprovals,
    private readonly engine: () => Promise<Engine>,
  ) {}

  async provideCompletionItems(document: TextDocument, position: Position): Promise<CompletionItem[]> {
    const pending = this.approvals.findByDocument(document.uri);
    const cursor = pending && planCursor(linesOf(document), position.line, position.character, pending.plan);
    if (!cursor) return [];
    const range = {
      inserting: new Range(position.line, cursor.start, position.line, position.character),
      replacing: new Range(position.line, cursor.start, position.line, cursor.end),
    };
    return (await this.choices(pending, cursor)).map((choice, at) => {
      const kind = {
        model: CompletionItemKind.Class,
        thinking: CompletionItemKind.EnumMember,
        workstream: CompletionItemKind.Reference,
      };
      const item = new CompletionItem({ label: choice.label, description: choice.detail }, kind[cursor.kind]);
      item.range = range;
      item.sortText = String(at).padStart(4, '0');
      if (choice.documentation !== '') item.documentation = new MarkdownString(choice.documentation);
      return item;
    });
  }

  async provideHover(document: TextDocument, position: Position): Promise<Hover | undefined> {
    const pending = this.approvals.findByDocument(document.uri);
    if (!pending) return undefined;
    const cursor = planCursor(linesOf(document), position.line, position.character, pending.plan);
    const listed = document.lineAt(position.line).text.startsWith('Models: ');
    const word = listed ? document.getWordRangeAtPosition(position, /[^\s,:]+?(?=[,\s]|\.?$)/) : undefined;
    const name = cursor?.kind === 'model' ? cursor.text : word && document.getText(word);
    const spec = pending.registry.get((name !== undefined && modelIdOf(name, pending.registry)) || '');
    if (!spec) return undefined;
    const place = (await placesOf(await this.engine())).get(spec.id);
    if (cursor?.kind !== 'model') return new Hover(new MarkdownString(modelCard(spec, place)), word);
    const after = cursor.models.slice(cursor.models.indexOf(cursor.text) + 1);
    const range = new Range(position.line, cursor.start, position.line, cursor.end);
    return new Hover(new MarkdownString(modelCard(spec, place, after)), range);
  }

  private async choices(
    { registry, plan }: PendingPlan,
    cursor: NonNullable<ReturnType<typeof planCursor>>,
  ): Promise<readonly PlanChoice[]> {
    switch (cursor.kind) {
      case 'model': {
        const taken = cursor.models.filter((model) => model !== cursor.text);
        return modelChoices(registry, await placesOf(await this.engine()), taken);
      }
      case 'thinking': {
        const spec = registry.get(modelIdOf(cursor.models[0] ?? '', registry) ?? '');
        return spec ? thinkingChoices(spec) : [];
      }
      case 'workstream': {
        const workstreams = plan.sections.flatMap((section) => section.workstreams);
        return cursor.others.map((label) => ({
          label,
          detail: workstreams.find(({ id }) => id === label)?.title ?? l10n.t('workstream'),
          documentation: '',
          available: true,
        }));
      }
    }
  }
}

/** Registers completion and hover in plan documents. */
export function registerPlanSuggestions(suggestions: PlanSuggestions): readonly Disposable[] {
  const selector = { language: planLanguage };
  return [
    languages.registerCompletionItemProvider(selector, suggestions, ' ', ',', '('),
    languages.registerHoverProvider(selector, suggestions),
  ];
}
