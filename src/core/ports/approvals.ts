/** What a lasting approval is for: MAO's model CLIs, servers that `.mcp.json` names, the project's checks. */
export type ApprovalKind = 'model-commands' | 'mcp-commands' | 'checks';

/**
 * What the user of this machine has allowed in one workspace, once for all. `subject` is the canonical text (or a hash) of
 * exactly what is allowed: command, arguments, environment, folder; one byte of difference is another subject. Nothing
 * that a workspace holds can add to it.
 */
export interface Approvals {
  isApproved(kind: ApprovalKind, subject: string): Promise<boolean>;
  approve(kind: ApprovalKind, subject: string): Promise<void>;
}
