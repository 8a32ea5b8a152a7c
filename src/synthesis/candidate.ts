/** One model's finished work on a workstream, as a commit that descends from the snapshot. `key` is `<section>/<workstream>`. */
export interface Candidate {
  readonly key: string;
  readonly section: string;
  readonly workstream: string;
  readonly brief: string;
  readonly model: string;
  readonly commit: string;
  readonly summary: string;
}
