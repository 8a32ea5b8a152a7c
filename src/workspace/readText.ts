import { UsageError } from '../core/usageError';
import { readTextIfThere } from './state/atomicFile';

/** The text of a user's file, or undefined when there is none; a file that can not be read is a `UsageError`. */
export async function readText(path: string): Promise<string | undefined> {
  try {
    return await readTextIfThere(path);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new UsageError(`${path} can not be read: ${why}`, { cause });
  }
}
