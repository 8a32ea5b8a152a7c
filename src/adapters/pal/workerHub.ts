import { randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import { chmod, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { scratchFolder } from '../process/scratchFolder';
import { slotOf } from './palPrompt';
import { type LinkHost, messagesOf, WorkerLink } from './workerLink';

/** A call that waits for its worker: `slot` goes into the prompt, `link` resolves when the worker has come. */
export interface Expected {
  readonly slot: string;
  readonly link: Promise<WorkerLink>;
  /** No worker is waited for any more; one that comes late is sent away. */
  forget(): void;
}

/**
 * Where the workers that PAL starts come to: a socket in a folder that only this user may enter (on Windows a pipe with a
 * name that nobody knows), opened by a word that only they are given. The prompt tells which call a worker belongs to.
 */
export class WorkerHub {
  readonly token = randomBytes(24).toString('hex');
  private readonly waiting = new Map<string, (link: WorkerLink) => void>();
  private readonly open = new Map<WorkerLink, Promise<void>>();

  private constructor(
    readonly folder: string,
    readonly address: string,
    private readonly server: Server,
    private readonly host: LinkHost,
  ) {
    server.on('connection', (socket) => void this.greet(socket));
  }

  static async listen(host: LinkHost): Promise<WorkerHub> {
    const folder = await scratchFolder('pal');
    await chmod(folder, 0o700);
    const windows = process.platform === 'win32';
    const address = windows ? `\\\\.\\pipe\\mao-pal-${randomBytes(16).toString('hex')}` : join(folder, 'line');
    const server = createServer();
    try {
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen(address, resolve);
      });
    } catch (cause) {
      await rm(folder, { recursive: true, force: true });
      throw cause;
    }
    return new WorkerHub(folder, address, server, host);
  }

  expect(): Expected {
    const slot = randomUUID();
    const link = new Promise<WorkerLink>((resolve) => this.waiting.set(slot, resolve));
    return { slot, link, forget: () => this.waiting.delete(slot) };
  }

  /** Ends every line, and with it what the workers run. */
  async close(): Promise<void> {
    this.server.close();
    await Promise.all([...this.open.keys()].map((link) => link.close()));
    await Promise.all(this.open.values());
    await rm(this.folder, { recursive: true, force: true });
  }

  private async greet(socket: Socket): Promise<void> {
    socket.on('error', () => socket.destroy());
    const messages = messagesOf(socket);
    const first = await messages.next().catch(() => undefined);
    const hello = first?.done === false ? first.value : undefined;
    if (hello?.type !== 'hello' || !this.knows(hello.token)) {
      socket.destroy();
      return;
    }
    const slot = slotOf(hello.prompt);
    const found = slot === undefined ? undefined : this.waiting.get(slot);
    if (slot === undefined || !found) {
      socket.destroy();
      return;
    }
    this.waiting.delete(slot);
    const link = new WorkerLink(socket, hello.prompt, this.host);
    const listening = link.listen(messages).finally(() => this.open.delete(link));
    this.open.set(link, listening);
    found(link);
  }

  private knows(token: string): boolean {
    const [given, own] = [Buffer.from(token), Buffer.from(this.token)];
    return given.length === own.length && timingSafeEqual(given, own);
  }
}
