import { workstreamTitle } from './workstreamTitle';

/** What a development task asks for, whoever does it. `opening` takes the section's name; `demand` is what the work is judged by. */
export interface TaskProfile {
  readonly opening: (section: string) => string;
  readonly demand: { readonly heading: string; readonly points: readonly string[]; readonly note?: string };
  /** Brief and acceptance of a plan that no orchestrator wrote. */
  readonly brief: string;
  readonly acceptance: readonly string[];
}

const profiles: ReadonlyMap<string, TaskProfile> = new Map<string, TaskProfile>([
  [
    'schemas',
    {
      opening: (section) => `Analyze the data structures needed for ${section}, and write them down as code.`,
      demand: {
        heading: 'Output Zod schemas with:',
        points: ['Clear type definitions', 'Validation rules', 'Documentation comments'],
        note: 'Where the project has no Zod (another language, or no such dependency), say the same three things in the way that the project already uses: plain types with guard functions, dataclasses, structs…',
      },
      brief:
        'Define the data of this section: its types, their validation and their documentation, in files of their own. Every other workstream builds on them.',
      acceptance: [
        'Every entity and value that the section names has a type',
        'Invalid data is rejected with a message that names the field',
      ],
    },
  ],
  [
    'storage',
    {
      opening: (section) => `Implement the storage layer for ${section}.`,
      demand: {
        heading: 'Requirements:',
        points: [
          'Repository pattern: one interface that the rest of the code uses, no storage detail outside it',
          'Atomic writes: a reader sees the old state or the new one, never half of it, also after a crash',
          'Error handling: what is missing, corrupt or not writable is a typed error with its cause, and the old state stays',
        ],
      },
      brief:
        'Store and find the data of this section behind one repository interface, on top of the types of the schemas workstream.',
      acceptance: [
        'What was stored is found again, also after a restart',
        'A write that fails leaves the data as it was',
      ],
    },
  ],
  [
    'core_logic',
    {
      opening: (section) =>
        `Implement the core logic of ${section}. Validate the algorithm correctness for ${section}, edge cases included.`,
      demand: {
        heading: 'Verify:',
        points: [
          'Algorithm completeness: every rule of the section has its place in the code',
          'Edge case handling: empty, boundary, repeated, out-of-order and malformed input',
          'Performance characteristics: say the cost of what grows with the data',
        ],
      },
      brief:
        'Implement the rules and calculations of this section as pure functions on the types of the schemas workstream, without input or output.',
      acceptance: [
        'Every rule of the section holds, at its boundaries too',
        'Nothing here reads a clock, a file or the network by itself',
      ],
    },
  ],
  [
    'implementation',
    {
      opening: (section) => `Implement ${section}: the part that users and other code call.`,
      demand: {
        heading: 'Requirements:',
        points: [
          'Join the parts that the contract names; call them by their signatures, do not write them again',
          'Follow the conventions of the existing code: names, layout, error style',
          'Every mistake that a user can make ends in a message that says what to do',
          'Wire it in, so that it can be reached from where users are',
        ],
      },
      brief:
        'Make this section usable: the entry points that users or other code call, wired into the existing project.',
      acceptance: [
        'Everything that the section promises can be done from outside',
        'Wrong use is answered with a clear message',
      ],
    },
  ],
  [
    'tests',
    {
      opening: (section) => `Write the tests for ${section}.`,
      demand: {
        heading: 'Cover:',
        points: [
          'Every acceptance point and every rule of the section, by behaviour seen from outside',
          'Boundaries, invalid input and error paths',
          'Only what the contract exports; no private details',
        ],
        note: 'Write them from the requirements and the contract, not from an implementation: a test that fails because the code is wrong is a good test. Use the test runner of the project. No sleeps, no network, no dependence on order.',
      },
      brief:
        'Test this section against its requirements, in the style of the tests that are there, with the test runner that the project has.',
      acceptance: [
        'Every requirement of the section has a test that can fail',
        'The tests run with the test command of the project',
      ],
    },
  ],
]);

/** The profile of a task; one that MAO does not know is described by its name and its brief alone. */
export function taskProfile(id: string): TaskProfile {
  return (
    profiles.get(id) ?? {
      opening: (section) => `Do the workstream "${workstreamTitle(id)}" of ${section}.`,
      demand: {
        heading: 'Requirements:',
        points: [
          'Do what the brief says, all of it and nothing beyond it',
          'Follow the conventions of the existing code',
          'Handle errors where they arise, with messages that say what to do',
        ],
      },
      brief: `Do what this section needs in the area of "${workstreamTitle(id)}".`,
      acceptance: ['What the section says about this area holds'],
    }
  );
}
