const paragraphs = [
  'The store keeps loans **by copy**, since a copy is lent once at a time. What is returned stays as history, so that `overdue` can be asked for any day, and a day is an ISO date without time or zone.\n\n',
  '- `addLoan` refuses a copy that is out\n- `endLoan` keeps the history\n- [the rule](https://example.org/rule) is that a member has three at most\n\n',
  '```ts\nexport function isOverdue(loan: Loan, today: string): boolean {\n  const due = addDays(loan.since, loan.days);\n  return loan.returned === undefined && due < today;\n}\n```\n\n',
  '## What is next\n\nThe entry joins *store* and *rules*; nothing else is exported. It is what the contract says, and the tests hold it.\n\n',
  '| method | does | fails |\n|---|---|---|\n| `add` | lends a copy | when it is out |\n| `end` | takes it back | when it is not |\n\n',
  '> A member who owes something gets nothing, whatever the number of loans is.\n\n1. read the section\n2. write the test\n3. make it pass\n\n',
] as const;

/** Text as models write it, without end: returns the next `characters` of it. `seed` makes streams differ. */
export function markdownOf(seed: number): (characters: number) => string {
  let at = seed;
  let left = '';
  return (characters) => {
    while (left.length < characters) left += paragraphs[(at++ * 5 + seed) % paragraphs.length] ?? '';
    const piece = left.slice(0, characters);
    left = left.slice(characters);
    return piece;
  };
}
