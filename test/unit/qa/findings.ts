import { findingSchema, type Finding } from '../../../src/core/finding';
import type { AnchoredFinding } from '../../../src/qa/anchorFindings';
import type { UnnamedFinding } from '../../../src/qa/mergeCluster';

/** A finding of one reviewer, as tests need it. */
export function anchored(fields: Partial<AnchoredFinding> = {}): AnchoredFinding {
  const line = fields.line ?? 4;
  return {
    file: 'src/a.ts',
    line,
    endLine: line,
    anchor: 'exact',
    quote: 'const text = read();',
    copy: 0,
    related: [],
    dimension: 'error_handling',
    model: 'sonnet',
    severity: 'warning',
    category: 'error handling',
    message: 'The failing read is not handled',
    why: '',
    suggestion: 'Catch the error of the read',
    ...fields,
  };
}

/** A finding without an id. */
export function unnamed(fields: Partial<UnnamedFinding> = {}): UnnamedFinding {
  const { dimension, model, ...rest } = anchored();
  return {
    ...rest,
    dimensions: [dimension],
    models: [model],
    confidence: 0.6,
    opinions: [{ dimension, model, severity: rest.severity, message: rest.message }],
    ...fields,
  };
}

/** A whole finding. */
export function finding(fields: Partial<Finding> = {}): Finding {
  return findingSchema.parse({ id: 'q1', ...unnamed(), ...fields });
}
