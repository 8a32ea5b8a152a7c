import assert from 'node:assert/strict';
import { join } from 'node:path';
import { userFolders } from '../../../src/workspace/userFolders';

describe('userFolders', () => {
  it('follows the XDG base directories on Linux', () => {
    assert.equal(userFolders({ HOME: '/h' }, 'linux').config, join('/h', '.config', 'mao'));
    assert.equal(userFolders({ HOME: '/h', XDG_CONFIG_HOME: '/x' }, 'linux').config, join('/x', 'mao'));
    assert.equal(
      userFolders({ HOME: '/h', XDG_DATA_HOME: '/d', XDG_CONFIG_HOME: '' }, 'linux').data,
      join('/d', 'mao'),
    );
    assert.equal(userFolders({ HOME: '/h', XDG_CONFIG_HOME: '' }, 'linux').config, join('/h', '.config', 'mao'));
  });

  it('follows the conventions of macOS and Windows', () => {
    assert.equal(userFolders({ HOME: '/h' }, 'darwin').config, join('/h', 'Library', 'Application Support', 'mao'));
    assert.equal(userFolders({ APPDATA: '/a', HOME: '/h' }, 'win32').config, join('/a', 'mao'));
    assert.equal(userFolders({ USERPROFILE: '/u' }, 'win32').data, join('/u', 'AppData', 'Local', 'mao'));
  });
});
