import { isAbsolute } from 'node:path';
import type { Diagnosis } from '../../core/diagnosis';
import type { DoctorInput } from './doctorInput';
import { doubtful, well, wrong } from './finding';

/** PAL as `.mcp.json` names it, and the other servers there. Nothing of them is started. */
export async function checkMcp(input: DoctorInput): Promise<readonly Diagnosis[]> {
  const { mcpServers } = input.loaded.configuration;
  const others = [...mcpServers].filter(([name]) => name !== 'pal');
  const pal = await checkPal(input);
  if (others.length === 0) return [pal];
  const subject = { id: 'mcp-servers', area: 'transport', title: 'Other MCP servers' } as const;
  const found = others.map(([name, { command, args }]) => `${name} (${[command, ...args].join(' ')})`).join(', ');
  return [pal, well(subject, found, { servers: others.map(([name]) => name) })];
}

async function checkPal(input: DoctorInput): Promise<Diagnosis> {
  const subject = { id: 'pal', area: 'transport', title: 'PAL' } as const;
  const { mcpServers, registry, settings } = input.loaded.configuration;
  const models = [...registry.values()];
  const users = models.filter(({ cli, transport }) => cli === undefined || (transport ?? settings.transport) === 'pal');
  const needed = users.map(({ id }) => id);
  const wanted = models.some(({ transport }) => transport === 'pal') || settings.transport === 'pal';
  const say = wanted ? wrong : doubtful;
  const server = mcpServers.get('pal');
  const facts = { transport: settings.transport, models: needed };
  if (!server) {
    if (needed.length === 0) return well(subject, 'not needed: all models are reached directly', facts);
    const todo = `Name a server "pal" in .mcp.json (mao init writes one) to reach ${needed.join(', ')}. The others are reached directly.`;
    return wanted
      ? wrong(subject, 'no server in .mcp.json', todo, facts)
      : well(subject, `not set up; ${needed.join(', ')} left out`, facts);
  }
  const { command, args } = server;
  const line = [command, ...args].join(' ');
  const program = isAbsolute(command) ? command : await input.findProgram(command);
  if (program === undefined) {
    const install = /^uvx?$/.test(command) ? ' Install uv (https://docs.astral.sh/uv).' : '';
    return say(subject, line, `${command} is not on your PATH.${install} Until then MAO works directly.`, facts);
  }
  return well(subject, `${line} · ${wanted ? 'in use' : 'MAO works directly'}`, { ...facts, command: program });
}
