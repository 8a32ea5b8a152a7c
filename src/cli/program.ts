import { Command, InvalidArgumentError } from 'commander';
import type { InitFile } from '../core/initFiles';
import type { CliContext } from './cliContext';
import { withCommonOptions, type CommonOptions } from './commonOptions';
import { apply, revert } from './commands/apply';
import { develop } from './commands/develop';
import { showDiff } from './commands/showDiff';
import { replay, report, runs } from './commands/history';
import { doctor } from './commands/doctor';
import { fix, type FixOptions } from './commands/fix';
import { init } from './commands/init';
import { journal } from './commands/journal';
import { qa, type QaOptions } from './commands/qa';
import { resume } from './commands/resume';
import { sections } from './commands/sections';
import type { ExitCode } from './exitCodes';

/** Runs a command's body with a context made from its options. */
export type Execute = (options: CommonOptions, body: (context: CliContext) => Promise<ExitCode>) => Promise<void>;

function score(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= 0 && value <= 100) return value;
  throw new InvalidArgumentError('Give a number from 0 to 100.');
}

const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value];

/** The `mao` command line: what can be asked, nothing of how it is done. */
export function createProgram(
  version: string,
  execute: Execute,
  initFiles: () => Promise<readonly InitFile[]>,
): Command {
  const program = new Command('mao')
    .description('Turns sections of a PRD into verified code, written in parallel by models of several vendors.')
    .version(version)
    .exitOverride()
    .showHelpAfterError('(mao --help lists the commands)');
  const command = (usage: string, text: string) => withCommonOptions(program.command(usage).description(text));

  command('init', 'write what is missing of the configuration, and of the skill and commands for Claude Code')
    .option('--prompts', 'also write the prompt templates, to be changed')
    .action((options: CommonOptions & { prompts?: boolean }) =>
      execute(options, async (context) => init(context, await initFiles(), options.prompts === true)),
    );
  command('doctor', 'look whether all that a run needs is there: CLIs, sign-ins, git, PRD, configuration')
    .option('--probe', 'ask one model of each CLI for a word, and tell how long it took')
    .action((options: CommonOptions & { probe?: boolean }) =>
      execute(options, (context) => doctor(context, options.probe === true)),
    );
  command('sections', 'list the sections of the PRD').action((options: CommonOptions) => execute(options, sections));
  command('plan <sections...>', 'plan only: 2,3 or 2-4 or FR-003 or a heading').action(
    (list: readonly string[], options: CommonOptions) =>
      execute(options, (context) => develop(context, 'plan', list.join(' '))),
  );
  command('develop <sections...>', 'plan, write in parallel, merge, verify, propose').action(
    (list: readonly string[], options: CommonOptions) =>
      execute(options, (context) => develop(context, 'develop', list.join(' '))),
  );
  command('qa <sections...>', 'review the code of sections in five dimensions')
    .option('--paths <path...>', 'the code to look at: files, folders, patterns (default: what MAO finds out)')
    .option('--sarif <file>', 'write the findings as SARIF 2.1.0, for code hosts and CI')
    .option('--min-score <n>', 'exit with 1 when the score is below', score)
    .action((list: readonly string[], options: CommonOptions & QaOptions) =>
      execute(options, (context) => qa(context, list.join(' '), { ...options, version })),
    );
  command('fix [findings...]', 'mend findings of a QA by their ids: write, merge, verify, propose')
    .option('--run <qa-run>', 'the QA that found them (default: the newest that knows them)')
    .option('--model <name>', 'who shall do it (default: whom the QA assigned each to)')
    .option('--all <file>', 'all findings in force in this file')
    .action((findings: readonly string[], options: CommonOptions & FixOptions) =>
      execute(options, (context) => fix(context, findings, options)),
    );
  command('journal', 'write a journal entry of what happened since the last one')
    .option('--since <time>', 'a date, or an age such as 2d or 12h (default: the last entry)')
    .action((options: CommonOptions & { since?: string }) =>
      execute(options, (context) => journal(context, options.since)),
    );
  command('resume [run]', 'go on with an interrupted or cancelled run (default: the newest)').action(
    (run: string | undefined, options: CommonOptions) => execute(options, (context) => resume(context, run)),
  );
  command('runs', 'list the runs, newest first').action((options: CommonOptions) => execute(options, runs));
  command('report [run]', 'show the report of a run (default: the newest develop, fix or QA run)')
    .option('--diff', 'show what the run changes, as a patch')
    .action((run: string | undefined, options: CommonOptions & { diff?: boolean }) =>
      execute(options, (context) => (options.diff === true ? showDiff(context, run) : report(context, run))),
    );
  command('apply [run]', 'apply the changes of a run (default: the newest develop or fix run)')
    .option('--file <path>', 'only this file (may be repeated)', collect, [])
    .option('--tick <path>', 'a protected file that may be written all the same (may be repeated)', collect, [])
    .option('--unverified', 'apply although the checks are red')
    .action(
      (
        run: string | undefined,
        options: CommonOptions & { file: readonly string[]; tick: readonly string[]; unverified?: boolean },
      ) =>
        execute(options, (context) =>
          apply(context, run, { files: options.file, ticked: options.tick, unverified: options.unverified === true }),
        ),
    );
  command('revert [run]', 'undo an applied run (default: the newest that is applied)').action(
    (run: string | undefined, options: CommonOptions) => execute(options, (context) => revert(context, run)),
  );
  command('replay <run>', 'show a run again from its log, without any model').action(
    (run: string, options: CommonOptions) => execute(options, (context) => replay(context, run)),
  );
  return program;
}
