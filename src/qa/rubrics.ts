/** What a reviewer of one dimension looks at. */
export interface Rubric {
  readonly title: string;
  readonly question: string;
  readonly points: readonly string[];
  /** What makes the difference between good and bad, for the score. */
  readonly scale: readonly string[];
}

const known: ReadonlyMap<string, Rubric> = new Map([
  [
    'prd_compliance',
    {
      title: 'PRD compliance',
      question: 'Does the code do what the section of the PRD asks for, all of it, and nothing that contradicts it?',
      points: [
        'Go through the section sentence by sentence and list every requirement: functions, rules, limits, formats, errors, defaults, what must not happen.',
        'Look for each in the code itself, not in its comments, names or tests; a stub, a TODO or a function that nobody calls meets nothing.',
        'Judge each: met, partly (say what is missing), not, or not-verifiable (it can not be seen in code: a speed, a look, an outside service).',
        'A requirement that is only partly met or not met is a finding, at the place where it belongs.',
        'Code that does something else than the section says is a finding too; code beyond the section is one only where it contradicts it.',
      ],
      scale: [
        '100: every requirement is met',
        '50: the main flow is there, important rules are missing',
        '0: little of it is there',
      ],
    },
  ],
  [
    'error_handling',
    {
      title: 'Error handling',
      question: 'What happens when something goes wrong: is it noticed, told, and left in a sound state?',
      points: [
        'Every call that can fail (files, network, processes, parsing, foreign code): is the failure handled where something can be done, else passed on with its cause?',
        'Errors that are swallowed, turned into a default value, or only logged; empty catch blocks; promises nobody waits for.',
        'Inputs at the borders: empty, missing, too large, of the wrong form, twice the same, in the wrong order.',
        'State after a failure halfway: files half written, locks and handles left open, counters and caches out of step.',
        'Messages: do they say what failed and what to do, without secrets and without inner workings?',
        'Cancelling, time limits and retries: is there an end to waiting, and can a retry do harm?',
      ],
      scale: [
        '100: every failure is met on purpose',
        '50: the usual ones are, the rarer ones surprise',
        '0: a failure goes unseen or breaks data',
      ],
    },
  ],
  [
    'type_safety',
    {
      title: 'Type safety',
      question: 'Do the types tell the truth, and do they keep wrong programs from compiling?',
      points: [
        'Ways around the type system: any, casts, non-null assertions, ignored errors, unchecked indexing, unsound generics and type guards.',
        'Data from outside (JSON, files, environment, network, user input): is it validated before it gets a type?',
        'Types that allow what can not be: optional fields that belong together, strings for fixed words, states that exclude each other in one record.',
        'null, undefined, NaN, empty lists: does the type say where they can come, and does the code heed it?',
        'Switches and unions: does the compiler notice a case that is added later?',
        'In a language without static types: hints, validation and contracts in their place.',
      ],
      scale: [
        '100: what compiles is right in form',
        '50: sound inside, unchecked at the borders',
        '0: the types are decoration',
      ],
    },
  ],
  [
    'architecture',
    {
      title: 'Architecture',
      question: 'Will this design carry the next changes, and does the next reader understand it?',
      points: [
        'Does each part have one job and a name that tells it? Do the parts depend on each other in one direction?',
        'Does the new code follow the structure, names and conventions that the project has, and reuse what is there?',
        'One thing done twice, or in two ways; knowledge of one part that leaked into another.',
        'State: who owns it, who may change it, what holds when several do at once?',
        'Is it as simple as the task allows: nothing built for a future that nobody asked for, nothing that has to be rebuilt for what the PRD says comes next?',
        'Can it be tested without its outside: files, clock, network?',
      ],
      scale: [
        '100: clear and ready for change',
        '50: works, but the next change will hurt',
        '0: everything hangs on everything',
      ],
    },
  ],
  [
    'security',
    {
      title: 'Security',
      question: 'What can somebody do with this code who means harm, or who is only careless?',
      points: [
        'Input that reaches a shell, a query, a path, a regular expression, a template, a deserializer or HTML without being made safe for it.',
        'Paths: leaving the folder by "..", absolute paths or links; races between check and use; temporary files that others can read.',
        'Secrets in code, logs, messages, URLs or committed files; randomness that must not be guessed; home-made cryptography; comparisons that leak.',
        'Who may do what: missing checks, checks on the wrong side, ids that can be guessed.',
        'What costs without limit: memory, time, disk, by input of an attacker’s choice.',
        'For each finding say how it is exploited, from which input; what can not be reached is at most an info.',
      ],
      scale: [
        '100: nothing to be gained by an attacker',
        '50: weaknesses that need luck or access',
        '0: exploitable from outside',
      ],
    },
  ],
]);

const words = (id: string) => id.replace(/[_-]+/g, ' ').trim();

/** The rubric of a dimension; one that a workspace added is reviewed by what its name says. */
export function rubricOf(dimension: string): Rubric {
  const name = words(dimension);
  const title = name.charAt(0).toUpperCase() + name.slice(1);
  return (
    known.get(dimension) ?? {
      title,
      question: `How good is this code with regard to ${name}?`,
      points: [
        `Say to yourself first what ${name} means for code of this kind, then hold the code against it.`,
        'Report what matters to the people who use or maintain it, with the place and the reason.',
      ],
      scale: [`100: exemplary`, '50: acceptable, with clear weaknesses', '0: not usable as it is'],
    }
  );
}
