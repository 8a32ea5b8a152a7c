// The scripted parts for section 3 of the sample PRD (Reminders), which builds on section 2.
const file = (path, owner, purpose, exports) => ({ path, owner, purpose, exports });

export const reminderPlan = {
  section: '3',
  complexity: 'medium',
  strategy: 'waves',
  summary:
    'Who is reminded of what as a pure function of the open loans, and an evening run that remembers what it sent.',
  contract: {
    notes: 'Builds on src/loans. The way of sending is an argument, so that it can be tested.',
    files: [
      file('src/reminders/reminder.ts', 'schemas', 'What a reminder is', [
        'interface Reminder',
        'interface DueLoan',
        'parseSent(value: unknown): readonly string[]',
      ]),
      file('src/reminders/sentStore.ts', 'storage', 'Remembers what was sent', [
        'interface SentStore',
        'fileSentStore(file: string): SentStore',
      ]),
      file('src/reminders/due.ts', 'core_logic', 'What is due, in which order and words', [
        'dueLoans(open: readonly Loan[], today: string): readonly DueLoan[]',
        'inWords(daysLeft: number): string',
      ]),
      file('src/reminders/evening.ts', 'implementation', 'The evening run', [
        'sendReminders(evening: Evening): Promise<readonly Reminder[]>',
      ]),
      file('src/index.ts', 'implementation', 'Everything that is exported', []),
      file('test/reminders.test.ts', 'tests', 'FR-301 to FR-304', []),
    ],
  },
  workstreams: [
    {
      id: 'schemas',
      brief: 'Define Reminder, DueLoan and the memory of what was sent.',
      acceptance: ['FR-302'],
      dependsOn: [],
      model: 'gemini-pro',
      thinking: 'max',
    },
    {
      id: 'storage',
      brief: 'Remember what was sent in one JSON file, written atomically.',
      acceptance: ['FR-304'],
      dependsOn: ['schemas'],
      model: 'gpt-codex',
      thinking: 'high',
    },
    {
      id: 'core_logic',
      brief: 'Due soon, overdue, order and words.',
      acceptance: ['FR-301', 'FR-303'],
      dependsOn: ['schemas'],
      model: 'o3',
      thinking: 'max',
    },
    {
      id: 'implementation',
      brief: 'One reminder a member a day; nothing twice.',
      acceptance: ['FR-302', 'FR-304'],
      dependsOn: ['schemas'],
      model: 'sonnet',
      thinking: 'ultrathink',
    },
    {
      id: 'tests',
      brief: 'One test per requirement, boundaries of days included.',
      acceptance: ['FR-301 to FR-304'],
      dependsOn: ['schemas'],
      model: 'gpt-codex',
      thinking: 'high',
    },
  ],
};

const reminder = `import type { Loan } from '../loans/loan.ts';

/** A loan that needs reminding; \`daysLeft\` is negative when it is late. */
export interface DueLoan {
  readonly loan: Loan;
  readonly daysLeft: number;
}

/** One message to one member for one day (FR-302). */
export interface Reminder {
  readonly member: string;
  readonly email: string;
  readonly day: string;
  readonly text: string;
}

/** Reads the keys of reminders that were sent; throws when it is something else. */
export function parseSent(value: unknown): readonly string[] {
  if (!Array.isArray(value)) throw new Error('What was sent must be a list.');
  return value.map((item: unknown) => {
    if (typeof item === 'string') return item;
    throw new Error('What was sent must be a list of texts.');
  });
}
`;

const sentStore = `import { readFile, rename, writeFile } from 'node:fs/promises';
import { parseSent } from './reminder.ts';

/** Remembers which reminders were sent. */
export interface SentStore {
  load(): Promise<readonly string[]>;
  save(sent: readonly string[]): Promise<void>;
}

/** Remembers in one JSON file, replaced as a whole (FR-304). */
export function fileSentStore(file: string): SentStore {
  return {
    async load() {
      try {
        return parseSent(JSON.parse(await readFile(file, 'utf8')));
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
        throw new Error(\`\${file} can not be read; nothing is sent, so that nothing is sent twice.\`, { cause: error });
      }
    },
    async save(sent) {
      const beside = \`\${file}.\${process.pid}.new\`;
      await writeFile(beside, JSON.stringify(sent) + '\\n');
      await rename(beside, file);
    },
  };
}
`;

const due = `import type { Loan } from '../loans/loan.ts';
import { daysBetween } from '../loans/rules.ts';
import type { DueLoan } from './reminder.ts';

/** Open loans that are due within 3 days or late, the longest overdue first (FR-301, FR-302). */
export function dueLoans(open: readonly Loan[], today: string): readonly DueLoan[] {
  return open
    .map((loan) => ({ loan, daysLeft: daysBetween(today, loan.due) }))
    .filter(({ daysLeft }) => daysLeft <= 3)
    .sort((a, b) => a.daysLeft - b.daysLeft || a.loan.copy.localeCompare(b.loan.copy));
}

/** How long there is left, or how late it is, in plain words (FR-303). */
export function inWords(daysLeft: number): string {
  if (daysLeft === 0) return 'today';
  if (daysLeft === 1) return 'tomorrow';
  if (daysLeft > 1) return \`in \${daysLeft} days\`;
  return daysLeft === -1 ? '1 day late' : \`\${-daysLeft} days late\`;
}
`;

