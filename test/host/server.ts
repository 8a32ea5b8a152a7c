import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { execa } from 'execa';
import * as z from 'zod';
import { ensureServer } from '../setup/ensureServer';
import { createProfile, type Profile } from './profile';
import { cleanEnvironment } from './settings';

/** What a VS Code server is started with. */
export interface ServerOptions {
  /** The folder that is opened; it stays when the server stops. */
  readonly workspace: string;
  /** A .vsix file, or the folder of an extension, to be installed as a user has it. */
  readonly install?: string;
  /**
   * Lets the workbench take `extensionDevelopmentPath` and `extensionTestsPath` from its address. It also silences
   * notifications, so that a test that drives the interface does without.
   */
  readonly driver?: boolean;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly trusted?: boolean;
  /** More environment for the server, and so for the extension host. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A running VS Code server; who starts it stops it. */
export interface Server {
  readonly profile: Profile;
  readonly workspace: string;
  readonly authority: string;
  readonly log: () => string;
  readonly stop: () => Promise<void>;
}

/** Starts a real VS Code server on a free port of the loopback interface. */
export async function startServer(options: ServerOptions): Promise<Server> {
  const { node, main } = await ensureServer();
  const profile = createProfile(options.settings);
  const folders = ['--server-data-dir', profile.server, '--user-data-dir', profile.data];
  const common = [main, ...folders, '--extensions-dir', profile.extensions, '--accept-server-license-terms'];
  const env = cleanEnvironment(profile.home, { EXTENSIONS_GALLERY: '{"serviceUrl":""}', ...options.env });
  if (options.install !== undefined) await installExtension(options.install, profile, node, common, env);

  const logFile = join(profile.root, 'server.log');
  const output = openSync(logFile, 'w');
  const args = ['--host', '127.0.0.1', '--port', '0', '--without-connection-token', '--disable-telemetry'];
  // Otherwise a login shell would put its own PATH over the one given here.
  args.push('--force-disable-user-env');
  if (options.trusted !== false) args.push('--disable-workspace-trust');
  if (options.driver) args.push('--enable-smoke-test-driver');
  // A process group of its own, so that stopping it ends the extension host too.
  const child = spawn(node, [...common, ...args], {
    cwd: options.workspace,
    env,
    stdio: ['ignore', output, output],
    detached: true,
  });
  closeSync(output);
  const log = () => readFileSync(logFile, 'utf8');
  const stop = stopper(child, profile);
  const port = await portOf(child, log);
  if (port === undefined) {
    const text = log();
    await stop();
    throw new Error(`The VS Code server did not start:\n${text}`);
  }
  return { profile, workspace: options.workspace, authority: `127.0.0.1:${port}`, log, stop };
}

async function installExtension(
  what: string,
  profile: Profile,
  node: string,
  common: readonly string[],
  env: Record<string, string>,
): Promise<void> {
  if (what.endsWith('.vsix')) {
    await execa(node, [...common, '--install-extension', resolve(what)], { env, extendEnv: false });
    return;
  }
  const manifest = z.object({ publisher: z.string(), name: z.string(), version: z.string() });
  const { publisher, name, version } = manifest.parse(JSON.parse(readFileSync(join(what, 'package.json'), 'utf8')));
  symlinkSync(resolve(what), join(profile.extensions, `${publisher}.${name}-${version}`));
}

async function portOf(child: ChildProcess, log: () => string): Promise<string | undefined> {
  const end = Date.now() + 180_000;
  while (child.exitCode === null && Date.now() < end) {
    const port = /agent listening on (\d+)/.exec(log())?.[1];
    if (port !== undefined) return port;
    await delay(50);
  }
  return undefined;
}

/** Ctrl-C, a kill, a terminal that is closed. */
const interruptions = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Ends the server's process group and removes the profile; also when this process ends before it was asked to. */
function stopper(child: ChildProcess, profile: Profile): () => Promise<void> {
  const signal = (name: NodeJS.Signals) => {
    if (child.pid === undefined) return;
    try {
      process.kill(-child.pid, name);
    } catch {
      // The group has ended by itself.
    }
  };
  const clear = () => {
    signal('SIGKILL');
    profile.remove();
  };
  const interrupted = () => process.exit(130);
  process.once('exit', clear);
  for (const name of interruptions) process.once(name, interrupted);
  return async () => {
    signal('SIGTERM');
    for (const end = Date.now() + 3000; child.exitCode === null && child.signalCode === null && Date.now() < end;) {
      await delay(25);
    }
    process.off('exit', clear);
    for (const name of interruptions) process.off(name, interrupted);
    clear();
  };
}
