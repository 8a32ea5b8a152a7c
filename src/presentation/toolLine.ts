const verbs: readonly (readonly [RegExp, string])[] = [
  [/^(write|write_file|create_file)$/i, 'Wrote'],
  [/^(edit|multiedit|notebookedit|replace|apply_patch|file_change)$/i, 'Changed'],
  [/^(read|read_file|read_many_files|view)$/i, 'Read'],
  [/^(bash|shell|run_shell_command|exec)$/i, 'Ran'],
  [/^(grep|glob|search|search_file_content|grep_search|find)$/i, 'Searched'],
  [/^(ls|list_directory|list_dir)$/i, 'Listed'],
  [/^(web_?search|google_web_search)$/i, 'Searched the web for'],
  [/^(web_?fetch)$/i, 'Fetched'],
];

/** One tool use as one line for people: `Wrote src/loan.ts`; a tool that is not known keeps its own name. */
export function toolLine(name: string, detail: string): string {
  const verb = verbs.find(([known]) => known.test(name))?.[1];
  if (verb === undefined || detail.trim() === '') return `${name} ${detail}`.trim();
  return `${verb} ${detail}`;
}
