// Scripted stand-ins for the model CLIs. They print what Claude Code, Codex CLI and Gemini CLI print, and play the parts of
// loans.mjs, reminders.mjs, reviews.mjs and fixes.mjs for the sample project. No model is asked, nothing goes over the network.
//
//   node rehearsal.mjs claude|codex|gemini <the real CLI's own arguments>          as `clis.<cli>: { path: <node>, args: [<this file>, <cli>] }`
//
// A part is { when, say, read, write, json, … }; the first whose `when` matches the prompt's MAO header lines is played:
//   when     { task, section, workstream, attempt, model, cli }: text, regular expression or function
//   say      closing text; `json` (value or function) is a structured answer, `body` (function of the call) any other
//   read     paths looked at; `write` { path: text | { append } }, or a function of the call that gives one: files written
//            where the CLI may edit, null deletes
//   fail     rate-limited | quota | overloaded | signed-out | model-unknown | hang | crash | garbage | no-result | cut | untrusted
//   leaves   { path: text } written before a part fails: what a model leaves that breaks off midway
//   times    how often it may be played, counted in MAO_REHEARSAL_STATE (a folder)         delayMs   wait before the first word
//   stubborn with `hang`: ignore SIGTERM, and leave child processes for the caller to end, one in a session of its own
//
// MAO_REHEARSAL_PARTS   parts that go before the scenario's: a JSON array, or the path of a module with a default export
// MAO_REHEARSAL_PACE    milliseconds between pieces of text (30)
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { playClaude } from './claude.mjs';
import { playCodex } from './codex.mjs';
import { playGemini } from './gemini.mjs';
import { fixParts } from './fixes.mjs';
import { loanParts } from './loans.mjs';
import { reminderParts } from './reminders.mjs';
import { reviewParts } from './reviews.mjs';

const environment = process.env;
const pace = Number(environment.MAO_REHEARSAL_PACE ?? 30);

/** The MAO header lines of the last prompt in a text, keys in lower case. */
function headerOf(text) {
  const start = text.lastIndexOf('MAO-Task:');
  const header = {};
  for (const line of start < 0 ? [] : text.slice(start).split(/\r?\n/)) {
    const match = /^MAO-(\w+):\s*(.*?)\s*$/.exec(line);
    if (!match) break;
    header[match[1].toLowerCase()] = match[2];
  }
  return header;
}

async function ownParts() {
  const given = environment.MAO_REHEARSAL_PARTS;
  if (!given) return [];
  if (given.trimStart().startsWith('[')) return JSON.parse(given);
  return (await import(pathToFileURL(resolve(given)).href)).default;
}

const fits = (wanted, actual) =>
  wanted instanceof RegExp
    ? wanted.test(actual ?? '')
    : typeof wanted === 'function'
      ? wanted(actual)
      : String(wanted) === actual;

