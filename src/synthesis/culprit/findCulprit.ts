import type { CulpritProof } from '../../core/culprit';

/** A finished workstream as the search sees it. `dependsOn` holds keys; `testsOnly`: it changed nothing but tests. */
export interface Suspect {
  readonly key: string;
  readonly dependsOn: readonly string[];
  readonly testsOnly: boolean;
  /** How much of it the red output names; 0: nothing. */
  readonly evidence: number;
}

/** Whether the checks pass without these workstreams; undefined: no more trials. Asked once about a set, never about all. */
export type PassesWithout = (dropped: ReadonlySet<string>) => Promise<boolean | undefined>;

/**
 * Who it was, most suspicious first, and what names them; `shownBy`: the workstream whose tests show it. `unknown`: nobody
 * could be named.
 */
export type Culprits =
  | {
      readonly kind: 'found';
      readonly keys: readonly string[];
      readonly proof: CulpritProof;
      readonly shownBy?: string;
    }
  | { readonly kind: 'unknown' };

class OutOfTrials extends Error {}

/** Those of `suspects` that build on `key`, over others too. */
function dependentsOf(key: string, suspects: readonly Suspect[]): readonly string[] {
  const found = new Set<string>([key]);
  let before = 0;
  while (before !== found.size) {
    before = found.size;
    for (const suspect of suspects) if (suspect.dependsOn.some((one) => found.has(one))) found.add(suspect.key);
  }
  return [...found].filter((one) => one !== key);
}

/** The suspects most worth a trial first; tests before code that nothing points to, since they tell much in one trial. */
function inOrder(suspects: readonly Suspect[]) {
  const code = suspects.filter(({ testsOnly }) => !testsOnly).toSorted((a, b) => b.evidence - a.evidence);
  return {
    named: code.filter(({ evidence }) => evidence > 0),
    tests: suspects.filter(({ testsOnly }) => testsOnly).toSorted((a, b) => b.evidence - a.evidence),
    unnamed: code.filter(({ evidence }) => evidence === 0),
  };
}

class Search {
  private readonly known = new Map<string, boolean>();
  readonly cleared = new Set<string>();

  constructor(
    private readonly suspects: readonly Suspect[],
    private readonly passesWithout: PassesWithout,
  ) {}

  withDependents(keys: readonly string[]): ReadonlySet<string> {
    return new Set(keys.flatMap((key) => [key, ...dependentsOf(key, this.suspects)]));
  }

  async passes(dropped: ReadonlySet<string>): Promise<boolean> {
    // Without any workstream the checks pass, else there were no culprit to be found; with all of them they are red.
    if (dropped.size === 0 || dropped.size === this.suspects.length) return dropped.size > 0;
    const id = JSON.stringify([...dropped].sort());
    const known = this.known.get(id) ?? (await this.passesWithout(dropped));
    if (known === undefined) throw new OutOfTrials();
    this.known.set(id, known);
    return known;
  }

  /** Whether the checks pass without it, and stay red when it stays and only what builds on it goes. */
  async isAlone({ key }: Suspect): Promise<boolean> {
    if (!(await this.passes(this.withDependents([key])))) return false;
    const innocent = await this.passes(new Set(dependentsOf(key, this.suspects)));
    if (innocent) this.cleared.add(key);
    return !innocent;
  }

  async firstAlone(suspects: readonly Suspect[]): Promise<Suspect | undefined> {
    for (const suspect of suspects) if (await this.isAlone(suspect)) return suspect;
    return undefined;
  }

  /** The fewest of them, as far as leaving out one at a time tells, without which the checks pass. */
  async together(suspects: readonly Suspect[]): Promise<readonly string[] | undefined> {
    let keys: readonly string[] = [];
    for (const { key } of suspects.filter((suspect) => !this.cleared.has(suspect.key))) {
      keys = [...keys, key];
      if (keys.length > 1 && (await this.passes(this.withDependents(keys)))) return this.fewest(keys);
    }
    return undefined;
  }

  private async fewest(keys: readonly string[]): Promise<readonly string[]> {
    let left = keys;
    try {
      for (const key of keys) {
        const fewer = left.filter((other) => other !== key);
        if (fewer.length > 0 && (await this.passes(this.withDependents(fewer)))) left = fewer;
      }
    } catch (cause) {
      if (!(cause instanceof OutOfTrials)) throw cause;
    }
    return left;
  }
}

const found = (proof: CulpritProof, ...keys: readonly string[]) => ({ kind: 'found', keys, proof }) as const;

async function search(suspects: readonly Suspect[], trials: Search): Promise<Culprits> {
  const { named, tests, unnamed } = inOrder(suspects);
  const first = await trials.firstAlone(named);
  if (first) return found('alone', first.key);
  const witness = await trials.firstAlone(tests);
  const pointed = named.find(({ key }) => !trials.cleared.has(key));
  if (witness && pointed) return { ...found('output', pointed.key), shownBy: witness.key };
  const silent = await trials.firstAlone(unnamed);
  if (silent) return found('alone', silent.key);
  if (witness) return found('tests', witness.key);
  const several = await trials.together([...named, ...tests, ...unnamed]);
  return several ? found('together', ...several) : { kind: 'unknown' };
}

/**
 * Names the workstreams that made green checks red, by dropping one at a time with all that builds on it; the most suspicious
 * first, until one alone explains it, else several together. A workstream of tests only shows a fault rather than being one:
 * it is named only when nothing points further.
 */
export async function findCulprit(suspects: readonly Suspect[], passesWithout: PassesWithout): Promise<Culprits> {
  const [only] = suspects;
  if (only && suspects.length === 1) return found('alone', only.key);
  const trials = new Search(suspects, passesWithout);
  try {
    return await search(suspects, trials);
  } catch (cause) {
    if (!(cause instanceof OutOfTrials)) throw cause;
    const pointed = inOrder(suspects).named.find(({ key }) => !trials.cleared.has(key));
    return pointed ? found('output', pointed.key) : { kind: 'unknown' };
  }
}
