import { Uri, workspace, type Disposable, type TextDocumentContentProvider } from 'vscode';
import * as z from 'zod/mini';
import { sidesScheme } from '../contributions';
import type { EngineSource } from '../engineSource';

const querySchema = z.object({
  run: z.string(),
  side: z.enum(['base', 'result', 'workspace']),
  from: z.optional(z.string()),
});

type Query = z.infer<typeof querySchema>;

/** The address of one side of a file: of the snapshot, of the run's result, or of the workspace as it was just now. */
export function sideUri(path: string, query: Query): Uri {
  return Uri.from({ scheme: sidesScheme, path: `/${path}`, query: JSON.stringify(query) });
}

/** The run and file whose result a document shows; undefined for every other document. */
export function resultOf(uri: Uri): { readonly runId: string; readonly path: string } | undefined {
  if (uri.scheme !== sidesScheme) return undefined;
  const query = querySchema.safeParse(parseJson(uri.query));
  return query.success && query.data.side === 'result' ? { runId: query.data.run, path: uri.path.slice(1) } : undefined;
}

/** Serves the sides of a run's files as read-only documents. */
export class SidesProvider implements TextDocumentContentProvider, Disposable {
  private readonly registration: Disposable;
  private readonly kept = new Map<string, string>();

  constructor(private readonly engines: EngineSource) {
    this.registration = workspace.registerTextDocumentContentProvider(sidesScheme, this);
  }

  /** Keeps the text of a workspace file as it is now, for the merge editor. */
  keep(path: string, run: string, text: string): Uri {
    const uri = sideUri(path, { run, side: 'workspace' });
    this.kept.set(uri.toString(), text);
    return uri;
  }

  async provideTextDocumentContent(uri: Uri): Promise<string> {
    const kept = this.kept.get(uri.toString());
    if (kept !== undefined) return kept;
    const query = querySchema.safeParse(parseJson(uri.query));
    if (!query.success || query.data.side === 'workspace') return '';
    const { run, side, from } = query.data;
    const engine = await this.engines.get();
    const bytes = (await engine.readSides(run, uri.path.slice(1), from))[side];
    if (!bytes) return '';
    if (bytes.includes(0)) return `Binary file, ${bytes.length} bytes.\n`;
    return workspace.decode(bytes, { uri: Uri.file(uri.path) });
  }

  dispose(): void {
    this.registration.dispose();
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
