// The scripted parts for section 2 of the sample PRD (Loans), and what is asked about the run as a whole.
import { existsSync } from 'node:fs';
import { reminderPlan } from './reminders.mjs';

const file = (path, owner, purpose, exports) => ({ path, owner, purpose, exports });

const loanPlan = {
  section: '2',
  complexity: 'medium',
  strategy: 'waves',
  summary:
    'Loans as plain data, a file store with atomic writes, the rules as pure functions, and a desk that joins them.',
  contract: {
    notes: 'Imports carry the .ts ending. No dependencies. Dates are ISO days.',
    files: [
      file('src/loans/loan.ts', 'schemas', 'What a loan is, and how it is read from JSON', [
        'interface Loan',
        'parseLoans(value: unknown): readonly Loan[]',
      ]),
      file('src/loans/loanStore.ts', 'storage', 'Keeps the loans in one JSON file', [
        'interface LoanStore',
        'fileLoanStore(file: string): LoanStore',
      ]),
      file('src/loans/rules.ts', 'core_logic', 'Due days and who may borrow', [
        'addDays(day: string, days: number): string',
        'daysBetween(from: string, to: string): number',
        'dueDay(borrowed: string): string',
        'refusal(loans: readonly Loan[], member: Member, copy: string): string | undefined',
      ]),
      file('src/loans/desk.ts', 'implementation', 'Lends and takes back', ['class LoanDesk']),
      file('src/index.ts', 'implementation', 'Everything that is exported', []),
      file('test/loans.test.ts', 'tests', 'FR-201 to FR-205', []),
    ],
  },
  workstreams: [
    {
      id: 'schemas',
      brief: 'Define Loan and read it safely from unknown data.',
      acceptance: ['FR-201'],
      dependsOn: [],
      model: 'gemini-pro',
      thinking: 'max',
    },
    {
      id: 'storage',
      brief: 'Keep loans in one JSON file, written atomically.',
      acceptance: ['FR-204'],
      dependsOn: ['schemas'],
      model: 'gpt-codex',
      thinking: 'high',
    },
    {
      id: 'core_logic',
      brief: 'Due days across leap days, limits, copies that are out.',
      acceptance: ['FR-202', 'FR-203'],
      dependsOn: ['schemas'],
      model: 'o3',
      thinking: 'max',
    },
    {
      id: 'implementation',
      brief: 'The desk: lend, give back, list what is out. Export it.',
      acceptance: ['FR-203', 'FR-205'],
      dependsOn: ['schemas'],
      model: 'sonnet',
      thinking: 'ultrathink',
    },
    {
      id: 'tests',
      brief: 'One test per requirement, a crash while writing included.',
      acceptance: ['FR-201 to FR-205'],
      dependsOn: ['schemas'],
      model: 'gpt-codex',
      thinking: 'high',
    },
  ],
};

const loan = `/** One copy lent to one member (FR-201). Days are ISO days; \`returned\` is there once the copy came back. */
export interface Loan {
  readonly copy: string;
  readonly member: string;
  readonly borrowed: string;
  readonly due: string;
  readonly returned?: string;
}

const isDay = (value: unknown): value is string => typeof value === 'string' && /^\\d{4}-\\d{2}-\\d{2}$/.test(value);

function isLoan(value: unknown): value is Loan {
  if (typeof value !== 'object' || value === null) return false;
  if (!('copy' in value && 'member' in value && 'borrowed' in value && 'due' in value)) return false;
  const returned = 'returned' in value ? value.returned : undefined;
  const named = typeof value.copy === 'string' && typeof value.member === 'string';
  return named && isDay(value.borrowed) && isDay(value.due) && (returned === undefined || isDay(returned));
}

/** Reads loans from data of unknown origin; throws at the first thing that is no loan. */
export function parseLoans(value: unknown): readonly Loan[] {
  if (!Array.isArray(value)) throw new Error('Loans must be a list.');
  return value.map((item: unknown, index) => {
    if (isLoan(item)) return item;
    throw new Error(\`Entry \${index + 1} is not a loan.\`);
  });
}
`;

const loanStore = `import { readFile, rename, writeFile } from 'node:fs/promises';
import { parseLoans, type Loan } from './loan.ts';

/** Where the desk keeps its loans. */
export interface LoanStore {
  load(): Promise<readonly Loan[]>;
  save(loans: readonly Loan[]): Promise<void>;
}

const isMissing = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ENOENT';

/** Keeps loans in one JSON file. Writes beside it and renames, so that there never is half a file (FR-204). */
export function fileLoanStore(file: string): LoanStore {
  return {
    async load() {
      const text = await readFile(file, 'utf8').catch((error: unknown) => {
        if (isMissing(error)) return '[]';
        throw error;
      });
      try {
        return parseLoans(JSON.parse(text));
      } catch (cause) {
        throw new Error(\`\${file} is damaged: restore it from a backup.\`, { cause });
      }
    },
    async save(loans) {
      const beside = \`\${file}.\${process.pid}.new\`;
      await writeFile(beside, JSON.stringify(loans, null, 2) + '\\n');
      await rename(beside, file);
    },
  };
}
`;

