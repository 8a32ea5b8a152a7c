// Parts that go before the scenario's: the core logic of section 2 forgets leap days, so that its tests fail and its author
// repairs it. Used by `npm run demo`; see rehearsal.mjs.
import { rules } from './loans.mjs';

const addDays = /\/\*\* The ISO day so many days later;[^]*?\n}\n/;

const forgetful = rules.replace(
  addDays,
  `const monthDays = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The ISO day so many days later. */
export function addDays(day: string, days: number): string {
  let [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  date += days;
  for (let length = 31; date > (length = monthDays[month - 1] ?? 31); ) {
    date -= length;
    month = (month % 12) + 1;
    if (month === 1) year += 1;
  }
  return [year, String(month).padStart(2, '0'), String(date).padStart(2, '0')].join('-');
}
`,
);

export default [
  {
    when: { task: 'workstream', section: '2', workstream: 'core_logic' },
    read: ['src/members.ts'],
    write: { 'src/loans/rules.ts': forgetful },
    say: 'Days are counted month by month; limits count open loans only.',
  },
  {
    when: { task: 'repair', section: '2', workstream: 'core_logic' },
    read: ['test/loans.test.ts', 'src/loans/rules.ts'],
    write: { 'src/loans/rules.ts': rules },
    say: 'February has 29 days in leap years: days are counted in UTC now, where every day has 24 hours.',
  },
];
