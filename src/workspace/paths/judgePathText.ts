import type { PathVerdict } from '../../core/ports/pathGuard';
import { foldName } from './foldName';
import { tickReason } from './protectedPaths';

const refused = (reason: string): PathVerdict => ({ kind: 'refused', reason });

/** Names that no run may have in a path: git's own, and MAO's state. `git~1` is what Windows calls `.git` for short. */
const neverTouched = new Set(['.git', '.mao']);

/** Names that Windows takes for devices, with any extension. */
const device = /^(con|prn|aux|nul|conin\$|conout\$|clock\$|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)/;

/**
 * Judges a workspace-relative path by its text alone, as the most lenient file system would read it. On doubt: refused.
 * `/` separates on every platform.
 */
export function judgePathText(path: string, platform: NodeJS.Platform): PathVerdict {
  const reason =
    textReason(path) ??
    path
      .split('/')
      .map((name) => nameReason(name, platform))
      .find(isReason);
  if (reason !== undefined) return refused(reason);
  const tick = tickReason(path.split('/'));
  return tick === undefined ? { kind: 'allowed' } : { kind: 'needs-tick', reason: tick };
}

const isReason = (reason: string | undefined) => reason !== undefined;

function textReason(path: string): string | undefined {
  if (path === '') return 'the path is empty';
  if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(path)) return 'the path has control characters';
  if (/\p{Cs}|\uFFFD/u.test(path)) return 'the path is no valid text';
  if (/[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/u.test(path)) return 'the path hides its direction of writing';
  if (path.startsWith('/') || path.includes('\\') || path.includes(':')) {
    return 'the path is absolute or has separators of another system';
  }
  if (/%(2e|2f|5c|00|3a|25)/i.test(path)) return 'the path has encoded dots or separators';
  if (Buffer.byteLength(path) > 4000) return 'the path is too long';
  return undefined;
}

function nameReason(name: string, platform: NodeJS.Platform): string | undefined {
  if (name === '' || name === '.' || name === '..') return 'the path has empty, "." or ".." parts';
  if (Buffer.byteLength(name) > 255) return 'a part of the path is too long';
  if (/[. ]$/.test(name)) return 'a part of the path ends with a dot or space, which Windows drops';
  if (name.startsWith('~')) return 'a part of the path starts with "~", which can mean a home folder';
  const folded = foldName(name);
  if (folded === '' || /[/\\]/.test(folded)) {
    return 'a part of the path turns into dots or separators when it is normalised';
  }
  if (neverTouched.has(folded)) return `${folded} is never touched by a run`;
  if (/~\d/.test(folded) && /^[^.]{1,8}(\.[^.]{0,3})?$/.test(folded)) {
    return 'a part of the path is a short name of Windows';
  }
  if (platform === 'win32' && (device.test(folded) || /[<>"|?*]/.test(name))) return 'Windows can not have such a file';
  return undefined;
}
