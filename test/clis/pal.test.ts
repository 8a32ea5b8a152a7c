import assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { RunEvent } from '../../src/core/runEvent';
import { ensurePal, palVersions } from '../setup/ensurePal';
import { copySampleProject } from '../setup/sampleProject';
import { startModelApi, type ModelApi } from './api/modelApi';
import { samplePartsOf } from './api/part';
import { createCliHome, type CliHome } from './cliHome';
import { eventsOf, mao, readEvents } from './maoCommand';

const unique = (values: readonly (string | undefined)[]) => [...new Set(values)].toSorted();

for (const version of palVersions) {
  describe(`mao develop over the real PAL server ${version}`, function () {
    this.timeout(400_000);
    let api: ModelApi;
    let home: CliHome;
    let project = '';
    let events: readonly RunEvent[] = [];
    let exitCode: number | undefined;
    let stderr = '';

    before(async () => {
      const command = await ensurePal(version);
      api = await startModelApi(await samplePartsOf('loans', 'reminders'));
      home = await createCliHome(api.url);
      project = copySampleProject('mao-pal-');
      // A key of any form lets 10.5 start; clink never uses it.
      const pal = { type: 'stdio', command, env: { CUSTOM_API_URL: api.url } };
      writeFileSync(join(project, '.mcp.json'), JSON.stringify({ mcpServers: { pal } }));
      const result = await mao(home, project, 'develop', '2,3', '--yes', '--json', '--transport', 'pal');
      exitCode = result.exitCode;
      stderr = result.stderr;
      events = readEvents(result.stdout);
    });
    after(async () => {
      await api.close();
      home.dispose();
      rmSync(dirname(project), { recursive: true, force: true });
    });

    it('does the run over PAL, and says so', () => {
      assert.equal(exitCode, 0, stderr.slice(-6000));
      assert.deepEqual(unique(eventsOf(events, 'run-start').map((event) => event.transport)), ['pal']);
      assert.deepEqual(unique(eventsOf(events, 'attempt-start').map((event) => event.transport)), ['pal']);
      const warnings = eventsOf(events, 'log').filter((event) => event.level === 'warning');
      assert.deepEqual(
        warnings.map((event) => event.message),
        [],
      );
      assert.ok(readFileSync(join(project, '.mcp.json'), 'utf8').includes('pal'));
    });
  });
}
