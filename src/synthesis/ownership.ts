import { normalWorkspacePath } from '../core/workspacePath';
import { wildcardMatch } from './wildcard';

/** Whether one path segment fits a segment in which `*` stands for any characters. */
function segmentFits(pattern: string, segment: string): boolean {
  return wildcardMatch(
    Array.from(pattern),
    Array.from(segment),
    (character) => character === '*',
    (character, other) => character === other,
  );
}

/**
 * Whether `path` belongs to `owned`: the same path, anything below it when it is a folder, or a pattern in which `*` stands
 * for any part of a name and `**` for any number of folders. Brackets and braces mean themselves.
 */
export function isOwned(path: string, owned: string): boolean {
  const pattern = normalWorkspacePath(owned).replace(/\/+$/, '');
  if (pattern === '') return false;
  if (!pattern.includes('*')) return path === pattern || path.startsWith(`${pattern}/`);
  return wildcardMatch(pattern.split('/'), path.split('/'), (segment) => segment === '**', segmentFits);
}
