/** What is said of a line that was longer than what is read of one. */
export const cutLineText =
  'A line of its output was longer than 4 MiB: the rest of it was not read. Files that it wrote are whole.';
