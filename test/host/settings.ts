import { delimiter, resolve } from 'node:path';
import { rehearsedClis } from '../setup/rehearsalConfig';

/** User settings of every throwaway profile: no welcome pages, no experiments, no network, nothing that moves by itself. */
export const quietSettings: Readonly<Record<string, unknown>> = {
  'security.workspace.trust.enabled': false,
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.enableExperiments': false,
  'workbench.reduceMotion': 'on',
  'editor.cursorBlinking': 'solid',
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'chat.disableAIFeatures': true,
  'git.enabled': false,
  // VS Code would look for open ports with programs that a test takes for ours.
  'remote.autoForwardPorts': false,
  'files.hotExit': 'off',
  // A served VS Code saves by itself after a second, and nothing would stay unsaved.
  'files.autoSave': 'off',
};

/** The scripted models in every CLI's place, and nothing that asks by a dialog, which the host suite can not answer. */
export const rehearsedSettings: Readonly<Record<string, unknown>> = {
  'mao.clis': rehearsedClis({ pace: 5 }),
  'mao.approve.plan': 'always',
  'mao.approve.checks': 'always',
};

/** Settings for a workspace that opens untrusted, without a dialog in the way. */
export const untrustedSettings: Readonly<Record<string, unknown>> = {
  'security.workspace.trust.enabled': true,
  'security.workspace.trust.startupPrompt': 'never',
  'security.workspace.trust.banner': 'never',
};

/** An environment with nothing of the caller's in it (no keys, no npm_*, no VSCODE_*), and the pinned Node first on its PATH. */
export function cleanEnvironment(home: string, more: Readonly<Record<string, string>> = {}): Record<string, string> {
  const path = [resolve('node_modules/.bin'), '/usr/local/bin', '/usr/bin', '/bin'].join(delimiter);
  return { PATH: path, HOME: home, LANG: 'C.UTF-8', ...more };
}
