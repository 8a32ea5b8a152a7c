import { DecorationRangeBehavior, OverviewRulerLane, ThemeColor, window, type TextEditorDecorationType } from 'vscode';
import { families, type Family } from '../../presentation/provenance';
import { disposeAll } from '../disposeAll';

/** How marked lines look: `bars` by family, `names` behind the first line. */
export interface ProvenanceDecorations {
  readonly bars: ReadonlyMap<Family, TextEditorDecorationType>;
  readonly names: TextEditorDecorationType;
  dispose(): void;
}

/** Families differ by the pattern of their bar too, for who can not tell the colours apart. */
const pattern: Readonly<Record<Family, string>> = {
  anthropic: 'solid',
  openai: 'dashed',
  google: 'dotted',
  other: 'double',
};

/** A bar at the left, a tint, a mark in the overview ruler. */
function bar(family: Family): TextEditorDecorationType {
  const color = new ThemeColor(`mao.provenance.${family}`);
  return window.createTextEditorDecorationType({
    isWholeLine: true,
    rangeBehavior: DecorationRangeBehavior.ClosedClosed,
    backgroundColor: new ThemeColor(`mao.provenance.${family}Background`),
    borderColor: color,
    borderStyle: pattern[family],
    // Thin, as it stands below the first character; a double one is two lines and what is between them.
    borderWidth: `0 0 0 ${pattern[family] === 'double' ? 3 : 2}px`,
    overviewRulerColor: color,
    overviewRulerLane: OverviewRulerLane.Left,
  });
}

/** Makes them; the caller disposes, which takes them out of every editor. */
export function createProvenanceDecorations(): ProvenanceDecorations {
  const bars = new Map(families.map((family) => [family, bar(family)]));
  const names = window.createTextEditorDecorationType({
    rangeBehavior: DecorationRangeBehavior.ClosedClosed,
    after: { color: new ThemeColor('editorCodeLens.foreground'), margin: '0 0 0 3em', fontStyle: 'italic' },
  });
  return { bars, names, dispose: () => disposeAll([...bars.values(), names]) };
}
