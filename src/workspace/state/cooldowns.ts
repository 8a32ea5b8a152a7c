import { createHash } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cooldownSchema, type Cooldown } from '../../core/cooldown';
import type { Cooldowns } from '../../core/ports/cooldowns';
import { isMissing, readTextIfThere, writeFileAtomic } from './atomicFile';

function read(text: string | undefined): Cooldown | undefined {
  try {
    return cooldownSchema.safeParse(JSON.parse(text ?? '')).data;
  } catch {
    return undefined;
  }
}

/**
 * The rests of models as files of the user's data folder, one a model: two windows that write at once lose nothing.
 * `setup` is what else makes a CLI's account (how it is started): another one does not inherit a rest.
 */
export function openCooldowns(dataDirectory: string, setup: (cli: string) => string): Cooldowns {
  const folder = join(dataDirectory, 'cooldowns');
  const fileOf = (cli: string, model: string) => {
    const key = createHash('sha256').update(JSON.stringify([cli, model, setup(cli)]));
    return join(folder, `${key.digest('hex').slice(0, 32)}.json`);
  };
  return {
    find: async (cli, model) => read(await readTextIfThere(fileOf(cli, model))),
    save: (cooldown) => writeFileAtomic(fileOf(cooldown.cli, cooldown.model), `${JSON.stringify(cooldown)}\n`),
    clear: (cli, model) => rm(fileOf(cli, model), { force: true }),
    list: async () => {
      const names = await readdir(folder).catch((error: unknown) => {
        if (isMissing(error)) return [];
        throw error;
      });
      const files = names.filter((name) => name.endsWith('.json'));
      const found = await Promise.all(
        files.map(async (name) => {
          const cooldown = read(await readTextIfThere(join(folder, name)));
          return cooldown && fileOf(cooldown.cli, cooldown.model) === join(folder, name) ? [cooldown] : [];
        }),
      );
      const key = ({ cli, model }: Cooldown) => `${cli} ${model}`;
      return found.flat().toSorted((a, b) => key(a).localeCompare(key(b)));
    },
  };
}
