import type { Diagnosis } from '../../core/diagnosis';
import type { ServerView } from '../../orchestration/engine';
import type { DoctorInput } from './doctorInput';
import { doubtful, well, wrong } from './finding';

/** PAL, started if it is approved to say who it is, and the other servers that `.mcp.json` names, which are not started. */
export async function checkMcp(input: DoctorInput, signal: AbortSignal): Promise<readonly Diagnosis[]> {
  const servers = await input.listServers(signal);
  const pal = checkPal(
    input,
    servers.find(({ name }) => name === 'pal'),
  );
  return [pal, ...servers.filter(({ name }) => name !== 'pal').map(checkServer)];
}

function checkServer({ name, command, approved }: ServerView): Diagnosis {
  const subject = { id: `mcp-${name}`, area: 'transport', title: `MCP server ${name}` } as const;
  const facts = { server: name, approved };
  const found = `${command.join(' ')} · ${approved ? 'approved, given to models that edit' : 'not approved yet'}`;
  if (approved) return well(subject, found, facts);
  return doubtful(subject, found, 'The next run asks for it. Until you approve it, no model gets it.', facts);
}

function checkPal({ loaded }: DoctorInput, view: ServerView | undefined): Diagnosis {
  const subject = { id: 'pal', area: 'transport', title: 'PAL' } as const;
  const { registry, settings } = loaded.configuration;
  const models = [...registry.values()];
  const onlyByPal = models.filter(({ cli }) => cli === undefined).map(({ id }) => id);
  const isWanted = settings.transport === 'pal' || models.some(({ transport }) => transport === 'pal');
  const facts = { transport: settings.transport, models: onlyByPal };
  if (!view) {
    if (!isWanted) return well(subject, `not set up${without(onlyByPal)}`, facts);
    const todo = 'Name a server "pal" in .mcp.json (`mao init` writes one). Until then MAO works directly.';
    return wrong(subject, 'no server in .mcp.json', todo, facts);
  }
  const command = view.command.join(' ');
  const named = { ...facts, command, approved: view.approved };
  if (!view.approved) {
    if (!isWanted) return well(subject, `${command} · not approved yet, not needed${without(onlyByPal)}`, named);
    return doubtful(subject, `${command} · not approved yet`, 'The next run shows its command and asks.', named);
  }
  if (view.problem !== undefined || !view.server) {
    const todo = `${view.problem ?? 'PAL did not answer in time.'} Until then MAO works directly.`;
    return (isWanted ? wrong : doubtful)(subject, `${command} · can not be used`, todo, named);
  }
  const { name, version, tools } = view.server;
  const found = `${name} ${version} · ${tools.length} tools · ${command}`;
  const lacks = ['clink', 'chat'].filter((tool) => !tools.includes(tool));
  const known = { ...named, server: name, version, tools: [...tools] };
  if (lacks.length === 0) return well(subject, found, known);
  return doubtful(subject, found, `It has no tool ${lacks.join(', ')}: update pal-mcp-server.`, known);
}

const without = (models: readonly string[]) => (models.length === 0 ? '' : `; ${models.join(', ')} can not be reached`);