/** The rules of section 2 as they ought to be. */
export const rules = `import { loanLimit, type Member } from '../members.ts';
import type { Loan } from './loan.ts';

const millisecondsPerDay = 86_400_000;

/** The ISO day so many days later; counted in UTC, where every day has 24 hours. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * millisecondsPerDay).toISOString().slice(0, 10);
}

/** Days from one ISO day to another; negative when \`to\` is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / millisecondsPerDay);
}

/** A loan is due 21 days after it was borrowed (FR-202). */
export function dueDay(borrowed: string): string {
  return addDays(borrowed, 21);
}

/** Why this member can not borrow this copy now; undefined when they can (FR-203). */
export function refusal(loans: readonly Loan[], member: Member, copy: string): string | undefined {
  const out = loans.filter((loan) => loan.returned === undefined);
  if (out.some((loan) => loan.copy === copy)) return \`\${copy} is out.\`;
  const limit = loanLimit(member.kind);
  const own = out.filter((loan) => loan.member === member.id).length;
  return own >= limit ? \`\${member.name} has \${own} loans already; the limit is \${limit}.\` : undefined;
}
`;

const desk = `import type { MemberRegister } from '../members.ts';
import type { Loan } from './loan.ts';
import type { LoanStore } from './loanStore.ts';
import { dueDay, refusal } from './rules.ts';

/** Lends copies and takes them back. One call at a time: each reads the store and writes it. */
export class LoanDesk {
  private readonly members: MemberRegister;
  private readonly store: LoanStore;

  constructor(members: MemberRegister, store: LoanStore) {
    this.members = members;
    this.store = store;
  }

  /** Lends a copy; throws with the reason when it may not be (FR-203). */
  async lend(memberId: string, copy: string, today: string): Promise<Loan> {
    const member = this.members.find(memberId);
    if (member === undefined) throw new Error(\`There is no member \${memberId}.\`);
    const loans = await this.store.load();
    const reason = refusal(loans, member, copy);
    if (reason !== undefined) throw new Error(reason);
    const loan: Loan = { copy, member: memberId, borrowed: today, due: dueDay(today) };
    await this.store.save([...loans, loan]);
    return loan;
  }

  /** Ends the loan of a copy; throws when the copy is not out (FR-205). */
  async giveBack(copy: string, today: string): Promise<Loan> {
    const loans = await this.store.load();
    const open = loans.find((loan) => loan.copy === copy && loan.returned === undefined);
    if (open === undefined) throw new Error(\`\${copy} is not out.\`);
    const ended: Loan = { ...open, returned: today };
    await this.store.save(loans.map((loan) => (loan === open ? ended : loan)));
    return ended;
  }

  /** What is out now. */
  async open(): Promise<readonly Loan[]> {
    return (await this.store.load()).filter((loan) => loan.returned === undefined);
  }
}
`;

const loanTests = `import assert from 'node:assert/strict';
import { mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { LoanDesk, MemberRegister, dueDay, fileLoanStore, type MemberKind } from '../src/index.ts';

async function newDesk(kind: MemberKind = 'adult') {
  const folder = await mkdtemp(join(tmpdir(), 'shelf-'));
  const members = new MemberRegister();
  const member = members.join('Ada', 'ada@example.org', kind);
  const file = join(folder, 'loans.json');
  return { desk: new LoanDesk(members, fileLoanStore(file)), member: member.id, folder, file };
}

describe('loans', () => {
  it('names copy, member and days (FR-201)', async () => {
    const { desk, member } = await newDesk();
    const loan = await desk.lend(member, 'Emma #1', '2026-11-23');
    assert.deepEqual(loan, { copy: 'Emma #1', member, borrowed: '2026-11-23', due: '2026-12-14' });
    assert.deepEqual(await desk.open(), [loan]);
  });

  it('is due 21 days later, across years and leap days (FR-202)', () => {
    assert.equal(dueDay('2026-12-20'), '2027-01-10');
    assert.equal(dueDay('2028-02-10'), '2028-03-02');
    assert.equal(dueDay('2027-02-10'), '2027-03-03');
  });

  it('keeps the limit and lends no copy twice (FR-203)', async () => {
    const { desk, member } = await newDesk('child');
    await desk.lend(member, 'a', '2026-11-23');
    await assert.rejects(desk.lend(member, 'a', '2026-11-23'), /a is out/);
    await desk.lend(member, 'b', '2026-11-23');
    await assert.rejects(desk.lend(member, 'c', '2026-11-23'), /limit is 2/);
    await assert.rejects(desk.lend('m9', 'c', '2026-11-23'), /no member m9/);
  });

  it('writes whole files only and says when one is damaged (FR-204)', async () => {
    const { desk, member, folder, file } = await newDesk();
    await desk.lend(member, 'a', '2026-11-23');
    assert.deepEqual(await readdir(folder), ['loans.json']);
    for (const damaged of ['[{"copy":"a"', '{}', '[{"copy":"a"}]']) {
      await writeFile(file, damaged);
      await assert.rejects(desk.open(), /loans\\.json is damaged/);
    }
  });

  it('ends a loan once (FR-205)', async () => {
    const { desk, member } = await newDesk();
    await desk.lend(member, 'a', '2026-11-23');
    assert.equal((await desk.giveBack('a', '2026-11-30')).returned, '2026-11-30');
    assert.deepEqual(await desk.open(), []);
    await assert.rejects(desk.giveBack('a', '2026-12-01'), /a is not out/);
  });
});
`;

