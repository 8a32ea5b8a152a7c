const escapes = /\u001B(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001B]*(?:\u0007|\u001B\\)?|[@-Z\\-_a-z])/g;
const controls = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/g;

/** A line of a program's output as it would stand on a screen: no colours or cursor moves, and of a progress line the last state. */
export function plainLine(line: string): string {
  const clean = line.replace(escapes, '');
  const states = clean.split('\r').filter((state) => state !== '');
  return (states.at(-1) ?? '').replace(controls, '');
}
