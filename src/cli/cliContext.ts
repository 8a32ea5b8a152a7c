import type { Engine } from '../orchestration/engine';
import type { CommonOptions } from './commonOptions';
import type { EditText } from './editText';
import type { Output } from './output';
import type { Terminal } from './terminal';

/** What every command of `mao` works with. */
export interface CliContext {
  readonly engine: Engine;
  readonly options: CommonOptions;
  readonly output: Output;
  readonly terminal: Terminal | undefined;
  readonly edit: EditText;
  readonly signal: AbortSignal;
}