const storeExport = `export { fileLoanStore, type LoanStore } from './loans/loanStore.ts';\n`;
const deskExports = `export { LoanDesk } from './loans/desk.ts';
export { addDays, daysBetween, dueDay } from './loans/rules.ts';
export type { Loan } from './loans/loan.ts';
`;

/** Both sides of a conflict in a list of exports: every line that either side has, once, in the order met. */
export function joinedExports({ prompt }) {
  const lines = prompt
    .split('\n')
    .filter((line) => /^(export (type )?\{.*\} from '.*';|\/\*\* Shelf.*\*\/)$/.test(line));
  return `[rehearsal: scripted, no model was asked] Both sides add exports; the joined file keeps all of them.\n\nFILE: src/index.ts\n\`\`\`ts\n${[...new Set(lines)].join('\n')}\n\`\`\`\n`;
}

const work = (workstream, part) => ({ when: { task: 'workstream', section: '2', workstream }, ...part });

/** A wish of the user for another plan is understood when it names a strategy; it is answered in the summary. */
function replanned(plan, prompt) {
  const [, wish] = /do what they ask for:\n\n(.+)/.exec(prompt) ?? [];
  if (wish === undefined) return plan;
  const [strategy = plan.strategy] = /\b(sequential|parallel|waves)\b/.exec(wish) ?? [];
  return { ...plan, strategy, summary: `${plan.summary} Planned again: ${wish}` };
}

export const loanParts = [
  {
    when: { task: 'plan' },
    json: ({ section = '', prompt }) => ({
      sections: [loanPlan, reminderPlan]
        .filter((plan) => section.split(/\s*,\s*/).includes(plan.section))
        .map((plan) => replanned(plan, prompt)),
    }),
  },
  {
    when: { task: 'dependency-check' },
    json({ section = '', cwd }) {
      const wanted = section.split(/\s*,\s*/);
      const missing = wanted.includes('3') && !wanted.includes('2') && !existsSync(`${cwd}/src/loans/desk.ts`);
      return {
        ready: !missing,
        missing: missing ? [{ what: 'Loans', section: '2' }] : [],
        dependsOn: wanted.includes('3') && wanted.includes('2') ? { 3: ['2'] } : {},
      };
    },
  },
  { when: { task: 'consistency-review' }, json: { consistent: true, issues: [] } },
  { when: { task: 'conflict' }, body: joinedExports },
  work('schemas', {
    read: ['PRD.md'],
    write: { 'src/loans/loan.ts': loan },
    say: 'A loan is plain data, and parseLoans lets nothing else through.',
  }),
  work('storage', {
    read: ['src/members.ts'],
    write: { 'src/loans/loanStore.ts': loanStore, 'src/index.ts': { append: storeExport } },
    say: 'Loans are written beside the file and renamed; a damaged file is named. I exported the store as well.',
  }),
  work('core_logic', {
    read: ['src/members.ts'],
    write: { 'src/loans/rules.ts': rules },
    say: 'Days are counted in UTC, so that no clock change can shift a due day; limits count open loans only.',
  }),
  work('implementation', {
    read: ['src/index.ts'],
    write: { 'src/loans/desk.ts': desk, 'src/index.ts': { append: deskExports } },
    say: 'The desk lends, takes back and lists; everything is exported from src/index.ts.',
  }),
  work('tests', {
    write: { 'test/loans.test.ts': loanTests },
    say: 'One test per requirement, with damaged files and leap days.',
  }),
];
