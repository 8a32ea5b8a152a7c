import type { ModelCommand } from '../core/modelCommand';
import type { Plan } from '../core/plan';
import type { Access, AttemptRequest } from '../core/ports/modelAdapter';
import { checkersOf, orchestratorOf } from './orchestrator';
import type { RunContext } from './runDependencies';

/** Worktrees are made anew for each run, so that their names stand for them. */
const worktree = '<worktree>';
const place = 'a worktree of its own, outside your workspace';

type CommandContext = Pick<RunContext, 'configuration' | 'adapters' | 'fixing' | 'rehearsal'>;

/** One way in which a run may use a model. */
interface Use {
  readonly model: string;
  readonly access: Access;
  readonly thinking?: string;
}

function usesOf({ configuration, fixing }: CommandContext, plan: Plan): readonly Use[] {
  const { registry } = configuration;
  const checkers = fixing ? fixing.reviewers(configuration) : checkersOf(configuration);
  const tasks: readonly Use[] = [
    ...[orchestratorOf(registry), ...checkers].map((model) => ({ model, access: 'read-only' as const })),
    { model: orchestratorOf(registry), access: 'none' },
  ];
  const workstreams = plan.sections.flatMap((section) => section.workstreams.filter(({ skip }) => skip !== true));
  const work = workstreams.flatMap(({ model, fallbacks, thinking }): readonly Use[] => [
    { model, access: 'edit', ...(thinking === undefined ? {} : { thinking }) },
    ...fallbacks.map((fallback) => ({ model: fallback, access: 'edit' as const })),
  ]);
  return [...work, ...tasks];
}

/**
 * The command lines that a run of this plan may start, each once, models of the workstreams first. What is reached by no
 * command of its own (an HTTP API, a CLI that is not there) has none.
 */
export async function modelCommands(context: CommandContext, plan: Plan): Promise<readonly ModelCommand[]> {
  const { limits } = context.configuration.settings;
  const found = new Map<string, ModelCommand>();
  for (const { model, access, thinking } of usesOf(context, plan)) {
    const spec = context.configuration.registry.get(model);
    const adapter = spec && context.adapters(spec);
    if (!spec || !adapter?.preview) continue;
    const request: AttemptRequest = {
      model: spec,
      prompt: '',
      workdir: worktree,
      access,
      limits,
      ...(thinking === undefined ? {} : { thinking }),
    };
    const preview = await adapter.preview(request);
    if (!preview) continue;
    const command = {
      cli: adapter.cli,
      models: [model],
      cwd: place,
      ...preview,
      commandLine: [...preview.commandLine],
      ...(context.rehearsal ? { pays: 'nobody: the models are scripted' } : {}),
    };
    const key = commandSubject(command);
    const known = found.get(key);
    const models = [...new Set([...(known?.models ?? []), model])];
    found.set(key, { ...command, models });
  }
  return [...found.values()];
}

/** What an approval of a command line is bound to: argv, place and payer, but not which models of the registry use it. */
export function commandSubject({ commandLine, cwd, pays }: ModelCommand): string {
  return JSON.stringify([commandLine, cwd, pays]);
}
