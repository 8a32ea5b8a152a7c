import { FailureError } from '../core/failure';
import type { Plan, PlanSource } from '../core/plan';
import type { Approver, CheckCommand } from '../core/ports/approver';
import type { EntryApprover } from '../core/ports/entryApprover';
import type { ScopeApprover } from '../core/ports/scopeApprover';
import { askScope } from './askScope';
import type { EditText } from './editText';
import type { Output } from './output';
import { renderPlan } from './renderPlan';
import type { Terminal } from './terminal';

/** `yes`: approve everything. `readPlan` takes back what the user edited. */
export interface ApproverOptions {
  readonly yes: boolean;
  readonly approved: { readonly plan: boolean; readonly checks: boolean };
  readonly terminal: Terminal | undefined;
  readonly output: Output;
  readonly edit: EditText;
  readonly renderDocument: (plan: Plan, source: PlanSource) => string;
  readonly readDocument: (text: string, plan: Plan) => { readonly plan: Plan; readonly problems: readonly string[] };
}

function unattended(what: string, next: string): FailureError {
  const message = `${what} needs your approval, and there is no terminal to ask on. To approve it: ${next}`;
  return new FailureError({ code: 'refused', message });
}

/** A plan after an edit; `draft` is what the user wrote where it holds mistakes: the next edit goes on with it. */
interface Edited {
  readonly plan: Plan;
  readonly draft?: string;
}

async function editPlan(options: ApproverOptions, before: Edited, source: PlanSource): Promise<Edited> {
  const { plan, draft } = before;
  const text = await options.edit('plan.md', draft ?? options.renderDocument(plan, source));
  if (text === undefined) return before;
  const read = options.readDocument(text, plan);
  if (read.problems.length === 0) return { plan: read.plan };
  for (const problem of read.problems) options.output.say(problem);
  options.output.say('The plan stays as it was. Edit again to mend this; what you wrote is kept.');
  return { plan, draft: text };
}

/** Asks on the terminal; with `--yes` (or `approve: always` in the settings) approves, with neither refuses by a `FailureError`. */
export function terminalApprover(options: ApproverOptions): Approver & EntryApprover & Partial<ScopeApprover> {
  const { terminal, output } = options;
  const choose = async (question: string, signal: AbortSignal) =>
    (await terminal?.ask(question, signal))?.toLowerCase();
  return {
    approvePlan: async (proposed, source, signal, commands) => {
      if (options.yes || options.approved.plan) return proposed;
      if (!terminal) throw unattended('The plan', 'mao resume --yes');
      let edited: Edited = { plan: proposed };
      const what = commands.length > 0 ? 'this plan and the commands that it starts' : 'this plan';
      for (;;) {
        // The plan of a fix comes from its findings: nobody can make another.
        const again = source === 'findings' ? '' : ' [p]lan again,';
        const answer = await choose(`Approve ${what}? [y]es, [e]dit,${again} [n]o: `, signal);
        if (answer === undefined || answer === 'n' || answer === 'no') return undefined;
        if (answer === 'y' || answer === 'yes') return edited.plan;
        if (again !== '' && (answer === 'p' || answer === 'plan again')) {
          const wish = await terminal.ask('What is to be different? ', signal);
          if (wish !== undefined && wish !== '') return { again: wish, plan: edited.plan };
          continue;
        }
        if (answer !== 'e' && answer !== 'edit') continue;
        edited = await editPlan(options, edited, source);
        for (const line of renderPlan(edited.plan, source)) output.say(line);
      }
    },
    unattendedEntry: () =>
      options.yes || terminal ? undefined : unattended('The journal entry', 'mao journal --yes').failure,
    approveEntry: async (file, text, signal) => {
      if (options.yes) return true;
      if (!terminal) throw unattended('The journal entry', 'mao journal --yes');
      output.say(`To be added to ${file}:\n\n${text.trim()}\n`);
      const answer = await choose('Write it? [y]es, [n]o: ', signal);
      return answer === 'y' || answer === 'yes';
    },
    // A QA changes nothing, so that it goes ahead with what was found where nobody can be asked.
    ...(terminal && !options.yes && !options.approved.plan
      ? { approveScope: (scope, signal) => askScope(scope, terminal, output, signal) }
      : {}),
    approveChecks: async (commands: readonly CheckCommand[], signal) => {
      if (options.yes || options.approved.checks) return true;
      if (!terminal) return false;
      output.say('To verify the result, MAO would run these commands of your project in a separate worktree:');
      for (const { name, command, source } of commands) output.say(`  ${name}: ${command.join(' ')}   (${source})`);
      const answer = await choose('Run them? [y]es, [n]o: ', signal);
      return answer === 'y' || answer === 'yes';
    },
    approveServers: async (servers, signal) => {
      if (!options.yes && !terminal) return 'no';
      output.say(
        options.yes
          ? 'MCP servers of .mcp.json, allowed for this run by --yes:'
          : 'This workspace names MCP servers (.mcp.json). MAO or the models it starts would run these commands:',
      );
      for (const { name, command, variables, cwd } of servers) {
        const given = variables.length === 0 ? '' : `, with ${variables.join(', ')}`;
        output.say(`  ${name}: ${command.join(' ')}   (in ${cwd === 'worktree' ? 'the worktrees' : cwd}${given})`);
      }
      if (options.yes) return 'once';
      const answer = await choose('Allow them, until one of them changes? [y]es, [o]nce, [n]o: ', signal);
      if (answer === 'y' || answer === 'yes') return 'always';
      return answer === 'o' || answer === 'once' ? 'once' : 'no';
    },
  };
}
