import { chat, Disposable, Uri, type CancellationToken, type ChatResponseStream } from 'vscode';
import { participantId } from '../contributions';
import type { Deps } from '../shell';
import { hasFunction } from './hasFunction';

/** `@mao` in the chat view, where there is one. */
export function registerChat(deps: Deps): Disposable {
  if (!hasFunction(chat, 'createChatParticipant')) return new Disposable(() => undefined);
  const participant = chat.createChatParticipant(participantId, async (request, _context, stream, token) => {
    const shell = await deps.shell();
    try {
      await shell.chat(request, replyIn(stream), signalOf(token));
      return {};
    } catch (error) {
      deps.logger.warn(`@mao: ${error instanceof Error ? error.message : String(error)}`);
      return { errorDetails: { message: error instanceof Error ? error.message : String(error) } };
    }
  });
  participant.iconPath = Uri.joinPath(deps.context.extensionUri, 'resources', 'icon.png');
  return new Disposable(() => participant.dispose());
}

function replyIn(stream: ChatResponseStream) {
  return {
    progress: (text: string) => stream.progress(text),
    markdown: (text: string) => stream.markdown(text),
    button: (command: string, title: string, argument?: unknown) =>
      stream.button({ command, title, ...(argument === undefined ? {} : { arguments: [argument] }) }),
  };
}

function signalOf(token: CancellationToken): AbortSignal {
  const controller = new AbortController();
  token.onCancellationRequested(() => controller.abort());
  return controller.signal;
}