const evening = `import type { Loan } from '../loans/loan.ts';
import type { Member } from '../members.ts';
import { dueLoans, inWords } from './due.ts';
import type { Reminder } from './reminder.ts';
import type { SentStore } from './sentStore.ts';

/** What an evening's run needs: the members, what is out, the day, its memory, and a way to send. */
export interface Evening {
  readonly members: readonly Member[];
  readonly open: readonly Loan[];
  readonly today: string;
  readonly sent: SentStore;
  readonly send: (reminder: Reminder) => Promise<void>;
}

/** Sends each member at most one reminder a day (FR-302) and remembers each at once (FR-304); returns what it sent. */
export async function sendReminders({ members, open, today, sent, send }: Evening): Promise<readonly Reminder[]> {
  const due = dueLoans(open, today);
  const remembered = [...(await sent.load())];
  const reminders: Reminder[] = [];
  for (const member of members) {
    const own = due.filter(({ loan }) => loan.member === member.id);
    const key = \`\${today} \${member.id}\`;
    if (own.length === 0 || remembered.includes(key)) continue;
    const text = own.map(({ loan, daysLeft }) => \`\${loan.copy}: \${inWords(daysLeft)}\`).join('\\n');
    const reminder: Reminder = { member: member.id, email: member.email, day: today, text };
    await send(reminder);
    remembered.push(key);
    await sent.save(remembered);
    reminders.push(reminder);
  }
  return reminders;
}
`;

const reminderTests = `import assert from 'node:assert/strict';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { addDays, dueLoans, fileSentStore, inWords, sendReminders, type Loan, type Member } from '../src/index.ts';

const today = '2026-11-23';
const ada: Member = { id: 'm1', name: 'Ada', email: 'ada@example.org', kind: 'adult' };
const eve: Member = { id: 'm2', name: 'Eve', email: 'eve@example.org', kind: 'child' };
const loan = (copy: string, daysLeft: number, member = 'm1'): Loan => {
  const dueOn = addDays(today, daysLeft);
  return { copy, member, borrowed: addDays(dueOn, -21), due: dueOn };
};
const newMemory = async () => join(await mkdtemp(join(tmpdir(), 'shelf-')), 'sent.json');

describe('reminders', () => {
  it('finds what is due within 3 days or late, the longest overdue first (FR-301, FR-302)', () => {
    const found = dueLoans([loan('far', 4), loan('soon', 3), loan('late', -1), loan('later', -9), loan('now', 0)], today);
    assert.deepEqual(found.map((entry) => entry.loan.copy), ['later', 'late', 'now', 'soon']);
  });

  it('sends one message to each member with all of their loans (FR-302)', async () => {
    const delivered: string[] = [];
    const reminders = await sendReminders({
      members: [ada, eve],
      open: [loan('Emma', 1), loan('Walden', -2), loan('Far', 10, 'm2')],
      today,
      sent: fileSentStore(await newMemory()),
      send: async (reminder) => void delivered.push(reminder.email),
    });
    assert.deepEqual(reminders, [{ member: 'm1', email: ada.email, day: today, text: 'Walden: 2 days late\\nEmma: tomorrow' }]);
    assert.deepEqual(delivered, [ada.email]);
  });

  it('speaks in plain words (FR-303)', () => {
    assert.deepEqual([0, 1, 2, -1, -5].map(inWords), ['today', 'tomorrow', 'in 2 days', '1 day late', '5 days late']);
  });

  it('sends nothing twice, a failed one again, and nothing when its memory is damaged (FR-304)', async () => {
    const file = await newMemory();
    const evening = { members: [ada, eve], open: [loan('a', 0), loan('b', 0, 'm2')], today, sent: fileSentStore(file) };
    const failForEve = async ({ member }: { member: string }) => {
      if (member === eve.id) throw new Error('mail server is away');
    };
    await assert.rejects(sendReminders({ ...evening, send: failForEve }), /away/);
    const again = await sendReminders({ ...evening, send: async () => undefined });
    assert.deepEqual(again.map((reminder) => reminder.member), [eve.id]);
    assert.deepEqual(await sendReminders({ ...evening, send: async () => undefined }), []);
    await writeFile(file, '{');
    await assert.rejects(sendReminders({ ...evening, send: async () => undefined }), /sent\\.json can not be read/);
  });
});
`;

const exported = `export { fileSentStore, type SentStore } from './reminders/sentStore.ts';
export { dueLoans, inWords } from './reminders/due.ts';
export { sendReminders, type Evening } from './reminders/evening.ts';
export type { DueLoan, Reminder } from './reminders/reminder.ts';
`;

const work = (workstream, part) => ({ when: { task: 'workstream', section: '3', workstream }, ...part });

export const reminderParts = [
  // Gemini is over its rate limit here, so that the fallback can be seen at work.
  { when: { task: 'workstream', section: '3', workstream: 'schemas', cli: 'gemini' }, fail: 'rate-limited' },
  work('schemas', {
    read: ['PRD.md'],
    write: { 'src/reminders/reminder.ts': reminder },
    say: 'A reminder is one message to one member for one day.',
  }),
  work('storage', {
    write: { 'src/reminders/sentStore.ts': sentStore },
    say: 'What was sent is kept in one file that is replaced as a whole; a damaged one stops the evening.',
  }),
  work('core_logic', {
    read: ['src/loans/rules.ts'],
    write: { 'src/reminders/due.ts': due },
    say: 'The boundaries are 3 days left (in) and 4 (out); order is by days left, then by copy.',
  }),
  work('implementation', {
    read: ['src/index.ts'],
    write: { 'src/reminders/evening.ts': evening, 'src/index.ts': { append: exported } },
    say: 'Each reminder is remembered as soon as it is sent, so that a failure half way repeats nothing.',
  }),
  work('tests', {
    write: { 'test/reminders.test.ts': reminderTests },
    say: 'One test per requirement, with a mail server that fails half way.',
  }),
];
