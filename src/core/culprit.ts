import * as z from 'zod';

/**
 * What names a culprit. `alone`: the red checks pass without it; `together`: they pass only without all that are named so;
 * `output`: no trial proves it, but what the checks print points to it most; `tests`: they pass without its tests, and
 * nothing points further.
 */
export const culpritProofSchema = z.enum(['alone', 'together', 'output', 'tests']);

export type CulpritProof = z.infer<typeof culpritProofSchema>;
