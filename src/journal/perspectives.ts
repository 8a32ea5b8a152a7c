/** One view on the work of a day. */
export interface Perspective {
  readonly title: string;
  readonly role: string;
  readonly points: readonly string[];
}

const known: ReadonlyMap<string, Perspective> = new Map([
  [
    'technical',
    {
      title: 'Technical summary',
      role: 'You tell what was built.',
      points: [
        'What exists now that did not before: parts, types, functions, files, and what they are for',
        'The decisions that shaped it, and what they rule out',
        'What was verified and how it came out; what is known to be open or weak',
      ],
    },
  ],
  [
    'process',
    {
      title: 'Process reflection',
      role: 'You reflect on how the work went.',
      points: [
        'What went smoothly and what did not: failures, fallbacks, repairs, conflicts, and what they cost in time',
        'How the work was divided among models, and whether that fitted',
        'What to do in another way next time, as concretely as the material allows',
      ],
    },
  ],
  [
    'creative',
    {
      title: 'Creative insights',
      role: 'You look for the lessons in it.',
      points: [
        'What is surprising here, and what it teaches beyond this project',
        'Connections that nobody drew; questions that nobody asked',
        'One idea worth trying next',
      ],
    },
  ],
]);

/** The perspective of this id; one that a workspace added is taken by what its name says. */
export function perspectiveOf(id: string): Perspective {
  const name = id.replace(/[_-]+/g, ' ').trim();
  const title = name.charAt(0).toUpperCase() + name.slice(1);
  return (
    known.get(id) ?? {
      title,
      role: `You look at the work with regard to ${name}.`,
      points: [`What matters of it with regard to ${name}`],
    }
  );
}
