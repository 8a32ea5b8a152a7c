import { taskTitle } from './columns';

/** The name of a QA dimension for people: `PRD compliance`. */
export const dimensionTitle = (id: string): string => taskTitle('qa-review', id);
