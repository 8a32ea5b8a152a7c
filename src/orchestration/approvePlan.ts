import type { ModelCommand } from '../core/modelCommand';
import type { Plan } from '../core/plan';
import type { PlanAgain } from '../core/ports/approver';
import { commandSubject, modelCommands } from './modelCommands';
import type { ProposedPlan } from './proposePlan';
import type { RunContext } from './runDependencies';

const kind = 'model-commands';

/** What an approval needs of its run. */
export type ApprovalContext = Pick<
  RunContext,
  'configuration' | 'adapters' | 'fixing' | 'approvals' | 'approver' | 'emit' | 'signal' | 'logger'
>;

/**
 * Shows the plan and, where the workspace has not seen them yet, the command lines that it starts; resolves with the plan as
 * approved, undefined when the user cancels. `planAgain` makes the plan that they want instead, undefined when that is
 * cancelled. Approving a plan approves the commands shown with it, for good; an edited plan
 * that needs others is asked about once more.
 */
export async function approvePlan(
  context: ApprovalContext,
  proposed: ProposedPlan,
  planAgain: (wish: PlanAgain) => Promise<ProposedPlan | undefined>,
): Promise<Plan | undefined> {
  const allowed = new Set<string>();
  let { plan, source } = proposed;
  for (;;) {
    const commands = await newCommands(context, plan, allowed);
    context.emit({
      type: 'plan-proposed',
      plan,
      source,
      ...(commands.length === 0 ? {} : { commands: [...commands] }),
    });
    const approved = await context.approver.approvePlan(plan, source, context.signal, commands);
    if (!approved || context.signal.aborted) return undefined;
    if ('again' in approved) {
      const other = await planAgain(approved);
      if (!other) return undefined;
      ({ plan, source } = other);
      continue;
    }
    for (const command of commands) {
      allowed.add(commandSubject(command));
      await remember(context, command);
    }
    if ((await newCommands(context, approved, allowed)).length === 0) return approved;
    plan = approved;
  }
}

/** Whether an approved plan starts command lines that the user has not seen in this workspace. */
export async function needsApproval(context: ApprovalContext, plan: Plan): Promise<boolean> {
  return (await newCommands(context, plan, new Set())).length > 0;
}

async function newCommands(
  context: ApprovalContext,
  plan: Plan,
  allowed: ReadonlySet<string>,
): Promise<readonly ModelCommand[]> {
  const commands = await modelCommands(context, plan);
  const known = await Promise.all(
    commands.map(async (command) => {
      const subject = commandSubject(command);
      return allowed.has(subject) || (await context.approvals.isApproved(kind, subject));
    }),
  );
  return commands.filter((_, index) => known[index] !== true);
}

/** An approval that can not be kept holds for this run; the user is asked again in the next. */
async function remember(context: ApprovalContext, command: ModelCommand): Promise<void> {
  try {
    await context.approvals.approve(kind, commandSubject(command));
  } catch (cause) {
    context.logger.error('An approval could not be kept', cause);
  }
}
