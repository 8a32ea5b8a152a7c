import { Disposable, window, type ExtensionContext } from 'vscode';
import { environmentRedactor, redactedLogger } from './core/redaction/redactedLogger';
import { registerChat } from './ui/chat/registerChat';
import { registerMcp } from './ui/chat/registerMcp';
import { registerTools } from './ui/chat/registerTools';
import { registrations } from './ui/commands/registrations';
import { lazy } from './ui/lazy';
import { createOutputLog } from './ui/outputLog';
import { registerPanelSerializer } from './ui/panel/panelSerializer';
import { registerPlanDocuments } from './ui/plan/planDocuments';
import { wakeFindings } from './ui/problems/wakeFindings';
import { wakeRehearsal } from './ui/rehearsal/wakeRehearsal';
import type { Deps, Shell } from './ui/shell';
import { registerChangesView } from './ui/tree/changesView';
import { registerFindingsView } from './ui/tree/findingsView';
import { registerModelsView } from './ui/tree/modelsView';
import { registerRunsView } from './ui/tree/runsView';
import { registerWorkstreamsView } from './ui/tree/workstreamsView';

/**
 * Registers MAO with VS Code and does nothing else: what does the work is loaded when a command or view is first used, and
 * the engine when that first needs it.
 */
export function activate(context: ExtensionContext): void {
  const channel = window.createOutputChannel('MAO', { log: true });
  const logger = redactedLogger(createOutputLog(channel), environmentRedactor(process.env));
  const waiting: ((shell: Shell) => void)[] = [];
  let made: Shell | undefined;

  const shell = lazy(async () => {
    const { makeShell } = await import('./shell');
    const loaded = makeShell({ context, logger, loadEngine: () => import('./engine'), showLog: () => channel.show() });
    made = loaded;
    context.subscriptions.push({ dispose: () => loaded.dispose() });
    for (const use of waiting.splice(0)) use(loaded);
    return loaded;
  });
  const deps: Deps = {
    shell: () => shell.get(),
    onShell: (use) => (made ? use(made) : void waiting.push(use)),
    context,
    channel,
    logger,
  };
  const workstreams = registerWorkstreamsView(deps);
  context.subscriptions.push(
    channel,
    workstreams,
    registerChangesView(deps),
    registerFindingsView(deps, () => workstreams.isVisible()),
    registerModelsView(deps),
    registerRunsView(deps),
    registerPanelSerializer(deps),
    registerChat(deps),
    registerTools(deps),
    registerMcp(deps),
    registerPlanDocuments(deps),
    Disposable.from(...Object.values(registrations).map((register) => register(deps))),
  );
  wakeRehearsal(deps);
  wakeFindings(deps);
}
