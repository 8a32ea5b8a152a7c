import type { Severity } from '../core/finding';

/** The severities, worst first; without the schema, which the extension's own bundle has no room for. */
export const severityOrder = ['error', 'warning', 'info'] as const satisfies readonly Severity[];
