import type { Diagnosis } from '../../core/diagnosis';

type Facts = Diagnosis['facts'];
type Subject = Pick<Diagnosis, 'id' | 'area' | 'title'>;

/** Something that is as it should be. */
export function well(subject: Subject, found: string, facts: Facts = {}): Diagnosis {
  return { ...subject, state: 'ok', found, facts };
}

/** Something that holds nobody up, yet wants a look; `todo` says what to do. */
export function doubtful(subject: Subject, found: string, todo: string, facts: Facts = {}): Diagnosis {
  return { ...subject, state: 'warning', found, todo, facts };
}

/** Something that does not work; `todo` says what to do. */
export function wrong(subject: Subject, found: string, todo: string, facts: Facts = {}): Diagnosis {
  return { ...subject, state: 'failed', found, todo, facts };
}
