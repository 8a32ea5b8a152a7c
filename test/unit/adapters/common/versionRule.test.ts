import assert from 'node:assert/strict';
import { claude } from '../../../../src/adapters/claude/failures';
import { codex } from '../../../../src/adapters/codex/failures';
import { refusedVersion } from '../../../../src/adapters/common/refusedVersion';
import { isOlder, versionIn } from '../../../../src/adapters/common/versionRule';
import { gemini } from '../../../../src/adapters/gemini/failures';

describe('versions of CLIs', () => {
  it('are found in what the CLIs print', () => {
    assert.equal(versionIn('2.1.330 (Claude Code)\n'), '2.1.330');
    assert.equal(versionIn('codex-cli 0.169.0'), '0.169.0');
    assert.equal(versionIn('0.61.0-preview.2\n'), '0.61.0-preview.2');
    assert.equal(versionIn('v0.61.0'), '0.61.0');
    assert.equal(versionIn('listening on 127.0.0.1'), undefined);
    assert.equal(versionIn('Welcome!'), undefined);
  });

  it('are ordered by number, not by letter; a pre-release comes first', () => {
    assert.ok(isOlder('0.39.0', '0.39.1'));
    assert.ok(isOlder('0.9.9', '0.39.1'));
    assert.ok(isOlder('0.39.1-nightly.2', '0.39.1'));
    assert.ok(!isOlder('0.39.1', '0.39.1'));
    assert.ok(!isOlder('0.100.0', '0.39.1'));
    assert.ok(!isOlder('1.0.0', '0.39.1'));
    assert.ok(!isOlder('0.40.0-preview.1', '0.39.1'));
  });

  it('known to be unsafe are refused, and it is said what to do', () => {
    assert.equal(
      refusedVersion(gemini, '0.39.0'),
      'Gemini CLI 0.39.0 is not safe to run: a workspace can have it run programs without a terminal (CVE-2026-12537). Update it to 0.39.1 or newer (npm install -g @google/gemini-cli@latest).',
    );
    assert.equal(refusedVersion(gemini, '0.39.1'), undefined);
    assert.match(refusedVersion(claude, '2.1.52') ?? '', /^Claude Code 2\.1\.52 .* 2\.1\.53 or newer/);
    assert.match(refusedVersion(codex, '0.22.9') ?? '', /^Codex CLI 0\.22\.9 .* 0\.23\.0 or newer/);
  });
});
