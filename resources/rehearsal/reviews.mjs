// The parts that the scripted CLIs play in a QA and a journal of the sample project. What they say of the code is true of the
// sample's own code and of what loans.mjs and reminders.mjs write; findings about code that is not there are left out.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The first line of a file that matches, or undefined. */
function lineOf(cwd, file, pattern) {
  const path = join(cwd, file);
  if (!existsSync(path)) return undefined;
  return readFileSync(path, 'utf8')
    .split(/\r?\n/)
    .find((line) => pattern.test(line));
}

const remarks = {
  prd_compliance: [
    {
      file: 'src/members.ts',
      pattern: /members\.size \+ 1/,
      severity: 'info',
      category: 'Requirements',
      message: 'Ids are counted from the number of members, which holds only as long as nobody can leave',
      why: 'The PRD says that an id is never used twice',
      suggestion: 'Keep the last number that was given',
    },
  ],
  error_handling: [
    {
      file: 'src/members.ts',
      pattern: /members\.size \+ 1/,
      severity: 'warning',
      category: 'Identity',
      message: 'Ids are counted from the number of members: once members can leave, an id is given twice',
      why: 'Loans of the one who left would belong to the next one',
      suggestion: 'Keep the last number that was given',
    },
    {
      file: 'src/loans/loanStore.ts',
      pattern: /await rename\(beside, file\);/,
      severity: 'info',
      category: 'Files',
      message: 'The temporary file stays behind when the rename fails',
      why: 'Every failed save leaves a file beside the real one',
      suggestion: 'Remove it before the error goes on',
    },
  ],
  type_safety: [
    {
      file: 'src/members.ts',
      pattern: /readonly id: string/,
      severity: 'info',
      category: 'Types',
      message: 'Any text passes for the id of a member',
      why: 'A copy and a member can be mixed up without a word from the compiler',
      suggestion: 'Give ids a type of their own',
    },
  ],
  architecture: [
    {
      file: 'src/members.ts',
      pattern: /const known = this\.all\(\)\.some/,
      severity: 'info',
      category: 'Structure',
      message: 'Each join walks through all members to find a known address',
      why: 'It is done in full for everyone who joins',
      suggestion: 'Keep the addresses in a set',
    },
  ],
  security: [
    {
      file: 'src/members.ts',
      pattern: /is a member already/,
      severity: 'warning',
      category: 'Privacy',
      message: 'The error tells anyone who asks whether an address belongs to a member',
      why: 'A list of addresses can be tried one by one',
      suggestion: 'Say it to the desk only',
    },
  ],
};

const scores = { prd_compliance: 92, error_handling: 84, type_safety: 88, architecture: 90, security: 79 };

const requirements = {
  1: [
    ['FR-101 joining with name and address', 'met', 'src/members.ts', /const person = name\.trim/],
    ['FR-102 adults have 5 loans, children 2', 'met', 'src/members.ts', /const limits/],
    ['FR-103 no address joins twice', 'met', 'src/members.ts', /const known/],
  ],
  2: [
    ['FR-202 due 21 days after', 'met', 'src/loans/rules.ts', /21/],
    ['FR-203 limits of loans', 'met', 'src/loans/rules.ts', /loanLimit/],
    ['FR-204 a crash leaves no half file', 'met', 'src/loans/loanStore.ts', /rename/],
  ],
};

function review({ dimension = '', section = '', cwd }) {
  const findings = (remarks[dimension] ?? []).flatMap(({ pattern, ...remark }) => {
    const quote = lineOf(cwd, remark.file, pattern);
    return quote === undefined ? [] : [{ ...remark, quote }];
  });
  const judged = section.split(/\s*,\s*/).flatMap((number) => requirements[number] ?? []);
  return {
    assessed: true,
    score: scores[dimension] ?? 80,
    summary: `Rehearsed view on ${dimension.replace(/_/g, ' ')}.`,
    findings,
    ...(dimension === 'prd_compliance'
      ? {
          requirements: judged.map(([requirement, status, file, pattern]) => {
            const quote = lineOf(cwd, file, pattern);
            return quote === undefined
              ? { requirement, status: 'not', note: 'there is no such code yet' }
              : { requirement, status, file, quote, note: '' };
          }),
        }
      : {}),
  };
}

/** Puts findings of one message beginning together, as the orchestrator does. */
function synthesis({ prompt }) {
  const numbers = [...prompt.matchAll(/^(F\d+) /gm)].map(([, number]) => number);
  return {
    summary: 'The code is sound and small. Privacy of addresses and lasting ids come first.',
    categories: numbers.length > 0 ? [{ name: 'Rehearsed', findings: numbers }] : [],
    duplicates: [],
    fixes: numbers.slice(0, 1).map((finding) => ({ finding, model: 'sonnet' })),
  };
}

const label = '[rehearsal: scripted, no model was asked]';
const view = (perspective, text) => ({
  when: { task: 'journal-perspective', perspective },
  body: `${label} ${text}`,
});

export const reviewParts = [
  {
    when: { task: 'qa-scope' },
    json: ({ section = '', cwd }) => ({
      files: ['src/members.ts', 'test/members.test.ts', 'src/loans/loan.ts', 'src/loans/loanStore.ts'].filter(
        (file) =>
          existsSync(join(cwd, file)) && (section.split(/\s*,\s*/).includes('1') ? !file.includes('loans') : true),
      ),
    }),
  },
  { when: { task: 'qa-review' }, read: ['PRD.md', 'src/members.ts'], json: review },
  { when: { task: 'qa-synthesis' }, json: synthesis },
  view('technical', 'What was built stands in the runs and commits above; nothing else was looked at.'),
  view('process', 'The work went through plan, parallel writing, merge and checks.'),
  view('creative', 'A contract written first lets strangers work at the same time.'),
  {
    when: { task: 'journal-synthesis' },
    body: `${label} A day of work on Shelf.\n\n### What was built\n\nSee the runs.\n\n### How it went\n\nIn parallel.\n\n### What was learned\n\nContracts first.\n`,
  },
];
