import type { Dismissal } from '../dismissal';

/** The findings that the user dismissed in a workspace, by id. */
export interface Dismissals {
  list(): Promise<readonly Dismissal[]>;
  save(dismissal: Dismissal): Promise<void>;
  /** Takes a dismissal back; nothing happens when there is none. */
  remove(id: string): Promise<void>;
}
