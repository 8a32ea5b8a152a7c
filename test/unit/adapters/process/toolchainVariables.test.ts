import assert from 'node:assert/strict';
import { commonVariables } from '../../../../src/adapters/process/childEnvironment';
import { checksEnvironment, toolchainVariables } from '../../../../src/adapters/process/toolchainVariables';

describe('the variables of toolchains', () => {
  it('are those that are set, with their values', () => {
    const environment = {
      JAVA_HOME: '/opt/java',
      RUSTUP_HOME: '/usr/local/rustup',
      NPM_TOKEN: 'secret',
      GOPATH: undefined,
    };
    const { JAVA_HOME, RUSTUP_HOME, ...rest } = checksEnvironment(environment);
    assert.deepEqual({ JAVA_HOME, RUSTUP_HOME }, { JAVA_HOME: '/opt/java', RUSTUP_HOME: '/usr/local/rustup' });
    assert.deepEqual(rest, { CI: '1', PYTHONDONTWRITEBYTECODE: '1' });
  });

  it('name no secret, and nothing twice', () => {
    for (const name of toolchainVariables) assert.doesNotMatch(name, /KEY|TOKEN|SECRET|PASS|AUTH|CRED|PROXY|URL/);
    const all = [...toolchainVariables, ...commonVariables];
    assert.equal(new Set(all).size, all.length);
  });
});
