import { createHash } from 'node:crypto';
import { realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ApprovalKind, Approvals } from '../../core/ports/approvals';
import { isMissing, writeFileAtomic } from './atomicFile';
import { stateFailure } from './stateFailure';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/**
 * The approvals of a workspace, kept in the user's data folder, outside of every workspace. Each is a file of its own,
 * named by its hash: two windows that approve at once lose nothing, and there is nothing to misread. Only what was never
 * approved reads as no; a disk that refuses is a `FailureError` when approving.
 */
export function openApprovals(dataDirectory: string, workspace: string): Approvals {
  const fileOf = async (kind: ApprovalKind, subject: string) => {
    const folder = sha256(await realpath(workspace)).slice(0, 24);
    return join(dataDirectory, 'approvals', folder, `${kind}-${sha256(subject)}`);
  };
  return {
    isApproved: async (kind, subject) => {
      try {
        return (await stat(await fileOf(kind, subject))).isFile();
      } catch (error) {
        if (isMissing(error)) return false;
        throw error;
      }
    },
    approve: async (kind, subject) => {
      const file = await fileOf(kind, subject);
      try {
        await writeFileAtomic(file, `${kind} approved for ${workspace}\n`);
      } catch (cause) {
        throw stateFailure(file, cause);
      }
    },
  };
}
