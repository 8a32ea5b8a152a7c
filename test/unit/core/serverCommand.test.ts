import assert from 'node:assert/strict';
import { serverCommand, serverFingerprint } from '../../../src/core/serverCommand';

const pal = { command: 'uvx', args: ['pal-mcp-server'], env: { B: '2', A: '1' } };

describe('serverFingerprint', () => {
  it('is the same however the environment is ordered', () => {
    const other = { ...pal, env: { A: '1', B: '2' } };
    assert.equal(serverFingerprint('pal', pal, '/w'), serverFingerprint('pal', other, '/w'));
  });

  it('is another for one byte of command, argument, environment, folder or name', () => {
    const changed = [
      serverFingerprint('pal', { ...pal, command: 'uvx ' }, '/w'),
      serverFingerprint('pal', { ...pal, args: ['pal-mcp-server==11.8.2'] }, '/w'),
      serverFingerprint('pal', { ...pal, args: ['pal-mcp', 'server'] }, '/w'),
      serverFingerprint('pal', { ...pal, env: { A: '1', B: '3' } }, '/w'),
      serverFingerprint('pal', { ...pal, env: { A: '1' } }, '/w'),
      serverFingerprint('pal', pal, '/w2'),
      serverFingerprint('pal2', pal, '/w'),
      serverFingerprint('pal', pal, '/w'),
    ];
    assert.equal(new Set(changed).size, changed.length);
  });
});

describe('serverCommand', () => {
  it('shows command and variables, never their values', () => {
    const shown = serverCommand('pal', { ...pal, env: { OPENAI_API_KEY: 'sk-secret' } }, '/data/pal');
    assert.deepEqual(shown, {
      name: 'pal',
      command: ['uvx', 'pal-mcp-server'],
      variables: ['OPENAI_API_KEY'],
      cwd: '/data/pal',
    });
  });
});
