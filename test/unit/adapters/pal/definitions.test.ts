import assert from 'node:assert/strict';
import { definitionOf } from '../../../../src/adapters/pal/definitions';
import { palEnvironment } from '../../../../src/adapters/pal/palEnvironment';

const place = {
  node: "/opt/my node/it's/node",
  worker: '/opt/mao/dist/palWorker.js',
  address: '/tmp/mao-pal-1/line',
  token: 'secret',
  folder: '/tmp/mao-pal-1',
};

describe('definitionOf', () => {
  it("points PAL at MAO's worker, with words that a shell's splitting gives back", () => {
    const definition = definitionOf('codex', place);
    assert.equal(definition['name'], 'codex');
    assert.equal(definition['command'], `'/opt/my node/it'"'"'s/node' '/opt/mao/dist/palWorker.js'`);
    assert.equal(definition['working_dir'], '/tmp/mao-pal-1');
    assert.deepEqual(definition['additional_args'], []);
    assert.deepEqual(definition['env'], {
      MAO_PAL_SOCKET: '/tmp/mao-pal-1/line',
      MAO_PAL_TOKEN: 'secret',
      ELECTRON_RUN_AS_NODE: '1',
      NODE_OPTIONS: '',
    });
    assert.deepEqual(definition['roles'], { default: { prompt_path: '/tmp/mao-pal-1/role.txt', role_args: [] } });
  });
});

describe('palEnvironment', () => {
  const environment = { PATH: '/bin', HOME: '/home/me', OPENAI_API_KEY: 'stripped', CLAUDE_CONFIG_DIR: '/home/me/c' };
  const places = { folder: '/data/pal', home: '/data/pal/home' };
  const server = { PAL_WORKSPACE_ROOT: '/', GEMINI_API_KEY: 'given', CLI_CLIENTS_CONFIG_PATH: '/evil', HOME: '/evil' };
  const env = palEnvironment({ ...places, environment, server, definitions: '/tmp/d' });

  it('gives what .mcp.json says, but neither another home nor other definitions nor a wider root', () => {
    assert.equal(env['GEMINI_API_KEY'], 'given');
    assert.equal(env['HOME'], '/data/pal/home');
    assert.equal(env['PAL_WORKSPACE_ROOT'], '/data/pal');
    assert.equal(env['CLI_CLIENTS_CONFIG_PATH'], '/tmp/d');
  });

  it("keeps the user's keys and the CLIs' places out", () => {
    assert.equal(env['OPENAI_API_KEY'], undefined);
    assert.equal(env['CLAUDE_CONFIG_DIR'], undefined);
  });

  it("leaves uv's cache and settings the user's", () => {
    assert.equal(env['UV_CACHE_DIR'], '/home/me/.cache/uv');
    assert.equal(env['XDG_CONFIG_HOME'], '/home/me/.config');
    assert.equal(env['XDG_STATE_HOME'], '/data/pal/home/.local/state');
    const moved = { ...environment, UV_CACHE_DIR: '/big/uv', XDG_CONFIG_HOME: '/cfg', UV_PUBLISH_TOKEN: 'secret' };
    const other = palEnvironment({ ...places, environment: moved, server: {} });
    assert.equal(other['UV_CACHE_DIR'], '/big/uv');
    assert.equal(other['XDG_CONFIG_HOME'], '/cfg');
    assert.equal(other['UV_PUBLISH_TOKEN'], undefined);
    assert.equal(other['CLI_CLIENTS_CONFIG_PATH'], undefined);
  });
});
