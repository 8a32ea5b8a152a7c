/** How file blocks are written; conflicts and repairs by models without file tools need the same words. */
export const fileBlockForm = `Answer with one block for each file that changes. Nothing outside these blocks is kept, apart from the summary at the end. A new file, or one that changes in most places, comes whole:

FILE: src/example.ts
\`\`\`ts
…the whole file…
\`\`\`

A small change to an existing file comes as exact search and replace; the search must occur exactly once, and an EDIT can have several:

EDIT: src/example.ts
<<<<<<< SEARCH
…exact lines of the file…
=======
…new lines…
>>>>>>> REPLACE

DELETE: src/old.ts
RENAME: src/before.ts -> src/after.ts

Where a file itself has lines of three or more backticks, use a longer fence around it; where it has lines like the markers, use longer markers, all three alike. Paths are relative to the working directory.`;
