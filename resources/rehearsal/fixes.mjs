// The scripted parts of a fix: what mends each finding of reviews.mjs, as pairs of a text and what takes its place. Only the
// findings that a prompt names are mended; each pair leaves what the others look for.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const members = 'src/members.ts';
const field = '  private readonly members = new Map<string, Member>();\n';
const added = '    this.members.set(member.id, member);\n';

const fixes = [
  {
    message: 'Ids are counted from the number of members',
    file: members,
    edits: [
      [
        field,
        `${field}  /** The number of the newest id; it only grows, so that no id is given twice. */\n  private lastNumber = 0;\n`,
      ],
      ['id: `m${this.members.size + 1}`', 'id: `m${this.lastNumber + 1}`'],
      [added, `${added}    this.lastNumber += 1;\n`],
    ],
  },
  {
    message: 'Any text passes for the id of a member',
    file: members,
    edits: [
      [
        '/** Someone who may borrow.',
        '/** What a member is known by: `m1`, `m2`… */\nexport type MemberId = `m${number}`;\n\n/** Someone who may borrow.',
      ],
      ['  readonly id: string;', '  readonly id: MemberId;'],
    ],
  },
  {
    message: 'Each join walks through all members',
    file: members,
    edits: [
      [field, `${field}  private readonly addresses = new Set<string>();\n`],
      [
        'const known = this.all().some((other) => other.email.toLowerCase() === address.toLowerCase());',
        'const key = address.toLowerCase();\n    const known = this.addresses.has(key);',
      ],
      [added, `${added}    this.addresses.add(key);\n`],
    ],
  },
  {
    message: 'The error tells anyone who asks whether an address belongs to a member',
    file: members,
    edits: [
      [
        'throw new Error(`${address} is a member already.`)',
        "throw new Error('This address can not join. Ask the desk, perhaps you are a member already.')",
      ],
    ],
  },
  {
    message: 'The temporary file stays behind when the rename fails',
    file: 'src/loans/loanStore.ts',
    edits: [
      ['import { readFile, rename, writeFile }', 'import { readFile, rename, rm, writeFile }'],
      [
        '      await rename(beside, file);\n',
        '      await rename(beside, file).catch(async (cause: unknown) => {\n        await rm(beside, { force: true });\n        throw cause;\n      });\n',
      ],
    ],
  },
];

const asked = ({ prompt }) => fixes.filter(({ message }) => prompt.includes(message));

/** The new texts of the files that the findings of a prompt are about; what is mended already stays as it is. */
function mended(call) {
  const texts = {};
  for (const { file, edits } of asked(call)) {
    const path = join(call.cwd, file);
    let text = texts[file] ?? (existsSync(path) ? readFileSync(path, 'utf8') : undefined);
    if (text === undefined) continue;
    for (const [from, to] of edits) if (!text.includes(to)) text = text.replace(from, () => to);
    texts[file] = text;
  }
  return texts;
}

export const fixParts = [
  { when: { task: 'fix' }, read: [members], write: mended, say: 'Mended, and nothing else changed.' },
];
