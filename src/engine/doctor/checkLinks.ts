import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expandLinks } from '../../workspace/snapshot/linkedEntries';
import type { Diagnosis } from '../../core/diagnosis';
import type { DoctorInput } from './doctorInput';
import { doubtful, well } from './finding';

/** What installs the folder that checks need, by the file that tells of it. */
const installs = [
  { manifest: 'package.json', folder: 'node_modules', todo: 'Install the packages of the project (npm install).' },
] as const;

/** The folders that worktrees are to link to: without them the checks of a run have nothing to run with. */
export async function checkLinks({ workspace, loaded }: DoctorInput): Promise<Diagnosis> {
  const subject = { id: 'links', area: 'workspace', title: 'Linked into worktrees' } as const;
  const link = await expandLinks(workspace, loaded.configuration.settings.worktree.link);
  const kinds = await Promise.all(link.map((name) => kindOf(join(workspace, name))));
  const linked = link.filter((_, at) => kinds[at] === 'filled');
  const facts = { linked };
  const found = linked.length === 0 ? 'nothing there to link' : linked.join(', ');
  for (const { manifest, folder, todo } of installs) {
    const isMissing = link.includes(folder) && !linked.includes(folder);
    if (isMissing && (await kindOf(join(workspace, manifest))) === 'filled') {
      return doubtful(subject, `${found} (no ${folder})`, `${todo} Without ${folder} the checks can not run.`, facts);
    }
  }
  return well(subject, found, facts);
}

async function kindOf(path: string): Promise<'none' | 'empty' | 'filled'> {
  const found = await stat(path).catch(() => undefined);
  if (!found) return 'none';
  if (!found.isDirectory()) return 'filled';
  return (await readdir(path)).length > 0 ? 'filled' : 'empty';
}