/** Claims one of a part's `times`; exclusive creation makes it right between processes that start at once. */
function claim(part, index) {
  if (part.times === undefined) return true;
  const folder = environment.MAO_REHEARSAL_STATE;
  if (!folder) throw new Error('A part with `times` needs MAO_REHEARSAL_STATE.');
  for (let count = 0; count < part.times; count++) {
    try {
      writeFileSync(join(folder, `part-${index}-${count}`), '', { flag: 'wx' });
      return true;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
  }
  return false;
}

const label = '[rehearsal: scripted, no model was asked] ';
const fenced = (value) => '```json\n' + JSON.stringify(value, null, 2) + '\n```\n';

/** A plan says in each section's summary that it is rehearsed, so that it does wherever it is shown. */
const labelled = (answer) =>
  Array.isArray(answer?.sections)
    ? { ...answer, sections: answer.sections.map((plan) => ({ ...plan, summary: `Rehearsal: ${plan.summary}` })) }
    : answer;

function closingText(part, call) {
  if (part.json !== undefined)
    return `${label}\n\n${fenced(labelled(typeof part.json === 'function' ? part.json(call) : part.json))}`;
  if (part.body !== undefined) return typeof part.body === 'function' ? part.body(call) : part.body;
  return label + (part.say ?? 'Done.');
}

/** Finds the part for a prompt and returns it with all that the CLIs' formats need to play it. */
async function findPart(cli, model, prompt) {
  const call = { cli, model, prompt, ...headerOf(prompt), cwd: process.cwd() };
  const parts = [...(await ownParts()), ...loanParts, ...reminderParts, ...reviewParts, ...fixParts];
  const index = parts.findIndex(
    (part, at) => Object.entries(part.when ?? {}).every(([key, wanted]) => fits(wanted, call[key])) && claim(part, at),
  );
  const part = parts[index] ?? {
    say: `There is no part for the task "${call.task ?? 'none'}" (section ${call.section ?? '-'}, ${call.workstream ?? '-'}).`,
  };
  if (part.delayMs) await sleep(part.delayMs);
  for (const [path, content] of Object.entries(part.leaves ?? {}))
    perform({ kind: 'write', path, file: resolve(path), content });
  return {
    ...part,
    actions: actionsOf(part, call),
    text: closingText(part, call),
    tokensIn: Math.ceil(prompt.length / 4),
  };
}

/** The tool calls of a part: reads, then writes with their whole new text (`null`: delete). */
function actionsOf(part, call) {
  const reads = (part.read ?? []).map((path) => ({ kind: 'read', path, file: resolve(path) }));
  const wanted = typeof part.write === 'function' ? part.write(call) : part.write;
  const writes = Object.entries(wanted ?? {}).map(([path, content]) => {
    const file = resolve(path);
    const before = existsSync(file) ? readFileSync(file, 'utf8') : undefined;
    return { kind: 'write', path, file, before, content: newText(before ?? '', content) };
  });
  return [...reads, ...writes];
}

/** `append` is done once only: a fallback finds what the model before it left. */
function newText(before, content) {
  if (content === null || typeof content === 'string') return content;
  return before.includes(content.append) ? before : before + content.append;
}

/** Does what an action says, inside the working directory only, as the real tools do. */
function perform(action) {
  const path = relative(process.cwd(), action.file);
  if (path === '..' || path.startsWith('..' + sep)) throw new Error(`${action.path} is outside the working directory`);
  if (action.kind === 'read') return;
  if (action.content === null) return rmSync(action.file, { force: true });
  mkdirSync(dirname(action.file), { recursive: true });
  writeFileSync(action.file, action.content);
}

const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

/** Cuts a text into pieces of about 24 characters, with a pause after each. */
async function* pieces(text) {
  for (const piece of text.match(/[\s\S]{1,24}/g) ?? []) {
    yield piece;
    await sleep(pace);
  }
}

/** Stays until it is killed; `stubborn` outlives SIGTERM and has children, as a CLI with running tools does. */
async function hang(part) {
  if (part.stubborn) {
    process.on('SIGTERM', () => undefined);
    for (const detached of [false, true]) {
      const code = 'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000)';
      spawn(process.execPath, ['-e', code], { stdio: 'ignore', detached });
    }
  }
  for (;;) await sleep(60_000);
}

/** How a part breaks off after its first words: the exit code, or undefined where the CLI says something else first. */
async function breakOff(part) {
  if (part.fail === 'hang') await hang(part);
  if (part.fail === 'crash') process.stderr.write('rehearsed crash\n');
  return { 'no-result': 0, crash: 70 }[part.fail];
}

const print = (value) => {
  process.stdout.write((typeof value === 'string' ? value : JSON.stringify(value)) + '\n');
};

async function readInput() {
  let text = '';
  for await (const chunk of process.stdin.setEncoding('utf8')) text += chunk;
  return text;
}

/** The value after one of these flags. */
const flag = (args, ...names) => {
  const at = args.findIndex((argument) => names.includes(argument));
  return at < 0 ? undefined : args[at + 1];
};

const versions = { claude: '2.1.330 (Claude Code)', codex: 'codex-cli 0.169.0', gemini: '0.61.0' };
const players = { claude: playClaude, codex: playCodex, gemini: playGemini };
const [cli, ...args] = process.argv.slice(2);
if (!players[cli]) {
  process.stderr.write('usage: rehearsal.mjs claude|codex|gemini …\n');
  process.exit(64);
}
if (args.includes('--version')) {
  print(versions[cli]);
} else if (args.includes('status')) {
  // `claude auth status` and `codex login status`: signed in, to nothing.
  print(cli === 'claude' ? { loggedIn: true, authMethod: 'rehearsal' } : 'Logged in to a rehearsal');
} else {
  const stage = {
    args,
    flag,
    findPart,
    perform,
    pieces,
    sleep,
    breakOff,
    print,
    readInput,
    step: () => sleep(pace * 4),
    cwd: process.cwd(),
  };
  process.exitCode = await players[cli](stage);
  process.stdin.destroy();
}
