import assert from 'node:assert/strict';
import { doctorExitCode } from '../../../src/cli/commands/doctor';
import type { Diagnosis, DoctorReport } from '../../../src/core/diagnosis';

const check = (id: string, state: Diagnosis['state']): Diagnosis => ({
  ...{ id, state, area: 'machine', title: id, found: '', facts: {} },
});
const report = (reachable: readonly string[], ...checks: readonly Diagnosis[]): DoctorReport => ({
  ...{ state: 'ok', durationMs: 1, reachable: [...reachable], checks: [...checks] },
});

describe('the exit code of mao doctor', () => {
  it('is 0 when a model is reachable and nothing failed', () => {
    assert.equal(doctorExitCode(report(['opus'], check('git', 'ok'), check('prd', 'warning'))), 0);
  });
  it('is 1 when something failed', () => {
    assert.equal(doctorExitCode(report(['opus'], check('git', 'failed'))), 1);
  });
  it('is 3 when no model is reachable, whatever else failed', () => {
    assert.equal(doctorExitCode(report([], check('models', 'failed'), check('git', 'failed'))), 3);
  });
  it('is 2 when the configuration is broken', () => {
    assert.equal(doctorExitCode(report([], check('configuration', 'failed'))), 2);
  });
});
