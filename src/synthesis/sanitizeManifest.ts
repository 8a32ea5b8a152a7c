import { parseJsonObject } from './jsonObject';

/** What a manifest says about what runs: its scripts, and which program (and version) runs them. */
const decisive = ['scripts', 'packageManager'];

/**
 * The merged package.json for verification: what decides what runs comes from the base snapshot's package.json (removed
 * where that has none, or is not there), everything else from the merge. Unchanged text when nothing differs.
 */
export function sanitizeManifest(base: string | undefined, merged: string): string {
  const before = parseJsonObject(base) ?? {};
  const after = parseJsonObject(merged);
  if (!after) return merged;
  const differs = decisive.some((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
  if (!differs) return merged;
  const kept = Object.entries(after).filter(([key]) => !decisive.includes(key));
  const restored = decisive.filter((key) => Object.hasOwn(before, key)).map((key) => [key, before[key]] as const);
  return `${JSON.stringify(Object.fromEntries([...kept, ...restored]), undefined, 2)}\n`;
}
