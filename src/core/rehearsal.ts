/** A run's report, with a first line that says so when no model wrote what it tells of. */
export function markRehearsal(state: { readonly rehearsal?: true | undefined }, report: string): string {
  if (!state.rehearsal) return report;
  return `> **Rehearsal.** The models were scripted: no model was asked, nothing was billed.\n\n${report}`;
}
