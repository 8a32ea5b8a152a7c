/** One search/replace of an EDIT block, line by line, without line ends. */
export interface TextEdit {
  readonly search: readonly string[];
  readonly replace: readonly string[];
}
