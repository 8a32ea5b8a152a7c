/** Where the command writes: results and JSON to `result`, people's text to `say`. Both end the line. */
export interface Output {
  readonly json: boolean;
  readonly result: (line: string) => void;
  readonly say: (line: string) => void;
}

/** Output on the given streams. */
export function streamOutput(json: boolean, stdout: NodeJS.WritableStream, stderr: NodeJS.WritableStream): Output {
  return {
    json,
    result: (line) => void stdout.write(`${line}\n`),
    say: (line) => void stderr.write(`${line}\n`),
  };
}
